export { applicationWorkflow } from './application.workflow.js';
export { paymentBatchWorkflow } from './payment-batch.workflow.js';
export { rosterImportWorkflow } from './roster-import.workflow.js';
export { submissionWorkflow } from './submission.workflow.js';
