export * from './coverage.js';
export * from './entitlement.js';
export * from './likely-pupil.js';
