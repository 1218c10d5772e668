export * from './county.js';
export { describeCountyFault, type CountyFault, type CountyFaultCode } from './county-fault.js';
export { ROSTER_FILE_LIMITS, type RosterFileLimits } from './limits.js';
export type { CsvEncoding } from './read-csv.js';
export { readRosterFile, type RosterFileResult } from './read-roster-file.js';
