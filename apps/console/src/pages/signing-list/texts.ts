import { catalogue } from '../../text/catalogue.js';

export const texts = catalogue({
  title: { zh: '资助资金发放签领表', en: 'Payment list for signature' },
  back: { zh: '返回批次', en: 'Back to the batch' },
  print: { zh: '打印签领表', en: 'Print' },
  about: {
    zh: (children: number, total: string) => `${children} 人 · ${total} 元`,
    en: (children: number, total: string) => `${children} children · ${total} yuan`,
  },
  none: { zh: '本批次没有这所学校的学生', en: 'No child of this school is in the batch' },
  name: { zh: '姓名', en: 'Name' },
  class: { zh: '班级', en: 'Class' },
  account: { zh: '收款账号', en: 'Account' },
  bank: { zh: '开户银行', en: 'Bank' },
  amount: { zh: '金额（元）', en: 'Amount (yuan)' },
  signature: { zh: '领款人签字', en: 'Received (signature)' },
  remark: { zh: '备注', en: 'Remark' },
  unknownClass: { zh: '学籍未注明班级', en: 'Class not on the roll' },
  toSchool: { zh: '学校公用账户', en: 'School account' },
  capitals: {
    zh: (text: string) => `合计金额（大写）：人民币${text}`,
    en: (text: string) => `Total in words: RMB ${text}`,
  },
  head: { zh: '校长（签字）：', en: 'Head:' },
  clerk: { zh: '经办人（签字）：', en: 'Clerk:' },
  seal: { zh: '（公章）', en: '(seal)' },
  date: { zh: '　　　年　　月　　日', en: 'Date: ' },
});
