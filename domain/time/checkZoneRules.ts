import type { WallClock } from '../ids';
import { resolve } from './wallClock';
import { bundledRules, type ZoneRules } from './zoneRules';

/** What the world's clocks are known to do; each line is one that some widespread rules get wrong, or a control. */
const FACTS: readonly [zone: string, wall: string, instant: string, why: string][] = [
  [
    'America/Vancouver',
    '2026-12-01T12:00',
    '2026-12-01T19:00:00.000Z',
    'British Columbia keeps UTC-7 all year since 2026',
  ],
  [
    'America/Edmonton',
    '2026-12-01T12:00',
    '2026-12-01T18:00:00.000Z',
    'Alberta keeps UTC-6 all year since 2026',
  ],
  [
    'America/Vancouver',
    '2025-12-01T12:00',
    '2025-12-01T20:00:00.000Z',
    'British Columbia still changed clocks in 2025',
  ],
  [
    'America/Whitehorse',
    '2026-12-01T12:00',
    '2026-12-01T19:00:00.000Z',
    'Yukon keeps UTC-7 all year since 2020',
  ],
  ['America/Regina', '2026-07-01T12:00', '2026-07-01T18:00:00.000Z', 'Saskatchewan keeps UTC-6 all year'],
  ['America/Toronto', '2026-07-01T12:00', '2026-07-01T16:00:00.000Z', 'Ontario is on UTC-4 in summer'],
  ['America/Toronto', '2026-12-01T12:00', '2026-12-01T17:00:00.000Z', 'Ontario is on UTC-5 in winter'],
  ['America/St_Johns', '2026-12-01T12:00', '2026-12-01T15:30:00.000Z', 'Newfoundland is half an hour off'],
];

export interface ZoneRulesCheck {
  readonly ok: boolean;
  readonly version: string;
  /** One sentence each: what is wrong, and what it should be. Empty when all is well. */
  readonly problems: readonly string[];
  /** Zones whose times are wrong. */
  readonly zones: readonly string[];
}

/** Compares zone rules with what is known of the world (rule 7). Says what to do when they are stale. */
export function checkZoneRules(rules: ZoneRules = bundledRules): ZoneRulesCheck {
  const wrong = FACTS.flatMap(([zone, wall, expected, why]) => {
    if (!rules.has(zone)) return [{ zone, problem: `${zone} is missing` }];
    const { instant } = resolve(wall as WallClock, zone, { rules });
    if (instant === expected) return [];
    return [{ zone, problem: `${zone} ${wall} is ${instant}, but ${why}: ${expected}` }];
  });
  const problems = wrong.map(({ problem }) => problem);
  if (problems.length > 0) problems.push('Update the package moment-timezone to data 2026f or later.');
  const zones = [...new Set(wrong.map(({ zone }) => zone))];
  return { ok: problems.length === 0, version: rules.version, problems, zones };
}
