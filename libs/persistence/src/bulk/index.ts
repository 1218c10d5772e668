export * from './bulk.js';
export { pruneBulks } from './bulk-rows.js';
export * from './bulks.js';
export * from './last-period.js';
export { namesOfChildren } from './names.js';
