/**
 * Shifts that repeat: on these weekdays, from this time of day to that one, from a first date to a last one. All of it
 * is what the site's own clock shows, so a clock change moves no shift: 09:00 stays 09:00.
 */
import { DAY } from './duration';
import type { WallClock } from './ids';
import { isTimeOfDay, WEEKDAYS, type Weekday } from './time/calendar';
import { isWallClock } from './time/wallClock';

export interface ShiftPattern {
  weekdays: readonly Weekday[];
  /** `HH:mm`; an end that is not after the start is on the next day. */
  starts: string;
  ends: string;
  /** First and last date, both included, `YYYY-MM-DD`. A shift belongs to the date it starts on. */
  from: string;
  until: string;
}

export interface PatternDate {
  date: string;
  startsWall: WallClock;
  endsWall: WallClock;
}

/** Half a year and a bit: a pattern that goes on for longer is planned again then, with the people who are there then. */
export const MOST_DATES = 200;

/** What is wrong with a pattern, one sentence each; empty for a good one. */
export function patternProblems(pattern: ShiftPattern): string[] {
  const problems: string[] = [];
  if (pattern.weekdays.length === 0) problems.push('Name at least one weekday.');
  for (const time of [pattern.starts, pattern.ends])
    if (!isTimeOfDay(time)) problems.push(`"${time}" is not a time of day; write it like 22:00.`);
  for (const date of [pattern.from, pattern.until])
    if (!isWallClock(`${date}T00:00`)) problems.push(`"${date}" is not a date; write it like 2026-03-01.`);
  if (problems.length > 0) return problems;
  if (pattern.until < pattern.from) return ['The last date lies before the first one.'];
  const dates = datesOf(pattern).length;
  if (dates === 0) return ['None of these weekdays lies between the two dates.'];
  if (dates > MOST_DATES) return [`That is ${dates} shifts; plan ${MOST_DATES} at a time at most.`];
  return [];
}

/** The dates of a pattern that has no problems, earliest first. */
export function datesOf({ weekdays, starts, ends, from, until }: ShiftPattern): PatternDate[] {
  const dates: PatternDate[] = [];
  const last = Date.parse(`${until}T00:00Z`);
  for (let day = Date.parse(`${from}T00:00Z`); day <= last; day += DAY) {
    const weekday = WEEKDAYS[(new Date(day).getUTCDay() + 6) % 7] as Weekday;
    if (!weekdays.includes(weekday)) continue;
    const date = dateOf(day);
    dates.push({
      date,
      startsWall: `${date}T${starts}` as WallClock,
      endsWall: `${ends > starts ? date : dateOf(day + DAY)}T${ends}` as WallClock,
    });
    if (dates.length > 10 * MOST_DATES) break;
  }
  return dates;
}

/** A weekday as staff write it: `Mon`, `monday`, `lundi`, `lun`. */
export function weekdayNamed(text: string): Weekday | undefined {
  const word = text.trim().toLowerCase().replace(/\.$/, '');
  if (word.length < 2) return undefined;
  const french = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'];
  const found = WEEKDAYS.flatMap((weekday, i) =>
    weekday.startsWith(word) || (french[i] as string).startsWith(word) ? [weekday] : [],
  );
  return found.length === 1 ? found[0] : undefined;
}

function dateOf(day: number): string {
  return new Date(day).toISOString().slice(0, 10);
}
