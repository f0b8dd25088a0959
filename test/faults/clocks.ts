import { DAY, HOUR, MINUTE, millis, plus } from '../../domain/duration';
import { as, instant, type Instant, type WallClock, type Zone } from '../../domain/ids';
import type { ShiftPolicy } from '../../domain/policy';
import { shiftPlan } from '../../domain/shiftPlan';
import { resolve } from '../../domain/time';

/**
 * What is known of a zone without any table of zone rules: its hours from UTC in winter, and the last year in which its
 * clocks went back. Ontario and Newfoundland go on; Alberta and British Columbia stayed on summer time after March 2026,
 * Yukon after March 2020; Saskatchewan does not change.
 */
interface Known {
  zone: string;
  /** Hours east of UTC in winter. */
  winter: number;
  /** Clocks went back for the last time in the autumn of that year. */
  lastBack: number;
  neverChanges?: boolean;
}
const ZONES: readonly Known[] = [
  { zone: 'America/Toronto', winter: -5, lastBack: Infinity },
  { zone: 'America/St_Johns', winter: -3.5, lastBack: Infinity },
  { zone: 'America/Vancouver', winter: -8, lastBack: 2025 },
  { zone: 'America/Edmonton', winter: -7, lastBack: 2025 },
  { zone: 'America/Whitehorse', winter: -8, lastBack: 2019 },
  { zone: 'America/Regina', winter: -6, lastBack: -Infinity, neverChanges: true },
];
const YEARS = [2025, 2026, 2027] as const;
/** Local starts on the evening before a change and in its night, every half hour. */
const STARTS = Array.from({ length: 23 }, (_, i) => 17 * 60 + i * 30);
/** How long the shifts are by the clock, in hours. */
const LENGTHS = [1.5, 4, 6, 8, 10, 12];

const POLICY: ShiftPolicy = {
  startCheckIn: true,
  interval: as('PT2H'),
  endNudges: [as('-PT10M'), as('PT0S'), as('PT5M')],
  grace: as('PT15M'),
  lateNudges: 0,
  lateNudgeEvery: as('PT10M'),
};

export interface ClocksRow {
  /** Nights that were planned, and how many of them were not as they should be. */
  count: number;
  off: number;
  /** The first few of those, in words. */
  examples: string[];
}

/** Plans the nights of both clock changes in every zone and year, and compares each with a computation of its own. */
export function clocks(): ClocksRow {
  const row: ClocksRow = { count: 0, off: 0, examples: [] };
  for (const known of ZONES)
    for (const year of YEARS)
      for (const change of [springSunday(year), autumnSunday(year)])
        for (const start of STARTS)
          for (const length of LENGTHS) {
            const startsWall = wallOf(change - DAY + start * MINUTE);
            const endsWall = wallOf(change - DAY + start * MINUTE + length * HOUR);
            const wrong = compare(known, startsWall, endsWall);
            row.count += 1;
            if (wrong === undefined) continue;
            row.off += 1;
            if (row.examples.length < 5)
              row.examples.push(`${known.zone} ${startsWall}–${endsWall}: ${wrong}`);
          }
  return row;
}

function compare(known: Known, startsWall: WallClock, endsWall: WallClock): string | undefined {
  const zone = as<Zone>(known.zone);
  const startsAt = resolve(startsWall, zone).instant;
  const endsAt = resolve(endsWall, zone, { after: startsAt }).instant;
  const start = expected(known, startsWall);
  const end = expected(known, endsWall, start);
  if (startsAt !== start) return `starts ${startsAt}, not ${start}`;
  if (endsAt !== end) return `ends ${endsAt}, not ${end}`;
  if (endsAt <= startsAt) return undefined;
  const plan = shiftPlan(POLICY, {
    startsAt,
    endsAt,
    knownAt: plus(startsAt, -DAY),
    endKnownAt: plus(startsAt, -DAY),
    saidAboutEnd: 0,
  });
  const ends = plan.filter(({ occasion }) => occasion.kind === 'end');
  const missed = ends.filter(({ step }) => step === 'missed');
  if (missed.length !== 1) return `${missed.length} end check-ins`;
  if (ends.some(({ dueAt }) => dueAt !== end)) return `the end check-in is not due ${end}`;
  if (missed[0]?.at !== plus(end, 15 * MINUTE)) return 'the grace is not fifteen minutes';
  const hours = (Date.parse(end) - Date.parse(start) - 15 * MINUTE) / millis(as('PT2H'));
  const intervals = new Set(
    plan.flatMap(({ occasion }) => (occasion.kind === 'interval' ? [occasion.number] : [])),
  );
  if (intervals.size !== Math.max(0, Math.floor(hours))) return `${intervals.size} interval check-ins`;
  return undefined;
}

/**
 * The instant at which the zone's clock first shows a time (later than `after` where it shows it twice), found by walking
 * through the minutes; a time that it never shows is as many minutes after the jump as it is beyond it.
 */
function expected(known: Known, wall: WallClock, after?: Instant): Instant {
  const shown = Date.parse(`${wall}:00.000Z`);
  const from = shown - (known.winter + 3) * HOUR;
  let before = from;
  const found: number[] = [];
  for (let at = from; at <= shown - (known.winter - 3) * HOUR; at += MINUTE) {
    const clock = at + offset(known, at);
    if (clock === shown) found.push(at);
    if (clock < shown) before = at;
  }
  const [first, second] = found;
  if (first === undefined) return instant(before + (shown - (before + offset(known, before))));
  return instant(second !== undefined && after !== undefined && first <= Date.parse(after) ? second : first);
}

/** By the rule of the land: from the second Sunday of March, 2:00, to the first of November, 2:00. */
function offset(known: Known, at: number): number {
  const winter = known.winter * HOUR;
  if (known.neverChanges) return winter;
  const year = new Date(at + winter).getUTCFullYear();
  const goesForward = springSunday(year) + 2 * HOUR - winter;
  const goesBack = autumnSunday(year) + 2 * HOUR - (winter + HOUR);
  const isSummer = at >= goesForward && at < goesBack;
  const stayed = year > known.lastBack + 1 || (year === known.lastBack + 1 && at >= goesForward);
  return isSummer || stayed ? winter + HOUR : winter;
}

function springSunday(year: number): number {
  return sundayFrom(Date.UTC(year, 2, 8));
}

function autumnSunday(year: number): number {
  return sundayFrom(Date.UTC(year, 10, 1));
}

function sundayFrom(day: number): number {
  return day + ((7 - new Date(day).getUTCDay()) % 7) * DAY;
}

function wallOf(reading: number): WallClock {
  return as<WallClock>(new Date(reading).toISOString().slice(0, 16));
}
