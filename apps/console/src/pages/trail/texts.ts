import { catalogue } from '../../text/catalogue.js';

export const texts = catalogue({
  back: { zh: '返回', en: 'Back' },
  openCase: { zh: '查看申请', en: 'Open the application' },
  kindApplication: { zh: '申请', en: 'Application' },
  kindSubmission: { zh: '报送批次', en: 'Submission' },
  kindBatch: { zh: '发放批次', en: 'Payment batch' },
  whole: {
    zh: (count: number) => `记录完整，未被改动：${count} 条，逐条重算哈希、核对前后衔接，全部一致`,
    en: (count: number) => `Whole and unaltered: ${count} events, each hash computed anew and each link compared`,
  },
  wholeHelp: {
    zh: '由服务器在打开本页时查验，与 npm run verify 用的是同一套检查。',
    en: 'Checked by the server as this page was opened, by the same function as npm run verify.',
  },
  broken: {
    zh: '记录与哈希不一致，可能被改动过，请保留现场并报告',
    en: 'The record does not agree with its hashes: it may have been altered. Keep everything as it is and report it',
  },
  cutOff: {
    zh: '最后的记录与台账不符：末尾可能被删去',
    en: 'Its end is not where the lists say: something may have been cut off',
  },
  gap: {
    zh: (version: number) => `第 ${version} 条之前缺少记录`,
    en: (version: number) => `Something is missing before event ${version}`,
  },
  'previous-differs': {
    zh: (version: number) => `第 ${version} 条与前一条接不上`,
    en: (version: number) => `Event ${version} does not follow from the one before`,
  },
  'hash-differs': {
    zh: (version: number) => `第 ${version} 条的内容与其哈希不符`,
    en: (version: number) => `What event ${version} says is not what was hashed`,
  },
  'earlier-than-before': {
    zh: (version: number) => `第 ${version} 条的时间早于前一条`,
    en: (version: number) => `Event ${version} is dated before the one before`,
  },
  version: { zh: '序号', en: 'No.' },
  at: { zh: '时间', en: 'When' },
  what: { zh: '事项', en: 'What' },
  who: { zh: '办理人', en: 'Who' },
  bySystem: { zh: '系统按计划自动办理', en: 'By itself, as planned' },
  onBehalfOf: { zh: (name: string) => `代${name}`, en: (name: string) => `for ${name}` },
  hash: { zh: '哈希', en: 'Hash' },
  previous: { zh: '前一条的哈希', en: 'Hash of the one before' },
  content: { zh: '记录内容', en: 'What was recorded' },
  type: { zh: '记录类型', en: 'Type' },
  seat: { zh: '岗位', en: 'Seat' },
  command: { zh: '指令编号', en: 'Command' },
});
