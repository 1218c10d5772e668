import { PieChartOutlined } from '@ant-design/icons';
import { definePage } from '../define-page.js';
import { titleTexts } from './title.texts.js';

/** The first page of county and township leaders. */
export const route = definePage({
  path: 'coverage',
  title: titleTexts.title,
  menu: {
    order: 25,
    roles: ['supervisor', 'clerk', 'head', 'reviewer', 'approver', 'auditor'],
    firstFor: ['supervisor'],
    icon: PieChartOutlined,
  },
  load: () => import('./coverage.page.js'),
});
