export * from './coverage.js';
export * from './entitlement.js';
