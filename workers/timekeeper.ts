import { setTimeout as pause } from 'node:timers/promises';
import type { Punctual } from '../activities/shiftDeadlines';
import { instant } from '../domain/ids';
import type { Clock } from '../platform/clock';
import type { Log } from '../platform/log';

/** What is announced later than this before its instant may be left to its workflow. */
const LOOK_EVERY_MS = 500;
const KEEP_EVERY_MS = 500;
const READY_YET_MS = 100;
/** The backlog of work waits no longer than this for what is overdue on shifts. */
const AHEAD_OF_WORK_MS = 4_000;

/**
 * Keeps the time of what shifts have announced: at its instant it is done for all shifts at once. The promise is not
 * kept here but by each shift's timer, which fires whatever becomes of this process; this is why, when a whole town ends
 * its shifts on the hour, nobody is asked seconds later because a thousand workflows had their turn before.
 *
 * @param ready whether this worker takes work
 * @param over ends it; what is under way is finished
 */
export async function keepTime(
  { punctual, clock, log }: { punctual: Punctual; clock: Clock; log: Pick<Log, 'warn'> },
  ready: () => boolean,
  over: AbortSignal,
): Promise<void> {
  const underWay = new Set<Promise<void>>();
  let isWell = true;
  let kept = 0;
  while (!over.aborted) {
    let wait = ready() ? LOOK_EVERY_MS : READY_YET_MS;
    try {
      if (Date.now() - kept >= KEEP_EVERY_MS) {
        kept = Date.now();
        await punctual.keep();
      }
      if (ready()) {
        const now = instant(await clock.now());
        const next = await punctual.nextAt(now);
        if (next !== undefined) wait = Math.min(wait, Math.max(0, Date.parse(next) - Date.parse(now)));
        if (wait === 0) {
          const { done } = await punctual.seeTo(now);
          underWay.add(done);
          void done.finally(() => underWay.delete(done));
          // What another one has in hand is looked at again soon, not at once.
          wait = 50;
        }
      }
      isWell = true;
    } catch (error) {
      if (isWell)
        log.warn({ error: (error as Error).name }, 'the time is not kept; the shifts do it themselves');
      isWell = false;
    }
    await pause(wait, undefined, { signal: over, ref: false }).catch(() => undefined);
  }
  await Promise.all(underWay);
}

/**
 * Waits until what was due on shifts lately is done: a worker that comes back after a crash finds a thousand workflows
 * that want their turn, and among them nobody is told anything for seconds. It is a help and no more, so it ends after
 * four seconds whatever comes of it.
 */
export async function overdueFirst(
  { punctual, clock }: { punctual: Pick<Punctual, 'isBehind'>; clock: Clock },
  over: AbortSignal,
): Promise<void> {
  let isWorthIt = true;
  const caughtUp = async (): Promise<void> => {
    while (isWorthIt && (await punctual.isBehind(instant(await clock.now()))))
      await pause(READY_YET_MS, undefined, { ref: false });
  };
  // A database that hangs does not answer in time.
  const enough = pause(AHEAD_OF_WORK_MS, undefined, { signal: over, ref: false });
  await Promise.race([caughtUp(), enough]).catch(() => undefined);
  isWorthIt = false;
}
