const { createHash } = require('node:crypto');
const { createTransformer } = require('@swc/jest');
const { mutantsOf, mutated } = require('./mutants.cjs');

/** For jest: the file that FULLCIRCLE_MUTANT names (`<file>#<number>`) with that one change in it. */
module.exports = {
  createTransformer(options) {
    const swc = createTransformer(options);
    const changed = (source, file) => {
      const [target, number] = (process.env['FULLCIRCLE_MUTANT'] ?? '').split('#');
      if (file !== target) return source;
      return mutated(source, mutantsOf(source, file)[Number(number)]);
    };
    return {
      ...swc,
      process: (source, file, rest) => swc.process(changed(source, file), file, rest),
      getCacheKey: (source, file) =>
        createHash('sha256')
          .update('mutation 1')
          .update(file)
          .update(changed(source, file))
          .digest('hex')
          .slice(0, 32),
    };
  },
};
