'use strict';
/** Preloaded into our own processes: where the system cannot end a child with its parent, the child sees to it. */
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
}, 1000).unref();
