import { DAY } from './duration';

/** What a record of work comes to, and the calendar week that it counts for. */
export interface Rate {
  /** Dollars */
  amount: number;
  per: string;
}

/** Cents for so many minutes, rounded to the cent; null for what is not counted by the hour or the shift. */
export function amountOf(rate: Rate | undefined, minutes: number): number | null {
  if (!rate) return null;
  if (rate.per === 'shift') return Math.round(rate.amount * 100);
  return rate.per === 'hour' ? Math.round((rate.amount * 100 * minutes) / 60) : null;
}

/** Monday and Sunday of the week of a day, all `YYYY-MM-DD`. */
export function weekOfDay(day: string): { from: string; until: string } {
  const at = Date.parse(`${day}T12:00:00Z`);
  const monday = at - ((new Date(at).getUTCDay() + 6) % 7) * DAY;
  const text = (time: number) => new Date(time).toISOString().slice(0, 10);
  return { from: text(monday), until: text(monday + 6 * DAY) };
}
