import { catalogue } from '../text/catalogue.js';

export const texts = catalogue({
  approve: { zh: '同意', en: 'Approve' },
  return: { zh: '退回补正', en: 'Return' },
  reject: { zh: '不予通过', en: 'Reject' },
  withdraw: { zh: '撤回', en: 'Withdraw' },
  recall: { zh: '收回', en: 'Recall' },
  hold: { zh: '暂停', en: 'Hold' },
  resume: { zh: '恢复办理', en: 'Resume' },
  resubmit: { zh: '补正后重新报送', en: 'Resubmit' },
  appeal: { zh: '申诉', en: 'Appeal' },
  opinion: { zh: '意见（可不填）', en: 'Opinion (optional)' },
  note: { zh: '说明（可不填）', en: 'Note (optional)' },
  holdReason: { zh: '暂停原因', en: 'Why it is put on hold' },
  grounds: { zh: '申诉理由（可不填）', en: 'Grounds (optional)' },
  items: { zh: '需要学校补正的内容', en: 'What the school is to correct' },
  itemsRequired: { zh: '请至少选择一项', en: 'Choose at least one' },
  reason: { zh: '不予通过的原因', en: 'Reason for the rejection' },
  reasonRequired: { zh: '请选择原因', en: 'Choose a reason' },
  textRequired: { zh: '请填写', en: 'Please fill in' },
  changed: { zh: '已补正的内容', en: 'What was corrected' },
  card: { zh: '新的银行卡号', en: 'New bank card' },
  bank: { zh: '开户银行', en: 'Bank' },
  phone: { zh: '新的联系电话', en: 'New telephone' },
  guardian: { zh: '监护人姓名', en: 'Guardian’s name' },
  now: { zh: (value: string) => `现为：${value}`, en: (value: string) => `Now: ${value}` },
  blank: { zh: '（空）', en: '(blank)' },
  correctedThere: {
    zh: (items: readonly string[]) =>
      `${items.join('、')}以学籍和困难家庭名册为准：请先在那里更正，再重新报送，金额会按更正后的信息重算。`,
    en: (items: readonly string[]) =>
      `${items.join(', ')}: as roll and registry have it. Have it corrected there first, then resubmit; the amount follows.`,
  },
  correctionNote: { zh: '补正说明（可不填）', en: 'What you have to say of it (optional)' },
  moved: {
    zh: '这件申请刚刚有了变化，请关闭后看过最新情况再办理；已填写的内容会保留。',
    en: 'This application has just changed: close this and look at it again first. What you entered is kept.',
  },
  cancel: { zh: '取消', en: 'Cancel' },
});
