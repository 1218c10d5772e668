export * from './payment-batch.js';
