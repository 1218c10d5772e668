import { definePage } from '../define-page.js';
import { titleTexts } from './title.texts.js';

export const route = definePage({
  path: 'submissions/:id',
  title: titleTexts.title,
  load: () => import('./submission.page.js'),
});
