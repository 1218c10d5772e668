import { catalogue } from '../../text/catalogue.js';

export const texts = catalogue({
  create: { zh: '新建发放批次', en: 'New payment batch' },
  createHelp: {
    zh: '把某个资助项目下公示期满、待发放的申请冻结为一个批次，由另一位财务人员复核放行。',
    en: 'What awaits payment in a programme is frozen into a batch, which another person of finance releases.',
  },
  programme: { zh: '资助项目', en: 'Programme' },
  period: { zh: '学期', en: 'Period' },
  preview: { zh: '先看结果', en: 'Preview' },
  would: {
    zh: (n: number, total: string) => `将发放 ${n} 件，共 ${total} 元`,
    en: (n: number, total: string) => `${n} applications, ${total} yuan, would be paid`,
  },
  nothing: { zh: '目前没有待发放的申请', en: 'Nothing awaits payment' },
  leftOut: { zh: (n: number) => `${n} 件不能发放`, en: (n: number) => `${n} cannot be paid` },
  confirm: { zh: '建立批次', en: 'Make the batch' },
  batch: { zh: '批次', en: 'Batch' },
  state: { zh: '状态', en: 'State' },
  count: { zh: '件数', en: 'Count' },
  total: { zh: '金额（元）', en: 'Total (yuan)' },
  by: { zh: '建立人', en: 'Made by' },
  at: { zh: '最近变动', en: 'Last change' },
  none: {
    zh: '还没有发放批次。公示期满的申请由财务人员建立批次发放。',
    en: 'No payment batch yet: finance makes one of what has passed its public notice.',
  },
});
