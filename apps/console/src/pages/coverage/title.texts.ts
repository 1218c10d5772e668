import { catalogue } from '../../text/catalogue.js';

/** Apart from the rest: the menu needs it before the page is loaded. */
export const titleTexts = catalogue({ title: { zh: '应助尽助', en: 'Coverage' } });
