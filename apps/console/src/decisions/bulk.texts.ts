import { catalogue } from '../text/catalogue.js';

export const bulkTexts = catalogue({
  preview: { zh: '先看结果', en: 'Preview' },
  previewHelp: {
    zh: '先看对每一件会怎样，此时什么也不会改变。',
    en: 'See first what would happen to each; nothing changes yet.',
  },
  wouldBe: {
    zh: (count: number, total: string) => `将办理 ${count} 件，共 ${total} 元`,
    en: (count: number, total: string) => `${count} would be done, ${total} yuan`,
  },
  wouldNot: {
    zh: (count: number) => `${count} 件不能办理，原因如下`,
    en: (count: number) => `${count} would not, for these reasons`,
  },
  thanLastPeriod: {
    zh: (added: number, money: string) => `比上学期：新增 ${added} 人，金额 ${money} 元`,
    en: (added: number, money: string) => `Than last period: ${added} new children, ${money} yuan`,
  },
  nothingLastPeriod: {
    zh: '这些学生上学期都没有申请过本项目',
    en: 'None of these children applied under this programme last period',
  },
  execute: { zh: (count: number) => `确认办理 ${count} 件`, en: (count: number) => `Do it for ${count}` },
  back: { zh: '修改', en: 'Change' },
  severalProgrammes: {
    zh: '所选申请属于不同的资助项目，原因各不相同，请按项目分别办理。',
    en: 'The selection spans several programmes, whose reasons differ: do it programme by programme.',
  },
  bulk: { zh: '批量办理', en: 'Bulk decision' },
  running: {
    zh: (done: number, total: number) => `正在办理：${done} / ${total}`,
    en: (done: number, total: number) => `Under way: ${done} of ${total}`,
  },
  finished: {
    zh: (accepted: number, total: string) => `已办理 ${accepted} 件，共 ${total} 元`,
    en: (accepted: number, total: string) => `${accepted} done, ${total} yuan`,
  },
  refusedOnes: { zh: (count: number) => `${count} 件未能办理`, en: (count: number) => `${count} refused` },
  open: { zh: '查看', en: 'Open' },
  close: { zh: '关闭', en: 'Close' },
});
