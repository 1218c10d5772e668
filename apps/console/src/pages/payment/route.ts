import { definePage } from '../define-page.js';
import { titleTexts } from './title.texts.js';

export const route = definePage({
  path: 'payments/:id',
  title: titleTexts.title,
  load: () => import('./payment.page.js'),
});
