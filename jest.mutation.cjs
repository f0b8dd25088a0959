const base = require('./jest.config.cjs');

const [[files, [, swc]]] = Object.entries(base.transform);

/** @type {import('jest').Config} Tests of pure rules, with one change in what they test; see scripts/mutation.ts. */
module.exports = {
  ...base,
  transform: { [files]: ['<rootDir>/test/mutation/transform.cjs', swc] },
  globalSetup: undefined,
  globalTeardown: undefined,
  testTimeout: 20_000,
};
