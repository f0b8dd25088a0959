import { DAY, millis } from './duration';
import type { Duration, Instant, WallClock, Zone } from './ids';
import { addWall, resolve } from './time';
import { onDay } from './time/calendar';

/**
 * When a contact of a plan is due: whole days from the date are days of the calendar, at the plan's time of day; on the
 * date itself it is the date's own time; anything else is time that passes.
 * @throws RangeError for a malformed date, zone or offset
 */
export function contactTime(
  { date, zone, time }: { date: WallClock; zone: Zone; time: string },
  at: Duration,
): Instant {
  const offset = millis(at);
  if (offset === 0) return resolve(date, zone).instant;
  if (offset % DAY !== 0) return resolve(addWall(date, at, zone), zone).instant;
  return resolve(onDay(addWall(date, at, zone), time), zone).instant;
}
