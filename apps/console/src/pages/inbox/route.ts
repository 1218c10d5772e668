import { definePage } from '../define-page.js';
import { texts } from './texts.js';

export const route = definePage({ path: 'inbox', title: texts.title, load: () => import('./inbox.page.js') });
