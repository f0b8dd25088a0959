import type { Duration, Instant } from './ids';
import { instant } from './ids';

/** Lengths in milliseconds; a day has 24 hours here. */
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const PATTERN = /^(-)?P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/** True for an ISO-8601 duration of weeks, days, hours, minutes and seconds; a leading minus means "before". */
export function isDuration(text: string): text is Duration {
  return PATTERN.test(text) && /\d/.test(text);
}

/**
 * Length in milliseconds; a day is 24 h (a wall-clock day is the clock activity's business, rule 7).
 * @throws RangeError when the text is not a duration
 */
export function millis(duration: Duration): number {
  const parts = PATTERN.exec(duration);
  if (!parts || !/\d/.test(duration)) throw new RangeError(`not an ISO-8601 duration: ${duration}`);
  const [, sign, weeks, days, hours, minutes, seconds] = parts;
  const total =
    (((Number(weeks ?? 0) * 7 + Number(days ?? 0)) * 24 + Number(hours ?? 0)) * 60 + Number(minutes ?? 0)) *
      60 +
    Number(seconds ?? 0);
  return (sign ? -1 : 1) * total * 1000;
}

/** The instant a duration after (or, negative, before) another. */
export function plus(at: Instant, duration: Duration | number): Instant {
  return instant(Date.parse(at) + (typeof duration === 'number' ? duration : millis(duration)));
}

/** Milliseconds from `from` to `to`; negative when `to` lies before. */
export function between(from: Instant, to: Instant): number {
  return Date.parse(to) - Date.parse(from);
}
