import { catalogue } from '../../text/catalogue.js';

/** Apart from the page's other words: the menu needs it at the first load, them it does not. */
export const titleTexts = catalogue({ title: { zh: '历史查询', en: 'History' } });
