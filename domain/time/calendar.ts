import { DAY, millis } from '../duration';
import type { Duration, Instant, WallClock, Zone } from '../ids';
import { instant } from '../ids';
import { fromReading, reading, resolve, wallClock, type Resolved } from './wallClock';

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Monday first, as ISO 8601 counts. */
export const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** True for a time of day `HH:mm`, 00:00 to 23:59. */
export function isTimeOfDay(text: string): boolean {
  return TIME.test(text);
}

/** The weekday of a wall-clock time. */
export function weekdayOf(wall: WallClock): Weekday {
  return WEEKDAYS[(new Date(reading(wall)).getUTCDay() + 6) % 7] as Weekday;
}

/**
 * A duration later by the calendar: weeks and days keep the time of day across clock changes, hours, minutes and seconds
 * are time that passes. `P1D` after 17:00 is 17:00; `PT24H` may be 16:00 or 18:00. Weeks and days are counted first.
 * @throws RangeError for a malformed argument
 */
export function addWall(wall: WallClock, duration: Duration, zone: Zone): WallClock {
  const [calendar, clock] = split(duration);
  const moved = fromReading(reading(wall) + calendar);
  if (clock === 0) return moved;
  return wallClock(instant(Date.parse(resolve(moved, zone).instant) + clock), zone);
}

/**
 * The next time after an instant at which clocks show a time of day, on a given weekday if one is named. A time that the
 * clocks skip or show twice that day follows the rule of {@link resolve}.
 * @throws RangeError for a malformed time of day or zone
 */
export function nextWall(
  after: Instant,
  when: { weekday?: Weekday; time: string },
  zone: Zone,
): Resolved & { wall: WallClock } {
  if (!isTimeOfDay(when.time)) throw new RangeError(`not a time of day (HH:mm): ${when.time}`);
  // A day early, because at midnight a skipped time of the day before can still lie ahead.
  let day = reading(onDay(wallClock(after, zone), '00:00')) - DAY;
  for (;;) {
    const wall = onDay(fromReading(day), when.time);
    const resolved = resolve(wall, zone);
    if (resolved.instant > after && (!when.weekday || weekdayOf(wall) === when.weekday))
      return { wall, ...resolved };
    day += DAY;
  }
}

/** The same day at another time of day. */
export function onDay(wall: WallClock, time: string): WallClock {
  return `${wall.slice(0, 10)}T${time}` as WallClock;
}

function split(duration: Duration): [calendar: number, clock: number] {
  const total = millis(duration);
  const [days = ''] = duration.split('T');
  const calendar = /\d/.test(days) ? millis(days as Duration) : 0;
  return [calendar, total - calendar];
}
