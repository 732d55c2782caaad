import { swcOptions } from './test/support/swc-options.mjs';

/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts', '<rootDir>/src/**/*.spec.ts', '<rootDir>/src/**/*.spec.tsx'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleNameMapper: {
    // Processes that tests start from the sources need hooks that a process of the product does not.
    '/worker-program\\.js$': '<rootDir>/test/support/worker-program.mjs',
    '/press\\.program\\.js$': '<rootDir>/test/support/press-program.mjs',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  transform: { '^.+\\.tsx?$': ['@swc/jest', swcOptions] },
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
  maxWorkers: 2,
  workerIdleMemoryLimit: '400MB',
  // What the bench installs for itself is nobody else's to read.
  modulePathIgnorePatterns: ['<rootDir>/bench/page/peers/'],
  // On a busy machine the longest takes four times as long as on its own.
  testTimeout: 90_000,
};
