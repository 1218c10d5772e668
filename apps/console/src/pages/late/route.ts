import { HistoryOutlined } from '@ant-design/icons';
import { definePage } from '../define-page.js';
import { texts } from './texts.js';

export const route = definePage({
  path: 'late',
  title: texts.title,
  menu: { order: 10, roles: ['auditor', 'supervisor'], icon: HistoryOutlined },
  load: () => import('./late.page.js'),
});
