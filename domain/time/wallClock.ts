import { DAY } from '../duration';
import type { Instant, WallClock, Zone } from '../ids';
import { instant } from '../ids';
import { bundledRules, type ZoneRules } from './zoneRules';

const PATTERN = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})$/;

/** True for `YYYY-MM-DDTHH:mm` naming a day and time that the calendar has. */
export function isWallClock(text: string): text is WallClock {
  return PATTERN.test(text) && text === fromReading(Date.parse(`${text}:00.000Z`));
}

/**
 * A wall clock read as if it were UTC, in epoch ms: a number to do calendar arithmetic with, not an instant.
 * @throws RangeError when the text is not a wall-clock time
 */
export function reading(wall: WallClock): number {
  if (!isWallClock(wall)) throw new RangeError(`not a wall-clock time (YYYY-MM-DDTHH:mm): ${String(wall)}`);
  return Date.parse(`${String(wall)}:00.000Z`);
}

/** The wall clock of such a number; seconds are dropped. Empty for what no clock shows. */
export function fromReading(value: number): WallClock {
  return (Number.isNaN(value) ? '' : new Date(value).toISOString().slice(0, 16)) as WallClock;
}

export interface Resolved {
  readonly instant: Instant;
  /** `skipped`: the clocks jump over this time. `ambiguous`: it comes twice. Absent on ordinary days. */
  readonly note?: 'skipped' | 'ambiguous';
}

/**
 * The instant at which a zone's clocks show a time.
 *
 * - A time that is skipped moves forward by the gap: 02:30 on the night when 02:00 becomes 03:00 is 03:30. The shift keeps
 *   its length for people who count hours from its start, and nobody is asked before the time they agreed to.
 * - A time that comes twice is the first of the two, for the end of a shift too: a check-in asked an hour early costs an
 *   answer or an extension, one asked an hour late is an hour in which nobody knows that somebody is in trouble.
 * - With `after` (the start of the shift, when `wall` is its end) it is the first one later than that: a shift from the
 *   first 01:45 to 01:30 ends at the second 01:30.
 *
 * @throws RangeError when `wall` is not a wall-clock time or `zone` not a zone
 */
export function resolve(
  wall: WallClock,
  zone: Zone,
  options: { after?: Instant; rules?: ZoneRules } = {},
): Resolved {
  const rules = options.rules ?? bundledRules;
  const shown = reading(wall);
  // No zone is a day away from UTC, so the offsets of both sides of any change at this time are found a day off.
  const before = rules.offset(zone, shown - DAY);
  const later = rules.offset(zone, shown + DAY);
  const matches = [...new Set([before, later])]
    .map((offset) => shown - offset)
    .filter((at) => at + rules.offset(zone, at) === shown)
    .sort((a, b) => a - b);
  const [first, second] = matches;
  if (first === undefined) return { instant: instant(shown - before), note: 'skipped' };
  if (second === undefined) return { instant: instant(first) };
  const tooEarly = options.after !== undefined && first <= Date.parse(options.after);
  return { instant: instant(tooEarly ? second : first), note: 'ambiguous' };
}

/** What the zone's clocks show at an instant, to the minute. */
export function wallClock(at: Instant, zone: Zone, rules: ZoneRules = bundledRules): WallClock {
  const ms = Date.parse(at);
  return fromReading(ms + rules.offset(zone, ms));
}
