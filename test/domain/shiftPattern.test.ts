import { as, type Zone } from '../../domain/ids';
import { datesOf, patternProblems, weekdayNamed, type ShiftPattern } from '../../domain/shiftPattern';
import { resolve } from '../../domain/time';

const TORONTO = as<Zone>('America/Toronto');
const pattern = (changes: Partial<ShiftPattern> = {}): ShiftPattern => ({
  weekdays: ['monday', 'friday'],
  starts: '09:00',
  ends: '17:00',
  from: '2026-03-02',
  until: '2026-03-13',
  ...changes,
});

describe('a pattern of shifts', () => {
  test('has a shift on each of its weekdays, first and last date included', () => {
    expect(datesOf(pattern()).map(({ date }) => date)).toEqual([
      '2026-03-02',
      '2026-03-06',
      '2026-03-09',
      '2026-03-13',
    ]);
  });

  test('a night shift belongs to the date it starts on and ends on the next', () => {
    const [first] = datesOf(pattern({ starts: '22:00', ends: '06:00' }));
    expect(first).toMatchObject({ startsWall: '2026-03-02T22:00', endsWall: '2026-03-03T06:00' });
  });

  test.each([
    ['spring', '2026-03-06', '2026-03-09', [14, 14, 13, 13]],
    ['autumn', '2026-10-30', '2026-11-02', [13, 13, 14, 14]],
  ])('stays at 09:00 by the wall clock over the change in %s', (_, from, until, hours) => {
    const every = datesOf(pattern({ weekdays: ['monday', 'friday', 'saturday', 'sunday'], from, until })).map(
      ({ startsWall }) => resolve(startsWall, TORONTO).instant.slice(11, 13),
    );
    expect(every).toEqual(hours.map(String));
  });

  test.each([
    ['spring', '2026-03-07', 7],
    ['autumn', '2026-10-31', 9],
  ])('makes the night of the change in %s as long as it is', (_, date, hours) => {
    const [night] = datesOf(
      pattern({ weekdays: ['saturday'], starts: '22:00', ends: '06:00', from: date, until: date }),
    );
    if (!night) throw new Error('no night');
    const start = resolve(night.startsWall, TORONTO).instant;
    const end = resolve(night.endsWall, TORONTO, { after: start }).instant;
    expect((Date.parse(end) - Date.parse(start)) / 3_600_000).toBe(hours);
  });

  test.each([
    ['no weekday', { weekdays: [] }, /weekday/],
    ['a time that is none', { starts: '25:00' }, /25:00/],
    ['a date that is none', { until: '2026-02-30' }, /2026-02-30/],
    ['a month that is none', { until: '2026-13-01' }, /2026-13-01/],
    ['an end before its beginning', { until: '2026-03-01' }, /before/],
    ['no such weekday in between', { weekdays: ['sunday'], until: '2026-03-03' }, /None/],
    ['years of shifts', { until: '2036-03-02' }, /at a time/],
    ['a lifetime of shifts', { until: '2096-03-02' }, /at a time/],
  ] as const)('says what is wrong with %s', (_, wrong, why) => {
    expect(patternProblems(pattern(wrong)).join(' ')).toMatch(why);
  });

  test('has nothing to say about a good one', () => expect(patternProblems(pattern())).toEqual([]));

  test('weekdays are read in both languages, whole or cut short', () => {
    expect(['Mon', 'tuesday', 'MER.', 'jeudi', 'ven', 'sam', 'dim'].map(weekdayNamed)).toEqual([
      'monday',
      'tuesday',
      'wednesday',
      'thursday',
      'friday',
      'saturday',
      'sunday',
    ]);
    expect(['m', 'someday', 'ma', ''].map(weekdayNamed)).toEqual([
      undefined,
      undefined,
      'tuesday',
      undefined,
    ]);
  });
});
