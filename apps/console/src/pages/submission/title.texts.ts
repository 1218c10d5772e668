import { catalogue } from '../../text/catalogue.js';

export const titleTexts = catalogue({ title: { zh: '花名册', en: 'Roster' } });
