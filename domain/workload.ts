/**
 * How much a peer works: what a new shift would bring it to, beside what the program and the tier allow. Staff may go
 * above with a reason; the rule is there so that nobody does so without noticing.
 */
import { DAY, HOUR } from './duration';
import type { Instant, WallClock, Zone } from './ids';
import { weekdayOf, WEEKDAYS } from './time/calendar';
import { wallClock } from './time/wallClock';

export interface Caps {
  /** Hours of the shifts that begin in one week, Monday to Sunday by the site's calendar. */
  hoursPerWeek?: number | undefined;
  /** Days in a row on which a shift begins. */
  shiftsInARow?: number | undefined;
}

export interface OverCap {
  cap: 'hours-per-week' | 'shifts-in-a-row';
  limit: number;
  /** What it would be; hours to the quarter above. */
  would: number;
}

export interface Worked {
  startsAt: Instant;
  endsAt: Instant;
}

/** The caps that a shift would go over, given the other shifts of the same peer. Hours are hours that pass. */
export function overCaps(caps: Caps, shift: Worked, others: readonly Worked[], zone: Zone): OverCap[] {
  const over: OverCap[] = [];
  const day = dayOf(shift.startsAt, zone);
  if (caps.hoursPerWeek !== undefined) {
    const week = weekOf(day);
    const hours = [shift, ...others]
      .filter(({ startsAt }) => weekOf(dayOf(startsAt, zone)) === week)
      .reduce((sum, { startsAt, endsAt }) => sum + (Date.parse(endsAt) - Date.parse(startsAt)) / HOUR, 0);
    if (hours > caps.hoursPerWeek)
      over.push({ cap: 'hours-per-week', limit: caps.hoursPerWeek, would: Math.ceil(hours * 4) / 4 });
  }
  if (caps.shiftsInARow !== undefined) {
    const days = new Set([day, ...others.map(({ startsAt }) => dayOf(startsAt, zone))]);
    let inARow = 1;
    for (let before = day - DAY; days.has(before); before -= DAY) inARow += 1;
    for (let after = day + DAY; days.has(after); after += DAY) inARow += 1;
    if (inARow > caps.shiftsInARow)
      over.push({ cap: 'shifts-in-a-row', limit: caps.shiftsInARow, would: inARow });
  }
  return over;
}

/** The lower of two caps; none where neither says one. */
export function lower(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return Math.min(a, b);
}

/** The site's calendar day of an instant, as a number that counts on by whole days. */
function dayOf(at: Instant, zone: Zone): number {
  return Date.parse(`${wallClock(at, zone).slice(0, 10)}T00:00Z`);
}

/** The Monday of a day's week. */
function weekOf(day: number): number {
  const wall = `${new Date(day).toISOString().slice(0, 10)}T00:00` as WallClock;
  return day - WEEKDAYS.indexOf(weekdayOf(wall)) * DAY;
}
