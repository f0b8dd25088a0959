/** Packages that are ECMAScript modules, or import one: jest runs CommonJS, so they are compiled like our own files. */
const MODULES_ONLY = [
  '@fastify/cookie',
  '@fastify/static',
  '@formatjs/[^/]+',
  '@prisma/schema-engine-wasm',
  'content-disposition',
  'cookie',
  'intl-messageformat',
  'preact',
  'preact-render-to-string',
];

/** @type {import('jest').Config} */
module.exports = {
  testMatch: ['<rootDir>/test/**/*.test.{ts,tsx}'],
  testEnvironment: 'node',
  transform: {
    '\\.[cm]?[jt]sx?$': [
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
  transformIgnorePatterns: [`node_modules/(?!(?:.*node_modules/)?(?:${MODULES_ONLY.join('|')})/)`],
  globalSetup: '<rootDir>/test/setup/globalSetup.cjs',
  globalTeardown: '<rootDir>/test/setup/globalTeardown.cjs',
  // A Temporal worker with its sandbox needs some hundred megabytes; two of them are what a small machine has room for.
  maxWorkers: 2,
  workerIdleMemoryLimit: '1GB',
  testTimeout: 120_000,
};
