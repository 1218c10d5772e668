export * from './discard-import.js';
export { findDifferences } from './household-values.js';
export * from './import-report.js';
export * from './import-roster.js';
export * from './import-state.js';
export { eraseOldUploads, findImport, findImportUnder, type ImportKey, listImports, type StoredImport, unfinishedImports } from './import-store.js';
export * from './passbook.js';
