import { setTimeout as pause } from 'node:timers/promises';

/**
 * Waits for something that happens beside the test, e.g. while an activity hangs and the server therefore skips no time.
 * @throws Error when it has not happened within the limit
 */
export async function eventually(
  what: string,
  happened: () => boolean | Promise<boolean>,
  limitMs = 120_000,
) {
  const until = Date.now() + limitMs;
  while (!(await happened())) {
    if (Date.now() > until) throw new Error(`did not happen in time: ${what}`);
    await pause(20);
  }
}
