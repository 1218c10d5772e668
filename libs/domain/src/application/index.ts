export * from './commands.js';
export * from './context.js';
export * from './decide.js';
export * from './events.js';
export { evolveApplication, SCHOOL_CONFIRMATION, SCHOOL_SUBMISSION } from './evolve.js';
export { barredPersons } from './guards.js';
export { planApplication } from './plan.js';
export * from './projections.js';
export * from './state.js';
