'use strict';
/** Brings up what tests share, unless `npm test` has done so already: `npx jest FILE` works by itself. */
module.exports = async () => {
  if (process.env.FULLCIRCLE_TEST_DATABASE) return;
  require('tsx/cjs');
  const { prepareTests } = require('./prepare.ts');
  const prepared = await prepareTests(() => undefined);
  Object.assign(process.env, prepared.env);
  globalThis.fullCircleTests = prepared;
};
