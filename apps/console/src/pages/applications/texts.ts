import { catalogue } from '../../text/catalogue.js';

export const texts = catalogue({
  title: { zh: '申请查询', en: 'Applications' },
  list: { zh: '全部申请', en: 'All applications' },
  ofChild: { zh: '查学生', en: 'Find a child' },
  phase: { zh: '状态', en: 'State' },
  allPhases: { zh: '全部状态', en: 'All states' },
  programme: { zh: '资助项目', en: 'Programme' },
  allProgrammes: { zh: '全部项目', en: 'All programmes' },
  child: { zh: '学生', en: 'Child' },
  idNumber: { zh: '身份证号', en: 'Identity number' },
  school: { zh: '学校', en: 'School' },
  stage: { zh: '环节', en: 'Stage' },
  amount: { zh: '金额（元）', en: 'Amount (yuan)' },
  due: { zh: '办理时限', en: 'Due' },
  none: { zh: '没有符合条件的申请', en: 'No such application' },
  noneYet: {
    zh: '还没有申请。学校导入花名册后，合格学生的申请会列在这里。',
    en: 'No applications yet: they are listed here once a school has imported its roster.',
  },
});
