export * from './bulk.js';
export { pruneBulks } from './bulk-rows.js';
export * from './bulks.js';
