export type { RunningWorkflows } from './invariant.js';
export type { Finding, InvariantReport, VerifyReport } from './report.js';
export { type VerifyOptions, verify } from './verify.js';
export { FINDINGS, type FindingCode, INVARIANTS, type InvariantKey } from './words.js';
