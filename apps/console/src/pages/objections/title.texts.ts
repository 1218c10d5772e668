import { catalogue } from '../../text/catalogue.js';

export const titleTexts = catalogue({ title: { zh: '公示异议', en: 'Objections' } });
