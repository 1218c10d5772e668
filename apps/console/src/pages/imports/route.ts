import { UploadOutlined } from '@ant-design/icons';
import { definePage } from '../define-page.js';
import { texts } from './texts.js';

export const route = definePage({
  path: 'imports',
  title: texts.title,
  menu: { order: 10, roles: ['clerk'], icon: UploadOutlined },
  load: () => import('./imports.page.js'),
});
