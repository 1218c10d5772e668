export * from './county-data.js';
export * from './county-staff.js';
export * from './install-county.js';
export * from './install-staff.js';
export * from './organisations.js';
export * from './periods.js';
export * from './snapshots.js';
export * from './students.js';
