export { type ChildOnRoster, classRoster } from './class-roster.js';
export * from './confirm-submission.js';
export * from './owe-submissions.js';
export * from './prepare-submission.js';
export {
  applicationsInSubmission,
  findSubmission,
  listSubmissions,
  type SubmissionFilter,
  type SubmissionView,
  type SubmittedApplication,
} from './submission-queries.js';
