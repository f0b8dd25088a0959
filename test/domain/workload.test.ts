import { as, instant, type WallClock, type Zone } from '../../domain/ids';
import { resolve } from '../../domain/time';
import { lower, overCaps } from '../../domain/workload';

const zone = as<Zone>('America/Toronto');
const shift = (day: string, hours: number) => {
  const startsAt = resolve(`${day}T13:00` as WallClock, zone).instant;
  return { startsAt, endsAt: instant(Date.parse(startsAt) + hours * 3_600_000) };
};

describe('workload caps', () => {
  test('hours count in the week in which a shift begins, Monday to Sunday', () => {
    const caps = { hoursPerWeek: 20 };
    const week = [shift('2026-03-02', 8), shift('2026-03-04', 8)];
    expect(overCaps(caps, shift('2026-03-06', 4), week, zone)).toEqual([]);
    expect(overCaps(caps, shift('2026-03-08', 6.5), week, zone)).toEqual([
      { cap: 'hours-per-week', limit: 20, would: 22.5 },
    ]);
    expect(overCaps(caps, shift('2026-03-09', 6.5), week, zone)).toEqual([]);
  });

  test('the hour that the clocks skip is not worked', () => {
    const startsAt = resolve('2026-03-07T22:00' as WallClock, zone).instant;
    const night = { startsAt, endsAt: resolve('2026-03-08T06:00' as WallClock, zone).instant };
    expect(overCaps({ hoursPerWeek: 7 }, night, [], zone)).toEqual([]);
    expect(overCaps({ hoursPerWeek: 6 }, night, [], zone)).toMatchObject([{ would: 7 }]);
  });

  test('shifts in a row are days, also where the new one closes a gap', () => {
    const around = ['2026-03-02', '2026-03-03', '2026-03-05', '2026-03-06'].map((day) => shift(day, 4));
    const caps = { shiftsInARow: 4 };
    expect(overCaps(caps, shift('2026-03-04', 4), around, zone)).toEqual([
      { cap: 'shifts-in-a-row', limit: 4, would: 5 },
    ]);
    expect(overCaps(caps, shift('2026-03-08', 4), around, zone)).toEqual([]);
    expect(overCaps(caps, shift('2026-03-06', 2), around, zone)).toEqual([]);
  });

  test('without a cap nothing is over; of two caps the lower one holds', () => {
    expect(overCaps({}, shift('2026-03-02', 24), [shift('2026-03-03', 24)], zone)).toEqual([]);
    expect([lower(20, 8), lower(undefined, 8), lower(20, undefined), lower(undefined, undefined)]).toEqual([
      8,
      8,
      20,
      undefined,
    ]);
  });
});
