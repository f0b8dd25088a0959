import { millis } from '../domain/duration';
import type { Duration, Instant } from '../domain/ids';
import type { Database } from '../platform/database';
import type { ClockActivities, LookingActivities } from '../workflows/contract';

const A_DAY = 'P1D' as Duration;

/**
 * Whether a retention check-in was answered with an "ok", or its reader is inside and never saw it, and when the next one
 * comes. What should have been asked in the meantime is not caught up on: the next day is soon enough, or a rhythm of hours.
 */
export function createCheckInAnswered(
  prisma: Pick<Database, 'wait' | 'transition'>,
  clock: Pick<ClockActivities, 'nextWall'>,
): LookingActivities['checkInAnswered'] {
  return async ({ wait, now, ...rhythm }) => {
    const row = await prisma.wait.findUnique({
      where: { key: wait },
      select: { outcome: true, personId: true },
    });
    const isAnswered = row?.outcome === 'ok';
    if (!isAnswered && !(row?.personId && (await isInside(row.personId, now)))) return null;
    const held = isAnswered ? {} : { inside: true as const };
    const { at } = await clock.nextWall(rhythm);
    if (at > now) return { nextAt: at, ...held };
    const every = millis(rhythm.every) < millis(A_DAY) ? rhythm.every : A_DAY;
    return { nextAt: (await clock.nextWall({ ...rhythm, after: now, every })).at, ...held };
  };

  /** In whatever program it was said: what is held is every message to the person. */
  async function isInside(personId: string, now: Instant): Promise<boolean> {
    const transitions = await prisma.transition.count({
      where: { personId, status: { not: 'closed' }, insideSince: { lte: now }, outAt: null },
    });
    return transitions > 0;
  }
}
