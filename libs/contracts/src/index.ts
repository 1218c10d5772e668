export * from './queues.js';
export * from './temporal.js';
