const base = require('./jest.config.cjs');

const [[files, [, swc]]] = Object.entries(base.transform);

/** @type {import('jest').Config} The same tests, with counters in `domain` and `workflows`; see test/coverage/main.ts. */
module.exports = {
  ...base,
  transform: { [files]: ['<rootDir>/test/coverage/transform.cjs', swc] },
  moduleNameMapper: { '^(?:.*/workers|\\.)/bundle$': '<rootDir>/test/coverage/bundle.ts' },
  setupFilesAfterEnv: ['<rootDir>/test/coverage/collect.ts'],
};
