export * from './mask-name.js';
export * from './notice.js';
export * from './objection.js';
export * from './settings.js';
