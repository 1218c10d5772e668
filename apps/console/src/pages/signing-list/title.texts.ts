import { catalogue } from '../../text/catalogue.js';

export const titleTexts = catalogue({ title: { zh: '发放签领表', en: 'List for signature' } });
