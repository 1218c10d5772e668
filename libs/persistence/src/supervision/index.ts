export * from './figures.js';
export * from './owing-schools.js';
export * from './reminders-sent.js';
export * from './task-list.js';
export { DUE, type Due, type Moments, type Watched } from './watched.js';
