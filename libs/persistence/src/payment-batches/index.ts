export { freezeBatch } from './freeze.js';
export { callOffBatch, freeBatch } from './free.js';
export { takeReturnFile, type Giver, type ReturnTaken, type UploadedReturn } from './return-files.js';
export { type Progress, StepFailedForGood } from './saga.js';
export { settleBank } from './settle.js';
export * from './views.js';
export { writeBankFiles } from './write-files.js';
