import { catalogue } from '../../text/catalogue.js';

/** Apart from the page's other texts, which are loaded with the page: this much the frame needs at once. */
export const titleTexts = catalogue({ title: { zh: '发放批次', en: 'Payment batch' } });
