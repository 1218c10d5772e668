export * from './county.js';
export { type CountyFault, type CountyFaultCode, describeCountyFault } from './county-fault.js';
export { ROSTER_FILE_LIMITS, type RosterFileLimits } from './limits.js';
export type { CsvEncoding } from './read-csv.js';
export {
  glanceAtRosterFile,
  type OpenedRosterFile,
  openRosterFile,
  type RosterFileResult,
  readRosterFile,
} from './read-roster-file.js';
export { RosterFileRefused, type RowBatches } from './sheet-source.js';
export { type TextCell, type TextRow, type TextSheet, writeXlsx } from './write-xlsx.js';
