import { catalogue } from '../../text/catalogue.js';

/** Events that are nobody's decision; the others have their words in format/texts.ts. */
export const eventTexts = catalogue({
  ApplicationDrafted: { zh: '建立草稿', en: 'Drafted' },
  ApplicationDiscarded: { zh: '作废草稿', en: 'Draft discarded' },
  ApplicationSentBackToDraft: { zh: '退回草稿', en: 'Sent back to draft' },
  ApplicationOpened: { zh: '查阅', en: 'Opened' },
  ApplicationFrozenForPayment: { zh: '列入发放批次', en: 'Put into a payment batch' },
  ApplicationUnfrozen: { zh: '移出发放批次', en: 'Taken out of a payment batch' },
  ApplicationPaid: { zh: '已到账', en: 'Paid' },
  PaymentFailed: { zh: '退票', en: 'Sent back by the bank' },
  FundsReserved: { zh: '占用额度', en: 'Funds reserved' },
  DeadlineMoved: { zh: '时限调整', en: 'Deadline moved' },
  ReminderCameDue: { zh: '催办提醒', en: 'Reminder came due' },
  PublicNoticeClosed: { zh: '公示期满', en: 'Public notice ended' },
  SubmissionOwed: { zh: '应报送', en: 'Owed' },
  SubmissionPrepared: { zh: '经办人已备', en: 'Prepared by the clerk' },
  SubmissionReminderCameDue: { zh: '催报提醒', en: 'Reminder came due' },
  PaymentBatchCreated: { zh: '新建发放批次', en: 'Batch created' },
  PaymentBatchCancelled: { zh: '取消发放批次', en: 'Batch cancelled' },
  PaymentBatchFreed: { zh: '解除发放批次', en: 'Batch freed' },
  BankFilesWritten: { zh: '生成银行文件', en: 'Bank files written' },
  ReturnFileTaken: { zh: '收到银行回单', en: 'Return file taken' },
  BankSettled: { zh: '一家银行已结清', en: 'A bank settled' },
});
