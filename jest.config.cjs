/** @type {import('jest').Config} */
module.exports = {
  testMatch: ['<rootDir>/test/**/*.test.{ts,tsx}'],
  testEnvironment: '<rootDir>/test/setup/oneRealm.cjs',
  runtime: '<rootDir>/test/setup/packagesOnce.cjs',
  transform: {
    '\\.tsx?$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2023',
          parser: { syntax: 'typescript', tsx: true },
          transform: { react: { runtime: 'automatic', importSource: 'preact' } },
          keepClassNames: true,
        },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
  },
  globalSetup: '<rootDir>/test/setup/globalSetup.cjs',
  globalTeardown: '<rootDir>/test/setup/globalTeardown.cjs',
  // A Temporal worker with its sandbox needs some hundred megabytes; two of them are what a small machine has room for.
  maxWorkers: 2,
  workerIdleMemoryLimit: '1GB',
  // For tests and for their hooks. Far more than any takes here: a slow machine is no reason to fail.
  testTimeout: 600_000,
};
