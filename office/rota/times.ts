import { Refused } from '../../client/fullCircle';
import { DAY } from '../../domain/duration';
import type { Instant, WallClock, Zone } from '../../domain/ids';
import { isWeekday } from '../../domain/rota';
import { isTimeOfDay, isWallClock, resolve, WEEKDAYS } from '../../domain/time';

/** A stretch as its row keeps it; open where a side is absent. */
export interface SpanRow {
  from?: Instant;
  until?: Instant;
  fromWall?: WallClock;
  untilWall?: WallClock;
}

/** @throws Refused for what is no time, what the clocks jump over, an end before its start, and what is over already */
export function spanOf(
  { zone }: { zone: Zone },
  times: { from?: string; until?: string },
  now: Instant,
): SpanRow {
  const read = (wall: string | undefined): { at: Instant; wall: WallClock } | undefined => {
    if (wall === undefined || wall === '') return undefined;
    if (!isWallClock(wall))
      throw new Refused('NotAWallClock', `"${wall}" is not a date and time; write it like 2026-03-01T22:00.`);
    const { instant: at, note } = resolve(wall, zone);
    if (note === 'skipped')
      throw new Refused(
        'NoSuchTime',
        `The clocks jump over ${wall.replace('T', ' ')} that night; choose a time after it.`,
      );
    return { at, wall };
  };
  const [from, until] = [read(times.from), read(times.until)];
  if (from && until && until.at <= from.at)
    throw new Refused('EndsBeforeItStarts', 'It ends before it starts; a night ends the next day.');
  if (until && until.at <= now) throw new Refused('InThePast', 'That is over already.');
  return {
    ...(from ? { from: from.at, fromWall: from.wall } : {}),
    ...(until ? { until: until.at, untilWall: until.wall } : {}),
  };
}

/** Every week on these days, from one time of day to another; over midnight where `dayTo` is not later. */
export interface Weekly {
  weekdays?: readonly string[];
  dayFrom?: string;
  dayTo?: string;
}

/** @throws Refused when only part of a weekly entry is there, or something of it does not exist */
export function weeklyOf({ weekdays = [], dayFrom, dayTo }: Weekly) {
  if (weekdays.length === 0 && !dayFrom && !dayTo) return {};
  if (weekdays.length === 0 || !dayFrom || !dayTo)
    throw new Refused('TimesNeeded', 'Every week needs days, a time it begins and a time it ends.');
  const unknown = weekdays.find((day) => !isWeekday(day));
  if (unknown)
    throw new Refused('UnknownWeekday', `"${unknown}" is no weekday; these are: ${WEEKDAYS.join(', ')}.`);
  const wrong = [dayFrom, dayTo].find((time) => !isTimeOfDay(time));
  if (wrong) throw new Refused('NotATimeOfDay', `"${wrong}" is not a time of day; write it like 22:00.`);
  return { weekdays: WEEKDAYS.filter((day) => weekdays.includes(day)), dayFrom, dayTo };
}

export function startOfDay(day: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(day) ? `${day}T00:00` : day;
}

/** The last day counts in full. */
export function endOfDay(day: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return day;
  const next = new Date(Date.parse(`${day}T00:00:00Z`) + DAY);
  return Number.isNaN(next.getTime()) ? day : `${next.toISOString().slice(0, 10)}T00:00`;
}
