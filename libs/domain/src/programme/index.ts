export { checkProgramme, type ProgrammeFault } from './check-programme.js';
export { type Condition, holds } from './condition.js';
export { isEligible, OTHER_SCHOOL_STAGE, priorityOf } from './eligibility.js';
export {
  FACT_NAMES,
  type FactName,
  type FactValue,
  GRADES,
  GRADES_IN_ORDER,
  SCHOOL_STAGES,
  type SchoolStage,
  type SubjectFacts,
} from './facts.js';
export { type Period, periodAt, periodOf, type SubmissionWindowDates, submissionWindow } from './period.js';
export type {
  BenefitItem,
  BenefitRate,
  CodedText,
  EligibilityRule,
  Exception,
  FundingShare,
  Instalment,
  Payee,
  Programme,
  ProgrammeOptions,
  StageLevel,
  StageRole,
  StageSpec,
  Text,
} from './programme.js';
