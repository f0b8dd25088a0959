'use strict';
/** `node scripts/run.cjs FILE.ts [args]`: installs and generates what is missing, then runs FILE. */
const {
  checkNode,
  checkPlatform,
  ensureGenerated,
  ensureInstalled,
  explain,
  runTypeScript,
} = require('./bootstrap.cjs');

async function main([file, ...args]) {
  checkNode();
  checkPlatform();
  if (!file) throw new Error('usage: node scripts/run.cjs FILE.ts [args]');
  await ensureInstalled();
  ensureGenerated();
  runTypeScript(file, args);
}

main(process.argv.slice(2)).catch(explain);
