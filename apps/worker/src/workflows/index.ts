export { applicationWorkflow } from './application.workflow.js';
export { submissionWorkflow } from './submission.workflow.js';
