import { HOUR, plus } from '../domain/duration';
import type { Duration } from '../domain/ids';
import type { Database } from '../platform/database';
import type { ClockActivities, LookingActivities } from '../workflows/contract';

const APART_MS = 2 * HOUR;
/** Two weeks on it is as well as it will be; staff and the two can move it. */
const DAYS_TRIED = 14;

/**
 * When a pair meets next. Somebody with two mentors, or a mentor with two mentees, is not expected in two places at one
 * time: where one of the two meets somebody else then, it is a day later.
 */
export function createNextMeeting(
  prisma: Database,
  clock: Pick<ClockActivities, 'nextWall'>,
): LookingActivities['nextMeeting'] {
  return async ({ mentorshipId, now, ...rhythm }) => {
    const daily = { time: rhythm.time, zone: rhythm.zone, every: 'P1D' as Duration };
    let next = await clock.nextWall(rhythm);
    if (next.at <= now) next = await clock.nextWall({ ...daily, after: now });
    const pair = await prisma.mentorship.findUnique({ where: { id: mentorshipId } });
    if (!pair) return next;
    const both = [pair.menteeId, pair.mentorId];
    const others = await prisma.meeting.findMany({
      where: {
        status: 'planned',
        startsAt: { gt: plus(next.at, -APART_MS) },
        mentorship: {
          id: { not: mentorshipId },
          status: 'active',
          OR: [{ menteeId: { in: both } }, { mentorId: { in: both } }],
        },
      },
      select: { startsAt: true },
    });
    const collides = (at: string) =>
      others.some(({ startsAt }) => Math.abs(startsAt.getTime() - Date.parse(at)) < APART_MS);
    for (let day = 0; day < DAYS_TRIED && collides(next.at); day += 1)
      next = await clock.nextWall({ ...daily, after: next.at });
    return next;
  };
}
