/**
 * Who is on call, at which level, when. Pure: entries, absences and overrides in, people out. Wall-clock times are read in
 * their zone with the rules of today (rule 7), so a rota that was written before clocks changed their mind is right after.
 */
import { DAY } from './duration';
import type { Instant, PersonId, WallClock, Zone } from './ids';
import { instant } from './ids';
import { onDay, WEEKDAYS, weekdayOf, type Weekday } from './time/calendar';
import { resolve, wallClock } from './time/wallClock';

/** Bounds of a stretch; open where absent. `until` is not part of it. */
export interface Span {
  from?: Instant;
  until?: Instant;
}

/** On call always, from–until, or every week within from–until. */
export interface RotaEntry extends Span {
  id: string;
  level: string;
  personId: PersonId;
  /** Of one site; of the whole program when absent. */
  siteId?: string;
  weekly?: Weekly;
}

/** `HH:mm` in the zone; over midnight where `to` is not later than `from`, and then it is the weekday of `from` that counts. */
export interface Weekly {
  weekdays: readonly Weekday[];
  from: string;
  to: string;
  zone: Zone;
}

export interface Absence {
  /** Absent: a holiday of the place, on which the weekly entries rest. */
  personId?: PersonId;
  siteId?: string;
  from: Instant;
  until: Instant;
}

/** `to` has what would be `from`'s at that level. Given in order of creation: a later one sees what earlier ones did. */
export interface Override extends Span {
  level: string;
  siteId?: string;
  fromPersonId: PersonId;
  toPersonId: PersonId;
}

export interface Rota {
  entries: readonly RotaEntry[];
  absences: readonly Absence[];
  overrides: readonly Override[];
}

export interface Post {
  level: string;
  /** Asked about one site: its own entries go before those of the whole program. Without a site, the program's only. */
  siteId?: string | null;
}

/** Who is on call at a level, first those of the site. */
export function onCallAt(rota: Rota, post: Post, at: Instant): PersonId[] {
  const absent = rota.absences.filter((one) => covers(one, at) && concerns(one, post));
  const holiday = absent.some(({ personId }) => personId === undefined);
  const entries = rota.entries
    .filter((entry) => entry.level === post.level && concerns(entry, post) && covers(entry, at))
    .filter(({ weekly }) => !weekly || (!holiday && weekCovers(weekly, at)));
  const swaps = rota.overrides.filter(
    (one) => one.level === post.level && concerns(one, post) && covers(one, at),
  );
  const people = [...entries]
    .sort((a, b) => Number(a.siteId === undefined) - Number(b.siteId === undefined))
    .map(({ personId }) =>
      swaps.reduce((who, swap) => (who === swap.fromPersonId ? swap.toPersonId : who), personId),
    );
  return [...new Set(people)].filter((who) => !absent.some(({ personId }) => personId === who));
}

/** A stretch in which the same people are on call at a level. */
export interface Stretch {
  from: Instant;
  until: Instant;
  people: PersonId[];
}

/** The rota of a level from one instant to another, in stretches that follow each other without a gap. */
export function stretchesOf(rota: Rota, post: Post, from: Instant, until: Instant): Stretch[] {
  const points = changesBetween(rota, post, from, until);
  const stretches: Stretch[] = [];
  for (const [index, at] of points.entries()) {
    const people = onCallAt(rota, post, at);
    const end = points[index + 1] ?? until;
    const last = stretches.at(-1);
    if (last && last.people.join() === people.join()) last.until = end;
    else stretches.push({ from: at, until: end, people });
  }
  return stretches;
}

/** Instants at which something about the level may change, beginning with `from`. */
export function changesBetween(rota: Rota, post: Post, from: Instant, until: Instant): Instant[] {
  const bounds: (Span | undefined)[] = [
    ...rota.absences.filter((one) => concerns(one, post)),
    ...rota.overrides.filter((one) => one.level === post.level && concerns(one, post)),
    ...rota.entries
      .filter((entry) => entry.level === post.level && concerns(entry, post))
      .flatMap((entry) => [entry, ...(entry.weekly ? weeklySpans(entry.weekly, from, until) : [])]),
  ];
  const points = bounds.flatMap((span) => [span?.from, span?.until]);
  const within = points.filter((at): at is Instant => at !== undefined && at > from && at < until);
  return [from, ...[...new Set(within)].sort()];
}

/** The stretch that somebody is in just then at a level, its end included where it has one within `ahead` days. */
export function stretchEnd(
  rota: Rota,
  post: Post,
  who: PersonId,
  at: Instant,
  ahead = 14,
): Instant | undefined {
  const horizon = instant(Date.parse(at) + ahead * DAY);
  const stretches = stretchesOf(rota, post, at, horizon);
  const gone = stretches.find(({ people }) => !people.includes(who));
  return gone?.from;
}

/** The spans of a weekly entry that touch a period. */
export function weeklySpans(weekly: Weekly, from: Instant, until: Instant): Required<Span>[] {
  const spans: Required<Span>[] = [];
  // A day early: the span of last night may still be going on.
  for (let at = Date.parse(from) - 2 * DAY; at <= Date.parse(until) + DAY; at += DAY) {
    const day = onDay(wallClock(instant(at), 'UTC' as Zone), '00:00');
    if (!weekly.weekdays.includes(weekdayOf(day))) continue;
    const span = spanOn(day, weekly);
    if (span.from < span.until && span.until > from && span.from < until) spans.push(span);
  }
  return spans;
}

/** What the entry covers of the night or day that begins on `day`. */
function spanOn(day: WallClock, { from, to, zone }: Weekly): Required<Span> {
  const start = resolve(onDay(day, from), zone).instant;
  const lastDay = to <= from ? nextDay(day) : day;
  return { from: start, until: resolve(onDay(lastDay, to), zone).instant };
}

function weekCovers(weekly: Weekly, at: Instant): boolean {
  const next = instant(Date.parse(at) + 1);
  return weeklySpans(weekly, at, next).some((span) => covers(span, at));
}

function nextDay(day: WallClock): WallClock {
  return new Date(Date.parse(`${day}:00Z`) + DAY).toISOString().slice(0, 16) as WallClock;
}

function covers({ from, until }: Span, at: Instant): boolean {
  return (from === undefined || from <= at) && (until === undefined || at < until);
}

function concerns({ siteId }: { siteId?: string }, post: Post): boolean {
  return siteId === undefined || siteId === post.siteId;
}

export function isWeekday(text: string): text is Weekday {
  return (WEEKDAYS as readonly string[]).includes(text);
}
