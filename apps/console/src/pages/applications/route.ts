import { TeamOutlined } from '@ant-design/icons';
import { definePage } from '../define-page.js';
import { texts } from './texts.js';

export const route = definePage({
  path: 'applications',
  title: texts.title,
  menu: {
    order: 40,
    roles: ['clerk', 'head', 'reviewer', 'approver', 'supervisor', 'finance', 'auditor'],
    icon: TeamOutlined,
  },
  load: () => import('./applications.page.js'),
});
