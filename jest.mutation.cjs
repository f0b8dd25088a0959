const base = require('./jest.config.cjs');

const [[files, [, swc]]] = Object.entries(base.transform);

/** @type {import('jest').Config} Tests of pure rules, with one change in what they test; see test/mutation/main.ts. */
module.exports = {
  ...base,
  transform: { [files]: ['<rootDir>/test/mutation/transform.cjs', swc] },
  // Only what is tested is looked through: this starts some hundred times.
  roots: ['<rootDir>/domain', '<rootDir>/test/domain'],
  watchman: false,
  globalSetup: undefined,
  globalTeardown: undefined,
  testTimeout: 20_000,
};
