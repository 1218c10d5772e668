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
});
