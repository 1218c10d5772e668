import { catalogue } from '../text/catalogue.js';

export const dueTexts = catalogue({
  stopped: { zh: '计时暂停', en: 'Clock stopped' },
  lateToday: { zh: '今日已逾期', en: 'Late since today' },
  lateBy: {
    zh: (days: number) => `已逾期 ${days} 个工作日`,
    en: (days: number) => `${days} working day${days === 1 ? '' : 's'} late`,
  },
  today: { zh: '今天到期', en: 'Due today' },
  left: {
    zh: (days: number) => `还剩 ${days} 个工作日`,
    en: (days: number) => `${days} working day${days === 1 ? '' : 's'} left`,
  },
});

/** Words of the domain that come as codes. A code without words is shown as it is. */
export const words = {
  phase: catalogue({
    draft: { zh: '草稿', en: 'Draft' },
    submitted: { zh: '待校长确认', en: 'To be confirmed' },
    'in-review': { zh: '办理中', en: 'In review' },
    returned: { zh: '退回补正', en: 'Returned' },
    'awaiting-funds': { zh: '等待额度', en: 'Awaiting funds' },
    'in-public-notice': { zh: '公示中', en: 'Public notice' },
    'awaiting-payment': { zh: '待发放', en: 'Awaiting payment' },
    paying: { zh: '发放中', en: 'Being paid' },
    paid: { zh: '已发放', en: 'Paid' },
    'payment-failed': { zh: '发放失败', en: 'Payment failed' },
    rejected: { zh: '不予通过', en: 'Rejected' },
    withdrawn: { zh: '已撤回', en: 'Withdrawn' },
    discarded: { zh: '已作废', en: 'Discarded' },
    prepared: { zh: '待校长确认', en: 'To be confirmed' },
    confirmed: { zh: '已报送', en: 'Handed in' },
    owed: { zh: '未报送', en: 'Not handed in' },
  }),
  role: catalogue({
    clerk: { zh: '经办人', en: 'Clerk' },
    head: { zh: '校长', en: 'Head' },
    reviewer: { zh: '审核人', en: 'Reviewer' },
    approver: { zh: '审批人', en: 'Approver' },
    supervisor: { zh: '分管领导', en: 'Supervisor' },
    finance: { zh: '财务', en: 'Finance' },
    auditor: { zh: '审计', en: 'Auditor' },
    administrator: { zh: '管理员', en: 'Administrator' },
  }),
  flag: catalogue({
    household_type_differs: { zh: '家庭类别与名册不一致', en: 'Household type differs' },
    boarding_differs: { zh: '寄宿与学籍不一致', en: 'Boarding differs' },
    grade_differs: { zh: '年级与学籍不一致', en: 'Grade differs' },
    card_shared: { zh: '银行卡两户共用', en: 'Card shared by two households' },
  }),
} as const;
