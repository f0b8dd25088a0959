import { setTimeout as pause } from 'node:timers/promises';
import type { TestWorkflowEnvironment } from '@temporalio/testing';

const LOOK_EVERY_MS = 120;
/** A task on its way from server to worker takes some ten milliseconds; a lock that nobody holds stays. */
const LOOKS_TO_BELIEVE = 6;
/** What is let pass after a time that was not skipped, once and again: short, as nobody asked for it. */
const MORE_MS = 1_000;
/** Many times what it takes to skip it, and little enough that nothing falls due unasked. */
const MOMENT_MS = 100;
/** A machine that has something in hand for longer than this many of them shows a fault, not slowness. */
const MORE_AT_MOST = 30;

/**
 * Lets time pass on a time-skipping server.
 *
 * While anything is in hand the server's clock keeps pace with the machine's. A moment that went by like that is followed by
 * others until one is skipped: on a slow machine too, what was in hand is done then.
 *
 * @param atRest whether no task and no activity is being worked on
 */
export async function skipTime(
  environment: TestWorkflowEnvironment,
  milliseconds: number,
  atRest: () => boolean,
): Promise<void> {
  let length = milliseconds;
  for (let more = 0; more <= MORE_AT_MOST; more++) {
    const began = Date.now();
    await skipOnce(environment, length, atRest);
    if (Date.now() - began < length) return;
    length = MORE_MS;
  }
}

/**
 * Whether the server has nothing in hand: no workflow task and no activity, handed out or on its way to a worker. It skips
 * a moment then, and lets it pass like the machine's clock otherwise. Where it does not skip, it is waited for as in
 * `skipTime`, and the caller looks again.
 */
export async function skipsAMoment(
  environment: TestWorkflowEnvironment,
  atRest: () => boolean,
): Promise<boolean> {
  const began = Date.now();
  await skipTime(environment, MOMENT_MS, atRest);
  return Date.now() - began < MOMENT_MS;
}

/**
 * The server (1.40) takes a lock on its clock when a child workflow completes and gives it back when the parent has heard
 * of it. A parent that closed before its child, which is what ABANDON is for, never hears of it, and time stands still
 * from then on. Where the server's clock only keeps pace with the machine's although nothing is under way, such a lock is
 * given back here.
 */
async function skipOnce(
  environment: TestWorkflowEnvironment,
  milliseconds: number,
  atRest: () => boolean,
): Promise<void> {
  const [began, machine] = [await environment.currentTimeMs(), Date.now()];
  const { testService } = environment.connection;
  let slept = false;
  const sleeping = environment.sleep(milliseconds).then(() => {
    slept = true;
  });
  for (let stood = 0, from = began, since = machine; ;) {
    await Promise.race([sleeping, pause(LOOK_EVERY_MS)]);
    if (slept) break;
    const [now, looked] = [await environment.currentTimeMs(), Date.now()];
    const stands = now - from <= looked - since + 20 && atRest();
    [from, since] = [now, looked];
    stood = stands ? stood + 1 : 0;
    if (stood < LOOKS_TO_BELIEVE) continue;
    stood = 0;
    await testService?.unlockTimeSkipping({});
  }
  await sleeping;
  const ran = (await environment.currentTimeMs()) - began;
  // Given back what was not lost after all: time would run away.
  if (ran > milliseconds + (Date.now() - machine) + 60_000) await testService?.lockTimeSkipping({});
}
