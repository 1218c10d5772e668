import { BankOutlined } from '@ant-design/icons';
import { definePage } from '../define-page.js';
import { texts } from './texts.js';

export const route = definePage({
  path: 'payments',
  title: texts.title,
  menu: { order: 30, roles: ['finance', 'approver', 'supervisor', 'auditor'], icon: BankOutlined },
  load: () => import('./payments.page.js'),
});
