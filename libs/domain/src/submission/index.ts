export * from './handed-in.js';
export * from './submission.js';
