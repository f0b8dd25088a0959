import { workflowBundle } from '../workers/bundle';

/** Makes what a worker would otherwise make at its first start: for container images, which cannot be written to. */
workflowBundle().then(
  () => console.log('The workflow bundle is made.'),
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
