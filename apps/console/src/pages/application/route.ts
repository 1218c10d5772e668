import { definePage } from '../define-page.js';
import { texts } from './texts.js';

export const route = definePage({
  path: 'applications/:id',
  title: texts.title,
  load: () => import('./application.page.js'),
});
