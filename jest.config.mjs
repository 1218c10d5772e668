const shared = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': '@swc/jest' },
  moduleNameMapper: {
    '^#(domain|contracts|persistence|roster-files)$': '<rootDir>/libs/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.zhudao', '<rootDir>/test/.tmp'],
};

/** Specs against real services, which `npm test` starts; run by jest alone they end with a sentence that says so. */
const withServices = { ...shared, globalSetup: '<rootDir>/test/harness/services.ts' };

/**
 * `unit`: beside the code, no services. `product`: npm start itself. `faults`: real processes of its own, to be killed.
 * The others need real PostgreSQL, Redis and Temporal.
 */
export default {
  projects: [
    { ...shared, displayName: 'unit', testMatch: ['<rootDir>/{libs,apps}/**/*.spec.ts'] },
    { ...withServices, displayName: 'persistence', testMatch: ['<rootDir>/test/persistence/**/*.spec.ts'] },
    { ...withServices, displayName: 'workflows', testMatch: ['<rootDir>/test/workflows/**/*.spec.ts'] },
    { ...withServices, displayName: 'journeys', testMatch: ['<rootDir>/test/journeys/**/*.spec.ts'] },
    { ...withServices, displayName: 'fuzz', testMatch: ['<rootDir>/test/fuzz/**/*.spec.ts'] },
    { ...shared, displayName: 'product', testMatch: ['<rootDir>/test/product/**/*.spec.ts'] },
    { ...shared, displayName: 'faults', testMatch: ['<rootDir>/test/faults/**/*.spec.ts'] },
    { ...withServices, displayName: 'console', testMatch: ['<rootDir>/test/console/**/*.spec.ts'] },
  ],
};
