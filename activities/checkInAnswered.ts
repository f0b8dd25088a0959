import { millis } from '../domain/duration';
import type { Duration } from '../domain/ids';
import type { Database } from '../platform/database';
import type { ClockActivities, LookingActivities } from '../workflows/contract';

const A_DAY = 'P1D' as Duration;

/**
 * Whether a retention check-in was answered with an "ok", and when the next one comes. What should have been asked in the
 * meantime is not caught up on: the next day is soon enough, or a rhythm of hours.
 */
export function createCheckInAnswered(
  prisma: Pick<Database, 'wait'>,
  clock: Pick<ClockActivities, 'nextWall'>,
): LookingActivities['checkInAnswered'] {
  return async ({ wait, now, ...rhythm }) => {
    const row = await prisma.wait.findUnique({ where: { key: wait }, select: { outcome: true } });
    if (row?.outcome !== 'ok') return null;
    const { at } = await clock.nextWall(rhythm);
    if (at > now) return { nextAt: at };
    const every = millis(rhythm.every) < millis(A_DAY) ? rhythm.every : A_DAY;
    return { nextAt: (await clock.nextWall({ ...rhythm, after: now, every })).at };
  };
}
