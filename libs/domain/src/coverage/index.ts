export * from './coverage.js';
export * from './entitlement.js';
export * from './household-details.js';
export * from './likely-pupil.js';
export * from './words.js';
