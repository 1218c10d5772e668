import { definePage } from '../define-page.js';
import { titleTexts } from './title.texts.js';

/** The proof behind one case; reached from the history. */
export const route = definePage({
  path: 'trail/:kind/:id',
  title: titleTexts.title,
  load: () => import('./trail.page.js'),
});
