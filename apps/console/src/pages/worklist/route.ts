import { CarryOutOutlined } from '@ant-design/icons';
import { definePage } from '../define-page.js';
import { texts } from './texts.js';

export const route = definePage({
  path: 'worklist',
  title: texts.title,
  menu: { order: 10, roles: ['reviewer', 'approver'], icon: CarryOutOutlined },
  load: () => import('./worklist.page.js'),
});
