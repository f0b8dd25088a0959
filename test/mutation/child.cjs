const { createRequire } = require('node:module');
const { transformSync } = require('@swc/core');
const fc = require('fast-check');
const { readFileSync } = require('node:fs');
const path = require('node:path');
const { mutantsOf, mutated } = require('./mutants.cjs');

/**
 * Answers for each mutant whether the tests pass with it. Only the rules and their tests are read anew; what they are tested
 * with stays, and so a mutant takes milliseconds. In a process of its own, because a change can make a test run for ever.
 */
const ROOT = path.join(__dirname, '..', '..');
const ofJest = createRequire(require.resolve('jest'));
const circus = ofJest('jest-circus');
const { describe, test, it } = circus;
Object.assign(globalThis, { describe, test, it, expect: ofJest('expect').expect });

// The same examples every time, or the score would be another each time; and the first that fails is enough.
fc.configureGlobal({ seed: 1, endOnFailure: true });

const { transform } = require('../../jest.config.cjs');
const [[, swc]] = Object.values(transform);
const compiled = new Map();
let mutant;

require.extensions['.ts'] = (module, file) => {
  const { target, number } = mutant ?? {};
  if (file === target) {
    const source = readFileSync(file, 'utf8');
    module._compile(compile(mutated(source, mutantsOf(source, file)[number], file), file), file);
    return;
  }
  if (!compiled.has(file)) compiled.set(file, compile(readFileSync(file, 'utf8'), file));
  module._compile(compiled.get(file), file);
};

function compile(source, filename) {
  return transformSync(source, { ...swc, sourceMaps: false, filename, swcrc: false }).code;
}

let failed = false;
// One test that fails is an answer: the rest of its file is passed over.
circus.addEventHandler(({ name, test: one }) => {
  if (name === 'test_fn_failure' || name === 'hook_failure') failed = true;
  if (name === 'test_start' && failed) one.mode = 'skip';
});

process.on('message', (asked) => {
  mutant = asked.mutant;
  void passAll(asked.tests).then((passed) => process.send({ passed }));
});

async function passAll(files) {
  for (const file of files) if (!(await passes(path.join(ROOT, file)))) return false;
  return true;
}

async function passes(file) {
  for (const known of Object.keys(require.cache)) if (known.endsWith('.ts')) delete require.cache[known];
  module.children.length = 0;
  circus.resetState();
  failed = false;
  try {
    require(file);
    const { testResults, unhandledErrors } = await circus.run();
    return !failed && unhandledErrors.length === 0 && testResults.length > 0;
  } catch {
    return false;
  }
}
