export * from './advance-import.js';
export * from './correct-row.js';
export * from './discard-import.js';
export { findDifferences } from './household-values.js';
export type { ImportKey } from './import-key.js';
export * from './import-report.js';
export * from './import-roster.js';
export * from './import-state.js';
export {
  eraseOldUploads,
  findImport,
  findImportUnder,
  listImports,
  type StoredImport,
} from './import-store.js';
export * from './marked-roster.js';
export * from './passbook.js';
export type { OpenRosterSource, RosterSource } from './read-import.js';
