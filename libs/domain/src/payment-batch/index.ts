export * from './application-outcome.js';
export * from './bank-file.js';
export * from './payment-batch.js';
export * from './payment-lines.js';
export * from './return-file.js';
export * from './return-reason.js';
export * from './yuan.js';
