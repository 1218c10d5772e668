import { AuditOutlined } from '@ant-design/icons';
import { definePage } from '../define-page.js';
import { titleTexts } from './title.texts.js';

export const route = definePage({
  path: 'submissions',
  title: titleTexts.title,
  menu: { order: 20, roles: ['clerk', 'head', 'reviewer', 'approver', 'supervisor'], icon: AuditOutlined },
  load: () => import('./submissions.page.js'),
});
