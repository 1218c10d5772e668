export * from './county.js';
export { type CountyFault, type CountyFaultCode, describeCountyFault } from './county-fault.js';
export { ROSTER_FILE_LIMITS, type RosterFileLimits } from './limits.js';
export type { CsvEncoding } from './read-csv.js';
export { type RosterFileResult, readRosterFile } from './read-roster-file.js';
