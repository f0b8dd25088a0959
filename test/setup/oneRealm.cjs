'use strict';
const vm = require('node:vm');
const { ModernFakeTimers } = require('@jest/fake-timers');
const { ModuleMocker } = require('jest-mock');

/**
 * Stands for Node's own realm where Jest asks in which context to compile: `vm` has no name for it but none. So a
 * compilation that names it is passed on without a context.
 */
const OWN_REALM = Object.freeze({});
const { compileFunction } = vm;
vm.compileFunction = (code, names, options) =>
  compileFunction(
    code,
    names,
    options?.parsingContext === OWN_REALM ? { ...options, parsingContext: undefined } : options,
  );

/** What Jest keeps on the global object for one test file, and a later file must not find there. */
const OF_ONE_FILE = /^(EVENT_HANDLERS|JEST_STATE_SYMBOL|RETRY_|TEST_TIMEOUT_SYMBOL|LOG_ERRORS_BEFORE_RETRY)/;

/**
 * The environment in which test files run: Node's own realm, as in production. Jest's usual one gives every file an
 * `Error` and an `Array` of its own, which packages that are loaded once a process (packagesOnce.cjs) would not know.
 * What a file changes of the process ends with the file: its variables, its exit code, its console.
 */
module.exports = class OneRealm {
  global = globalThis;
  /** Jest's older fake timers, which nobody asks for. */
  fakeTimers = null;
  #before = { env: { ...process.env }, exit: process.exit, console: globalThis.console };

  constructor({ projectConfig: config }) {
    this.moduleMocker = new ModuleMocker(globalThis);
    this.fakeTimersModern = new ModernFakeTimers({ config, global: globalThis });
  }

  async setup() {}

  async teardown() {
    this.fakeTimersModern.dispose();
    for (const key of Object.getOwnPropertySymbols(globalThis)) {
      if (OF_ONE_FILE.test(key.description ?? '')) delete globalThis[key];
    }
    delete globalThis.__coverage__;
    globalThis.console = this.#before.console;
    process.exit = this.#before.exit;
    process.exitCode = undefined;
    for (const name of Object.keys(process.env)) if (!(name in this.#before.env)) delete process.env[name];
    Object.assign(process.env, this.#before.env);
  }

  exportConditions() {
    return ['node', 'node-addons'];
  }

  getVmContext() {
    return OWN_REALM;
  }
};
