import { definePage } from '../define-page.js';
import { texts } from './texts.js';

export const route = definePage({ path: 'payments/:id', title: texts.title, load: () => import('./payment.page.js') });
