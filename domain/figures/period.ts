import { DAY } from '../duration';

/** A span of whole days: `from` is the first of them, `until` the day after the last, both `YYYY-MM-DD`. */
export interface Days {
  from: string;
  until: string;
}

const MONTH = /^(\d{4})-(0[1-9]|1[0-2])$/;
const QUARTER = /^(\d{4})-Q([1-4])$/i;
const YEAR = /^\d{4}$/;

/**
 * The days of a period as people name it: `2026-03`, a quarter `2026-Q1`, or a fiscal year by the year in which it
 * begins, `2026`. Quarters are counted from the fiscal year's first month.
 * @param firstMonth of the fiscal year, 1 to 12
 * @returns undefined for what names no period
 */
export function daysOfPeriod(name: string, firstMonth: number): Days | undefined {
  const month = MONTH.exec(name);
  if (month) return months(Number(month[1]), Number(month[2]), 1);
  const quarter = QUARTER.exec(name);
  if (quarter) return months(Number(quarter[1]), firstMonth + (Number(quarter[2]) - 1) * 3, 3);
  return YEAR.test(name) ? months(Number(name), firstMonth, 12) : undefined;
}

/** The fiscal year, by the year in which it begins, in which a day lies. */
export function fiscalYearOf(day: string, firstMonth: number): string {
  const [year, month] = day.split('-').map(Number) as [number, number];
  return String(month >= firstMonth ? year : year - 1);
}

export function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00Z`) + DAY).toISOString().slice(0, 10);
}

function months(year: number, month: number, count: number): Days {
  const first = (index: number): string => new Date(Date.UTC(year, index, 1)).toISOString().slice(0, 10);
  return { from: first(month - 1), until: first(month - 1 + count) };
}
