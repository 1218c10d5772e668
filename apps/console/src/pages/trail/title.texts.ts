import { catalogue } from '../../text/catalogue.js';

export const titleTexts = catalogue({ title: { zh: '查验记录', en: 'Check of the record' } });
