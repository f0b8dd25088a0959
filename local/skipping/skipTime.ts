import { setTimeout as pause } from 'node:timers/promises';
import type { TestWorkflowEnvironment } from '@temporalio/testing';

const LOOK_AGAIN_MS = 400;

/**
 * Lets time pass on a time-skipping server.
 *
 * The server (1.40) takes a lock on its clock when a child workflow completes and gives it back when the parent has heard
 * of it. A parent that closed before its child, which is what ABANDON is for, never hears of it, and time stands still
 * from then on. Where the server's clock only keeps pace with the machine's although nothing is under way, such a lock is
 * given back here.
 *
 * @param atRest whether no task and no activity is being worked on
 */
export async function skipTime(
  environment: TestWorkflowEnvironment,
  milliseconds: number,
  atRest: () => boolean,
): Promise<void> {
  const slept = environment.sleep(milliseconds).then(() => true);
  for (;;) {
    const [from, since] = [await environment.currentTimeMs(), Date.now()];
    if (await Promise.race([slept, pause(LOOK_AGAIN_MS, false)])) return;
    const advanced = (await environment.currentTimeMs()) - from;
    const stands = advanced < 2 * (Date.now() - since) + 50;
    if (stands && atRest()) await environment.connection.testService.unlockTimeSkipping({});
  }
}
