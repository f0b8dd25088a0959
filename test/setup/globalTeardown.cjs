'use strict';
module.exports = async () => {
  await globalThis.fullCircleTests?.stop();
};
