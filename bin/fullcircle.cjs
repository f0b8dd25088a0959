#!/usr/bin/env node
'use strict';
/** The staff command line. It installs nothing: whoever runs `npx fullcircle` has run `npm ci` already. */
const { checkNode, ensureGenerated, explain, runTypeScript } = require('../scripts/bootstrap.cjs');

try {
  checkNode();
  ensureGenerated();
  runTypeScript('cli/main.ts', process.argv.slice(2));
} catch (error) {
  explain(error);
}
