const path = require('node:path');
const { createInstrumenter } = require('istanbul-lib-instrument');

const ROOT = path.resolve(__dirname, '../..');
const COUNTED = new RegExp(`^${ROOT.replace(/[.*+?^$\\{}()|[\]]/g, '\\$&')}/(domain|workflows)/.+\\.ts$`);

/** True for the rooms whose branches are counted. */
exports.isCounted = (file) => COUNTED.test(file) && !file.endsWith('.d.ts');

/**
 * Counters are put into the TypeScript itself, before anything else reads it: so the same file has the same branches
 * whether it runs in a test or in the workflows' sandbox, and what is not code (types) is not counted.
 * @returns the instrumented source, still TypeScript, and what its counters stand for
 */
exports.instrument = (source, file) => {
  const instrumenter = createInstrumenter({
    esModules: true,
    parserPlugins: ['typescript'],
    // The sandbox has no `new Function`.
    coverageGlobalScope: 'globalThis',
    coverageGlobalScopeFunc: false,
  });
  const code = instrumenter.instrumentSync(source, file);
  return { code, coverage: instrumenter.lastFileCoverage() };
};
