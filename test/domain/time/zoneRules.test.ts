import type { Instant, Zone } from '../../../domain/ids';
import { as } from '../../../domain/ids';
import {
  bundledRules,
  checkZoneRules,
  formatLocal,
  zoneRulesVersion,
  type ZoneRules,
} from '../../../domain/time';

const zone = as<Zone>('America/Toronto');

describe('zone rules', () => {
  test('the rules that ship know the world as it is', () => {
    expect(checkZoneRules()).toEqual({ ok: true, version: zoneRulesVersion(), problems: [], zones: [] });
    expect(zoneRulesVersion()).toMatch(/^20\d\d[a-z]$/);
  });

  test('rules that still change the clocks in Vancouver are refused, and say how to update', () => {
    const stale: ZoneRules = {
      ...bundledRules,
      version: '2025c',
      offset: (name, at) =>
        name === 'America/Vancouver' && at > Date.UTC(2026, 10, 1)
          ? -8 * 3_600_000
          : bundledRules.offset(name, at),
    };
    const { ok, version, problems } = checkZoneRules(stale);
    expect({ ok, version }).toEqual({ ok: false, version: '2025c' });
    expect(problems).toEqual([
      'America/Vancouver 2026-12-01T12:00 is 2026-12-01T20:00:00.000Z, but British Columbia keeps UTC-7 all year since 2026: 2026-12-01T19:00:00.000Z',
      expect.stringContaining('moment-timezone'),
    ]);
  });

  test('rules without a zone that a program needs are refused', () => {
    const poor: ZoneRules = { ...bundledRules, has: (name): name is Zone => name !== 'America/Regina' };
    expect(checkZoneRules(poor).problems[0]).toBe('America/Regina is missing');
  });
});

describe('times in messages', () => {
  const at = as<Instant>('2026-03-01T22:05:00.000Z');

  test.each([
    ['en', 'time', '17:05'],
    ['en', 'day', 'Sunday March 1'],
    ['en', 'day-time', 'Sunday 17:05'],
    ['en', 'date-time', 'Sunday March 1, 17:05'],
    ['en', 'date', 'March 1, 2026'],
    ['fr', 'time', '17 h 05'],
    ['fr', 'day', 'dimanche 1er mars'],
    ['fr', 'day-time', 'dimanche 17 h 05'],
    ['fr', 'date-time', 'dimanche 1er mars, 17 h 05'],
    ['fr', 'date', '1er mars 2026'],
  ] as const)('in %s as %s: %s', (language, style, expected) => {
    expect(formatLocal(at, zone, language, style)).toBe(expected);
  });

  test('in French, no date costs more than a plain text message', () => {
    for (let month = 1; month <= 12; month++) {
      const day = as<Instant>(`2026-${String(month).padStart(2, '0')}-02T14:00:00.000Z`);
      expect(formatLocal(day, zone, 'fr', 'date-time')).toMatch(/^[\x20-\x7eéèàù]+$/);
    }
  });
});
