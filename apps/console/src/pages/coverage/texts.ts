import { catalogue } from '../../text/catalogue.js';

export const texts = catalogue({
  about: {
    zh: (roll: string, registry: string) => `按 ${roll} 的学籍、${registry} 的帮扶家庭名册统计`,
    en: (roll: string, registry: string) => `By the roll of ${roll} and the registry of ${registry}`,
  },
  period: { zh: '学期', en: 'Period' },
  programmes: { zh: '资助项目', en: 'Programmes' },
  download: { zh: '下载表格', en: 'Download .xlsx' },
  path: { zh: '当前单位', en: 'Where you are' },
  noRegistry: { zh: '还没有帮扶家庭名册，无法统计谁应受助', en: 'No registry of poor households is loaded yet' },
  noRoll: { zh: '还没有学籍名册，无法知道学生在哪所学校', en: 'No school roll is loaded yet' },
  loadIt: {
    zh: '请联系系统管理员，用 npm run county 载入学籍、帮扶家庭名册和特殊儿童名单，然后刷新本页。',
    en: 'Ask your administrator to load roll, registry and special children by npm run county, then load this page again.',
  },
  noProgramme: { zh: '本县还没有启用的资助项目', en: 'No programme is active in this county' },
  nobody: { zh: '这里没有应受助的学生', en: 'Nobody is entitled here' },
  paidOf: {
    zh: (paid: number, entitled: number) => `应助 ${entitled} 人，已发放 ${paid} 人`,
    en: (paid: number, entitled: number) => `${paid} of ${entitled} entitled are paid`,
  },
  allPaid: { zh: '全部到位。', en: 'Everybody has been reached.' },
  toGo: {
    zh: (left: number, underWay: number, missing: number) =>
      `还差 ${left} 人：${underWay} 人正在办理，${missing} 人未助。`,
    en: (left: number, underWay: number, missing: number) =>
      `${left} to go: ${underWay} under way, ${missing} missing.`,
  },
  entitled: { zh: '应助', en: 'Entitled' },
  missing: { zh: '未助', en: 'Missing' },
  office: { zh: '单位', en: 'Office' },
  shares: { zh: '办理情况', en: 'How far' },
  total: { zh: '合计', en: 'Total' },
  noSchool: { zh: '不在本县学籍', en: 'On no roll here' },
  part: {
    zh: (kind: string, count: number) => `${kind}${count}人`,
    en: (kind: string, count: number) => `${kind} ${count}`,
  },
  between: { zh: '，', en: ', ' },
  name: { zh: '姓名', en: 'Name' },
  idNumber: { zh: '身份证件号', en: 'ID number' },
  place: { zh: '学校（乡镇）', en: 'School or township' },
  className: { zh: '年级班级', en: 'Class' },
  kind: { zh: '情况', en: 'Standing' },
  reason: { zh: '原因', en: 'Why' },
  notBegun: { zh: '花名册未列入，尚未建立申请', en: 'in no roster, no application begun' },
  household: {
    zh: (householdNo: string, birthDate: string) => `户编号 ${householdNo}，${birthDate} 出生`,
    en: (householdNo: string, birthDate: string) => `household ${householdNo}, born ${birthDate}`,
  },
  verify: {
    zh: '在帮扶家庭名册或特殊儿童名单上，到了入园入学年龄，但不在本县任何学校的学籍中。请乡镇上门核实去向。',
    en: 'Registered and of school age, and on no roll of this county. The township has to find out where they are.',
  },
  none: { zh: '没有这样的学生', en: 'No such children' },
  begin: {
    zh: (count: number) => `为 ${count} 人建立申请`,
    en: (count: number) => `Begin ${count} application${count === 1 ? '' : 's'}`,
  },
  beginHelp: {
    zh: '名册里没有银行卡和电话，请逐人填写。建立的是草稿，报送前还可以修改。',
    en: 'No register knows card and telephone: enter them for each child. These are drafts, still yours until handed in.',
  },
  card: { zh: '银行卡号', en: 'Bank card' },
  bank: { zh: '开户银行', en: 'Bank' },
  telephone: { zh: '联系电话', en: 'Telephone' },
  of: {
    zh: (what: string, name: string) => `${name}的${what}`,
    en: (what: string, name: string) => `${what} of ${name}`,
  },
  leaveOut: { zh: (name: string) => `本次不办${name}`, en: (name: string) => `Leave ${name} out` },
  leave: { zh: '不办', en: 'Leave out' },
  cancel: { zh: '取消', en: 'Cancel' },
  begun: {
    zh: (count: number) => `已为 ${count} 人建立草稿，请到“报送”页报送。`,
    en: (count: number) => `${count} draft${count === 1 ? '' : 's'} begun. Hand them in on the page of submissions.`,
  },
  handIn: { zh: '去报送', en: 'Hand in' },
});
