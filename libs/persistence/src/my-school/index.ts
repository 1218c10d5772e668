export * from './children.js';
export type { ReturnedBecause } from './why-returned.js';
