import { as, type Instant, type Zone } from '../../domain/ids';
import { nextWall, wallClock, weekdayOf, type Weekday } from '../../domain/time';

/** The midnights within a period, by the place's own clock. */
export function resolveDays(from: string, until: string, zone: string): { at: Instant; weekday: Weekday }[] {
  const days: { at: Instant; weekday: Weekday }[] = [];
  for (let at = as<Instant>(from); ;) {
    const next = nextWall(at, { time: '00:00' }, as<Zone>(zone));
    if (next.instant >= until) return days;
    days.push({ at: next.instant, weekday: weekdayOf(next.wall) });
    at = next.instant;
  }
}

/** Day of the month. */
export function onDay(at: string, zone: string): number {
  return Number(wallClock(as<Instant>(at), as<Zone>(zone)).slice(8, 10));
}
