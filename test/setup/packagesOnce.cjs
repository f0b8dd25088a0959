'use strict';
const { createRequire, isBuiltin } = require('node:module');
const path = require('node:path');
const { default: Runtime } = require('jest-runtime');

/** What Jest itself hands to tests. */
const JESTS_OWN = /^(@jest\/|jest-|expect$)/;

/**
 * Loads the packages in node_modules once a process, by Node itself; our own modules anew for every test file, as Jest
 * does. Loading was most of what a short test file cost: some thousand modules, compiled again for each of 200 files.
 * So a test cannot mock a package, and none should: the packages are real parts.
 */
class PackagesOnce extends Runtime {
  requireModuleOrMock(from, name) {
    return isOfPackage(name) ? createRequire(from)(name) : super.requireModuleOrMock(from, name);
  }
}

/** Named as a package, or by the path of one of its files. */
function isOfPackage(name) {
  if (path.isAbsolute(name)) return name.split(path.sep).includes('node_modules');
  return !name.startsWith('.') && !isBuiltin(name) && !JESTS_OWN.test(name);
}

module.exports = { __esModule: true, default: PackagesOnce };
