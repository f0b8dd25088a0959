const { createHash } = require('node:crypto');
const { createTransformer } = require('@swc/jest');
const { instrument, isCounted } = require('./instrument.cjs');

/** For jest: what the tests run in their own process, with counters. */
module.exports = {
  createTransformer(options) {
    const swc = createTransformer(options);
    return {
      ...swc,
      process: (source, file, rest) =>
        swc.process(isCounted(file) ? instrument(source, file).code : source, file, rest),
      getCacheKey: (source, file) =>
        createHash('sha256').update('counted 1').update(file).update(source).digest('hex').slice(0, 32),
    };
  },
};
