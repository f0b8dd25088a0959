const { instrument } = require('./instrument.cjs');

/** For webpack: the workflows' bundle with counters. */
module.exports = function count(source) {
  return instrument(source, this.resourcePath).code;
};
