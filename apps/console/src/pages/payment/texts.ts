import { catalogue } from '../../text/catalogue.js';

export const texts = catalogue({
  title: { zh: '发放批次', en: 'Payment batch' },
  back: { zh: '返回', en: 'Back' },
  about: {
    zh: (count: number, total: string, by: string) => `${count} 件 · ${total} 元 · ${by} 建立`,
    en: (count: number, total: string, by: string) => `${count} applications · ${total} yuan · made by ${by}`,
  },
  release: { zh: '复核放行', en: 'Release' },
  releaseSure: {
    zh: (total: string) => `确认放行 ${total} 元？放行后生成银行文件。`,
    en: (total: string) => `Release ${total} yuan? The bank files are written then.`,
  },
  cancel: { zh: '取消批次', en: 'Call it off' },
  cancelSure: { zh: '取消后，批次内的申请回到待发放。', en: 'Everything in it waits for payment again.' },
  yes: { zh: '确定', en: 'Yes' },
  no: { zh: '不', en: 'No' },
  takeReturn: { zh: '上传银行回单', en: 'Upload a bank’s return' },
  taken: {
    zh: (bank: string, paid: number, failed: number, unknown: number) =>
      `${bank}：到账 ${paid} 笔，退票 ${failed} 笔，不明 ${unknown} 笔`,
    en: (bank: string, paid: number, failed: number, unknown: number) =>
      `${bank}: ${paid} paid, ${failed} sent back, ${unknown} unclear`,
  },
  schools: { zh: '按学校', en: 'By school' },
  banks: { zh: '按银行', en: 'By bank' },
  lines: { zh: '付款明细', en: 'Lines' },
  excluded: { zh: (n: number) => `${n} 件未列入本批次`, en: (n: number) => `${n} left out of this batch` },
  school: { zh: '学校', en: 'School' },
  children: { zh: '人数', en: 'Children' },
  amount: { zh: '金额（元）', en: 'Amount (yuan)' },
  bank: { zh: '银行', en: 'Bank' },
  count: { zh: '笔数', en: 'Lines' },
  file: { zh: '银行文件', en: 'File' },
  download: { zh: '下载', en: 'Download' },
  payee: { zh: '收款人', en: 'Payee' },
  account: { zh: '账号', en: 'Account' },
  state: { zh: '状态', en: 'State' },
  filesLater: { zh: '放行后生成银行文件', en: 'Bank files are written after the release' },
});
