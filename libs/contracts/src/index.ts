export * from './temporal.js';
export * from './queues.js';
