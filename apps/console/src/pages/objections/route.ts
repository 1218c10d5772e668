import { MessageOutlined } from '@ant-design/icons';
import { definePage } from '../define-page.js';
import { titleTexts } from './title.texts.js';

export const route = definePage({
  path: 'objections',
  title: titleTexts.title,
  menu: { order: 60, roles: ['reviewer', 'approver', 'supervisor', 'administrator'], icon: MessageOutlined },
  load: () => import('./objections.page.js'),
});
