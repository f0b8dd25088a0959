import { DefaultFailureConverter } from '@temporalio/common';

/** Puts failure messages and stack traces into encoded payloads: a failure may quote what it failed on. */
export const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
