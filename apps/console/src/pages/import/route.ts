import { definePage } from '../define-page.js';
import { texts } from './texts.js';

export const route = definePage({ path: 'imports/:id', title: texts.title, load: () => import('./import.page.js') });
