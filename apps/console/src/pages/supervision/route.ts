import { AlertOutlined } from '@ant-design/icons';
import { definePage } from '../define-page.js';
import { titleTexts } from './title.texts.js';

export const route = definePage({
  path: 'supervision',
  title: titleTexts.title,
  menu: { order: 12, roles: ['supervisor'], icon: AlertOutlined },
  load: () => import('./supervision.page.js'),
});
