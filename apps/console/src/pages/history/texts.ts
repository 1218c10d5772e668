import { catalogue } from '../../text/catalogue.js';

export const texts = catalogue({
  decisions: { zh: '谁办理了什么', en: 'Who decided what' },
  children: { zh: '查学生', en: 'Find a child' },
  person: { zh: '办理人', en: 'Person' },
  anyPerson: { zh: '办理人：输入姓名', en: 'Person: type a name' },
  office: { zh: '办理单位', en: 'Office' },
  anyOffice: { zh: '办理单位：输入名称', en: 'Office: type a name' },
  seatOf: {
    zh: (office: string, role: string) => `${office}${role}`,
    en: (office: string, role: string) => `${role}, ${office}`,
  },
  formerSeat: {
    zh: (office: string, role: string) => `${office}${role}（已离岗）`,
    en: (office: string, role: string) => `formerly ${role}, ${office}`,
  },
  from: { zh: '起始日期', en: 'From' },
  to: { zh: '截止日期', en: 'To' },
  onlyLate: { zh: '只看逾期办理的', en: 'Only decided late' },
  pickSome: {
    zh: '请选择办理人或办理单位，查看其全部决定；或勾选“只看逾期办理的”。',
    en: 'Choose a person or an office to see all their decisions, or tick “Only decided late”.',
  },
  at: { zh: '时间', en: 'When' },
  who: { zh: '办理人', en: 'Who' },
  what: { zh: '决定', en: 'Decision' },
  isLate: { zh: '逾期', en: 'late' },
  about: { zh: '办理对象', en: 'About' },
  programme: { zh: '资助项目', en: 'Programme' },
  check: { zh: '查验记录', en: 'Check the record' },
  checkOf: { zh: (about: string) => `查验 ${about} 的记录`, en: (about: string) => `Check the record of ${about}` },
  none: { zh: '这段时间内没有办理记录', en: 'Nothing was decided in these days' },
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
});
