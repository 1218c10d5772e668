export * from './begin-drafts.js';
export type { CoverageScope } from './children.js';
export { type CoveredChild, type CoveredCursor, coveragePage } from './coverage-page.js';
export * from './overview.js';
