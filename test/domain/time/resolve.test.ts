import fc from 'fast-check';
import { HOUR } from '../../../domain/duration';
import type { Duration, Instant, WallClock, Zone } from '../../../domain/ids';
import { as, instant } from '../../../domain/ids';
import {
  addWall,
  isWallClock,
  isZone,
  nextWall,
  quietUntil,
  resolve,
  wallClock,
  weekdayOf,
} from '../../../domain/time';
import { bundledRules } from '../../../domain/time';

const wall = (text: string) => as<WallClock>(text);
const zone = (name: string) => as<Zone>(name);
const at = (text: string) => as<Instant>(text);
const TORONTO = zone('America/Toronto');

const ZONES = [
  'America/Toronto',
  'America/Vancouver',
  'America/St_Johns',
  'Europe/Paris',
  'Australia/Lord_Howe',
].map(zone);

/** Every moment of 2025–2027 at which a zone's offset changes, found by looking and not by trusting the code under test. */
function changes(name: Zone): { at: number; before: number; after: number }[] {
  const found = [];
  const minute = 60_000;
  for (let t = Date.UTC(2025, 0, 1); t < Date.UTC(2028, 0, 1); t += 30 * minute) {
    const before = bundledRules.offset(name, t - minute);
    const after = bundledRules.offset(name, t);
    if (before !== after) found.push({ at: t, before, after });
  }
  return found;
}

const anyZone = fc.constantFrom(
  ...ZONES,
  zone('America/Edmonton'),
  zone('America/Regina'),
  zone('Asia/Kathmandu'),
);
const anyMinute = fc
  .integer({ min: Date.UTC(2020, 0, 1) / 60_000, max: Date.UTC(2036, 0, 1) / 60_000 })
  .map((minutes) => instant(minutes * 60_000));

describe('the clocks in the hall and the instant behind them', () => {
  test.each([
    ['America/Toronto', '2026-07-01T17:00', '2026-07-01T21:00:00.000Z'],
    ['America/Toronto', '2026-12-01T17:00', '2026-12-01T22:00:00.000Z'],
    ['America/Vancouver', '2026-12-01T12:00', '2026-12-01T19:00:00.000Z'],
    ['America/Edmonton', '2026-12-01T12:00', '2026-12-01T18:00:00.000Z'],
    ['America/Vancouver', '2025-12-01T12:00', '2025-12-01T20:00:00.000Z'],
    ['America/St_Johns', '2026-12-01T12:00', '2026-12-01T15:30:00.000Z'],
    ['Pacific/Apia', '2011-12-31T12:00', '2011-12-30T22:00:00.000Z'],
  ])('in %s, %s is %s', (name, text, expected) => {
    expect(resolve(wall(text), zone(name))).toEqual({ instant: expected });
  });

  test('a night shift over the autumn change in Toronto lasts nine hours, over the spring change seven', () => {
    const length = (start: string, end: string, where: Zone) =>
      (Date.parse(resolve(wall(end), where).instant) - Date.parse(resolve(wall(start), where).instant)) /
      HOUR;
    expect(length('2026-10-31T22:00', '2026-11-01T06:00', TORONTO)).toBe(9);
    expect(length('2026-03-07T22:00', '2026-03-08T06:00', TORONTO)).toBe(7);
    expect(length('2026-10-31T22:00', '2026-11-01T06:00', zone('America/Vancouver'))).toBe(8);
  });

  test('a time that the clocks jump over moves forward by the gap', () => {
    expect(resolve(wall('2026-03-08T02:30'), TORONTO)).toEqual({
      instant: '2026-03-08T07:30:00.000Z',
      note: 'skipped',
    });
    expect(wallClock(at('2026-03-08T07:30:00.000Z'), TORONTO)).toBe('2026-03-08T03:30');
  });

  test('an end of shift that comes twice is asked for the first time, because late is worse than early', () => {
    expect(resolve(wall('2026-11-01T01:30'), TORONTO)).toEqual({
      instant: '2026-11-01T05:30:00.000Z',
      note: 'ambiguous',
    });
  });

  test('an end of shift that comes twice is the second time when the first lies before the start', () => {
    const start = resolve(wall('2026-11-01T01:45'), TORONTO).instant;
    expect(resolve(wall('2026-11-01T01:30'), TORONTO, { after: start })).toEqual({
      instant: '2026-11-01T06:30:00.000Z',
      note: 'ambiguous',
    });
    expect(
      resolve(wall('2026-11-01T01:30'), TORONTO, { after: at('2026-11-01T02:00:00.000Z') }).instant,
    ).toBe('2026-11-01T05:30:00.000Z');
  });

  test('a day that Samoa never had moves to the next', () => {
    expect(resolve(wall('2011-12-30T12:00'), zone('Pacific/Apia'))).toEqual({
      instant: '2011-12-30T22:00:00.000Z',
      note: 'skipped',
    });
  });

  test('every instant comes back from its wall clock, or is the second of two', () => {
    fc.assert(
      fc.property(anyMinute, anyZone, (moment, where) => {
        const shown = wallClock(moment, where);
        const { instant: back, note } = resolve(shown, where);
        expect(note).not.toBe('skipped');
        expect(wallClock(back, where)).toBe(shown);
        if (note === 'ambiguous') expect(back <= moment).toBe(true);
        else expect(back).toBe(moment);
      }),
      { numRuns: 2000 },
    );
  });

  test.each(ZONES)('around every clock change of three years in %s, each minute has one place', (where) => {
    const found = changes(where);
    expect(found.length).toBe(where === 'America/Vancouver' ? 3 : 6);
    for (const change of found) {
      const size = change.after - change.before;
      for (let offset = -180; offset <= 180; offset += 15) {
        const shown = wall(new Date(change.at + change.before + offset * 60_000).toISOString().slice(0, 16));
        const resolved = resolve(shown, where);
        const minutes = size / 60_000;
        const expected =
          minutes > 0 && offset >= 0 && offset < minutes
            ? 'skipped'
            : minutes < 0 && offset >= minutes && offset < 0
              ? 'ambiguous'
              : undefined;
        expect({ shown, note: resolved.note }).toEqual({ shown, note: expected });
        const back =
          Date.parse(`${wallClock(resolved.instant, where)}:00.000Z`) - Date.parse(`${shown}:00.000Z`);
        expect(back).toBe(expected === 'skipped' ? size : 0);
      }
    }
  });

  test.each(['America/Vancouver', 'America/Edmonton', 'America/Whitehorse', 'America/Regina'])(
    '%s never changes its clocks again',
    (name) => {
      const seen = new Set<number>();
      for (let t = Date.UTC(2026, 11, 1); t < Date.UTC(2037, 0, 1); t += 24 * HOUR) {
        seen.add(bundledRules.offset(zone(name), t));
      }
      expect(seen.size).toBe(1);
    },
  );

  test.each([
    '2026-02-30T10:00',
    '2026-01-01T24:00',
    '2026-01-01 10:00',
    '2026-01-01T10:00Z',
    '26-01-01T10:00',
    '',
  ])('"%s" is no wall-clock time', (text) => {
    expect(isWallClock(text)).toBe(false);
    expect(() => resolve(wall(text), TORONTO)).toThrow(RangeError);
  });

  test('only IANA names are zones', () => {
    expect(['America/Toronto', 'UTC', 'America/Argentina/Buenos_Aires'].every(isZone)).toBe(true);
    expect(
      ['EST', 'america/toronto', 'America/Waterloo', '', '__proto__', 'toString'].filter(isZone),
    ).toEqual([]);
    expect(() => resolve(wall('2026-01-01T10:00'), zone('EST'))).toThrow('not a time zone: EST');
  });
});

describe('calendar steps', () => {
  test('a day later is the same time of day, whatever the clocks did', () => {
    expect(addWall(wall('2026-03-07T17:00'), as<Duration>('P1D'), TORONTO)).toBe('2026-03-08T17:00');
    expect(addWall(wall('2026-10-31T17:00'), as<Duration>('P1W'), TORONTO)).toBe('2026-11-07T17:00');
    expect(addWall(wall('2026-03-01T17:00'), as<Duration>('-P1D'), TORONTO)).toBe('2026-02-28T17:00');
  });

  test('24 hours later is not always the same time of day', () => {
    expect(addWall(wall('2026-03-07T17:00'), as<Duration>('PT24H'), TORONTO)).toBe('2026-03-08T18:00');
    expect(addWall(wall('2026-10-31T17:00'), as<Duration>('PT24H'), TORONTO)).toBe('2026-11-01T16:00');
    expect(addWall(wall('2026-03-07T17:00'), as<Duration>('P1DT2H30M'), TORONTO)).toBe('2026-03-08T19:30');
    expect(addWall(wall('2026-03-08T01:30'), as<Duration>('PT1H'), TORONTO)).toBe('2026-03-08T03:30');
  });

  test('adding days and taking them away again changes nothing', () => {
    fc.assert(
      fc.property(anyMinute, anyZone, fc.integer({ min: 0, max: 800 }), (moment, where, days) => {
        const shown = wallClock(moment, where);
        const there = addWall(shown, as<Duration>(`P${days}D`), where);
        expect(there.slice(11)).toBe(shown.slice(11));
        expect(addWall(there, as<Duration>(`-P${days}D`), where)).toBe(shown);
      }),
    );
  });

  test('next Monday at nine is the next one, never now', () => {
    const monday = { weekday: 'monday' as const, time: '09:00' };
    expect(nextWall(at('2026-03-01T12:00:00.000Z'), monday, TORONTO).wall).toBe('2026-03-02T09:00');
    expect(nextWall(at('2026-03-02T13:59:00.000Z'), monday, TORONTO).wall).toBe('2026-03-02T09:00');
    expect(nextWall(at('2026-03-02T14:00:00.000Z'), monday, TORONTO).wall).toBe('2026-03-09T09:00');
    expect(nextWall(at('2026-03-02T14:00:00.000Z'), monday, TORONTO).instant).toBe(
      '2026-03-09T13:00:00.000Z',
    );
  });

  test('the next time of day always lies ahead, within a day and the change of the clocks', () => {
    const time = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`);
    fc.assert(
      fc.property(anyMinute, anyZone, time, (moment, where, clock) => {
        const next = nextWall(moment, { time: clock }, where);
        expect(next.instant > moment).toBe(true);
        expect(Date.parse(next.instant) - Date.parse(moment)).toBeLessThanOrEqual(26 * HOUR);
        if (next.note !== 'skipped') expect(wallClock(next.instant, where).slice(11)).toBe(clock);
      }),
      { numRuns: 1000 },
    );
    expect(() => nextWall(at('2026-03-01T12:00:00.000Z'), { time: '24:00' }, TORONTO)).toThrow(RangeError);
  });

  test('weekdays are those of the wall clock', () => {
    expect(weekdayOf(wall('2026-03-01T23:59'))).toBe('sunday');
    expect(weekdayOf(wall('2026-03-02T00:00'))).toBe('monday');
  });
});

describe('quiet hours', () => {
  const night = { from: '21:00', to: '08:00' };

  test.each([
    ['2026-03-01T20:59', null],
    ['2026-03-01T21:00', '2026-03-02T08:00'],
    ['2026-03-02T03:00', '2026-03-02T08:00'],
    ['2026-03-02T07:59', '2026-03-02T08:00'],
    ['2026-03-02T08:00', null],
    ['2026-03-07T23:00', '2026-03-08T08:00'],
  ])('a reminder at %s waits until %s', (text, expected) => {
    const until = quietUntil(resolve(wall(text), TORONTO).instant, night, TORONTO);
    expect(until && wallClock(until, TORONTO)).toBe(expected);
  });

  test('equal ends mean that it is never quiet, and a nap at noon is quiet too', () => {
    expect(quietUntil(at('2026-03-01T12:00:00.000Z'), { from: '08:00', to: '08:00' }, TORONTO)).toBeNull();
    expect(quietUntil(at('2026-03-01T17:30:00.000Z'), { from: '12:00', to: '14:00' }, TORONTO)).toBe(
      '2026-03-01T19:00:00.000Z',
    );
    expect(() => quietUntil(at('2026-03-01T12:00:00.000Z'), { from: '9pm', to: '08:00' }, TORONTO)).toThrow(
      RangeError,
    );
  });

  test('a reminder put off is put off into waking hours, for less than a day', () => {
    fc.assert(
      fc.property(anyMinute, anyZone, (moment, where) => {
        const until = quietUntil(moment, night, where);
        if (until === null) return;
        expect(until > moment).toBe(true);
        expect(Date.parse(until) - Date.parse(moment)).toBeLessThanOrEqual(12 * HOUR);
        expect(quietUntil(until, night, where)).toBeNull();
      }),
      { numRuns: 1000 },
    );
  });
});
