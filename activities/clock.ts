import type { Duration, Instant, WallClock, Zone } from '../domain/ids';
import { DAY, millis, plus } from '../domain/duration';
import { addWall, quietUntil, resolve, wallClock } from '../domain/time';
import { onDay } from '../domain/time/calendar';
import { contactTime } from '../domain/contactTime';
import type { ClockActivities } from '../workflows/contract';

/**
 * Wall clocks into instants. Not in workflow code, because zone rules change between deployments and a replay must not
 * (rule 7). Pure and quick; what it is given malformed it refuses for good, because asking again would not mend it.
 */
export function createClock(): ClockActivities {
  return {
    async nextWall({ after, every, time, zone }) {
      if (millis(every) < DAY) {
        const at = plus(after, every);
        return { at, wall: wallClock(at, zone) };
      }
      const days = `P${Math.floor(millis(every) / DAY)}D` as Duration;
      const wall = onDay(addWall(wallClock(after, zone), days, zone), time);
      return { at: resolve(wall, zone).instant, wall };
    },
    async planContacts({ date, zone, time, contacts }) {
      return {
        at: resolve(date, zone).instant,
        contacts: contacts.map(({ id, at }) => ({ id, dueAt: contactTime({ date, zone, time }, at) })),
      };
    },
    async resolveWall({ wall, zone }: { wall: WallClock; zone: Zone }): Promise<{ at: Instant }> {
      return { at: resolve(wall, zone).instant };
    },
    async quietUntil({ at, quietHours, zone }) {
      return { until: quietUntil(at, quietHours, zone) };
    },
  };
}
