import { definePage } from '../define-page.js';
import { titleTexts } from './title.texts.js';

export const route = definePage({
  path: 'payments/:id/schools/:school',
  title: titleTexts.title,
  load: () => import('./signing-list.page.js'),
});
