import { HistoryOutlined } from '@ant-design/icons';
import { definePage } from '../define-page.js';
import { titleTexts } from './title.texts.js';

/** The auditor's first page. */
export const route = definePage({
  path: 'history',
  title: titleTexts.title,
  menu: { order: 25, roles: ['auditor', 'supervisor'], icon: HistoryOutlined },
  load: () => import('./history.page.js'),
});
