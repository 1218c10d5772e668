export * from './children.js';
export * from './who-and-where.js';
