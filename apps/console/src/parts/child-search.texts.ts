import { catalogue } from '../text/catalogue.js';

export const texts = catalogue({
  searchHelp: {
    zh: '可按姓名（至少前两个字）或身份证号查找。每次查询都会记录：谁查的、何时、查到了谁。',
    en: 'By name (its first two characters at least) or identity number. Each search is recorded: who, when and whom they found.',
  },
  searchBy: { zh: '姓名或身份证号', en: 'Name or identity number' },
  search: { zh: '查询', en: 'Search' },
  noChild: {
    zh: '没有查到申请过资助的学生。身份证号须完整；姓名须从第一个字起。',
    en: 'No child with an application was found. A number must be whole; a name is found from its first character.',
  },
  moreChildren: { zh: '还有更多同名开头的学生，请多输入几个字', en: 'There are more: type more of the name' },
  child: { zh: '学生', en: 'Child' },
  applications: { zh: '历次申请', en: 'Applications' },
  open: { zh: '查看申请', en: 'Open' },
  check: { zh: '查验记录', en: 'Check the record' },
  checkOf: { zh: (about: string) => `查验 ${about} 的记录`, en: (about: string) => `Check the record of ${about}` },
});
