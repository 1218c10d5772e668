import { ReadOutlined } from '@ant-design/icons';
import { definePage } from '../define-page.js';
import { titleTexts } from './title.texts.js';

/** The head's first page, the clerk's second. */
export const route = definePage({
  path: 'my-school',
  title: titleTexts.title,
  menu: { order: 15, roles: ['clerk', 'head'], icon: ReadOutlined },
  load: () => import('./my-school.page.js'),
});
