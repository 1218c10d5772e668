import { BankOutlined } from '@ant-design/icons';
import { definePage } from '../define-page.js';
import { titleTexts } from './title.texts.js';

export const route = definePage({
  path: 'payments',
  title: titleTexts.title,
  menu: { order: 30, roles: ['finance', 'approver', 'supervisor', 'auditor'], icon: BankOutlined },
  load: () => import('./payments.page.js'),
});
