import fc from 'fast-check';
import { as, instant, type Instant, type PersonId, type WallClock, type Zone } from '../../domain/ids';
import {
  changesBetween,
  isWeekday,
  onCallAt,
  stretchEnd,
  stretchesOf,
  weeklySpans,
  type Rota,
  type RotaEntry,
} from '../../domain/rota';
import { resolve } from '../../domain/time';

const TORONTO = 'America/Toronto' as Zone;
const VANCOUVER = 'America/Vancouver' as Zone;
const at = (wall: string, zone = TORONTO): Instant => resolve(wall as WallClock, zone).instant;
const person = (id: string) => as<PersonId>(id);
const NIGHTS = { weekdays: ['friday', 'saturday'], from: '22:00', to: '06:00', zone: TORONTO } as const;

function rota(entries: Partial<RotaEntry>[], more: Partial<Rota> = {}): Rota {
  return {
    entries: entries.map((entry, index) => ({
      id: `e${index}`,
      level: 'first',
      personId: person('ana'),
      ...entry,
    })),
    absences: [],
    overrides: [],
    ...more,
  };
}
const first = (from: Rota, when: Instant, siteId?: string) =>
  onCallAt(from, { level: 'first', siteId: siteId ?? null }, when);

test('an entry without times is always on call; one with times from the first to before the last', () => {
  const always = rota([{}]);
  expect(first(always, at('2026-03-01T00:00'))).toEqual(['ana']);
  const week = rota([{ from: at('2026-03-02T08:00'), until: at('2026-03-09T08:00') }]);
  expect(first(week, at('2026-03-02T07:59'))).toEqual([]);
  expect(first(week, at('2026-03-02T08:00'))).toEqual(['ana']);
  expect(first(week, at('2026-03-09T08:00'))).toEqual([]);
});

test('a night counts for the weekday on which it begins', () => {
  const nights = rota([{ weekly: NIGHTS }]);
  const asked = ['2026-03-06T21:59', '2026-03-06T22:00', '2026-03-07T05:59', '2026-03-07T06:00'];
  expect(asked.map((wall) => first(nights, at(wall)).length)).toEqual([0, 1, 1, 0]);
  // Saturday night is over on Sunday morning; Sunday has none of its own.
  expect(first(nights, at('2026-03-08T05:59'))).toEqual(['ana']);
  expect(first(nights, at('2026-03-08T22:30'))).toEqual([]);
});

test.each([
  ['spring', '2026-03-07T22:00', '2026-03-08T06:00', 7],
  ['autumn', '2026-10-31T22:00', '2026-11-01T06:00', 9],
])('the night of the %s change is as long as the clocks make it', (_, from, to, hours) => {
  const nights = rota([{ weekly: NIGHTS }]);
  const [stretch, after] = stretchesOf(nights, { level: 'first' }, at(from), at('2027-01-01T00:00'));
  expect(stretch).toEqual({ from: at(from), until: at(to), people: ['ana'] });
  expect((Date.parse(at(to)) - Date.parse(at(from))) / 3_600_000).toBe(hours);
  expect(after?.people).toEqual([]);
});

test('where clocks stopped changing the same night has eight hours', () => {
  const weekly = { ...NIGHTS, zone: VANCOUVER };
  const [stretch] = stretchesOf(
    rota([{ weekly }]),
    { level: 'first' },
    at('2026-10-31T22:00', VANCOUVER),
    at('2026-11-02T00:00', VANCOUVER),
  );
  expect(Date.parse(stretch?.until ?? '') - Date.parse(stretch?.from ?? '')).toBe(8 * 3_600_000);
});

test('two who follow each other leave no gap, on the nights of the changes either', () => {
  const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
  const both = rota([
    { weekly: { weekdays: days, from: '01:30', to: '13:00', zone: TORONTO } },
    { personId: person('ben'), weekly: { weekdays: days, from: '13:00', to: '01:30', zone: TORONTO } },
  ]);
  for (const day of ['2026-03-07', '2026-10-31']) {
    const all = stretchesOf(
      both,
      { level: 'first' },
      at(`${day}T12:00`),
      instant(Date.parse(`${day}T12:00Z`) + 3 * 86_400_000),
    );
    expect(all.every(({ people }) => people.length > 0)).toBe(true);
  }
});

test('whoever is away is not on call, whatever the entries say, and their swapped stretch is', () => {
  const away = { personId: person('ana'), from: at('2026-03-02T00:00'), until: at('2026-03-04T00:00') };
  expect(first(rota([{}], { absences: [away] }), at('2026-03-03T12:00'))).toEqual([]);
  expect(first(rota([{}], { absences: [away] }), at('2026-03-04T00:00'))).toEqual(['ana']);
  const swapped = rota([{}], {
    absences: [away],
    overrides: [{ level: 'first', fromPersonId: person('ana'), toPersonId: person('ben') }],
  });
  expect(first(swapped, at('2026-03-03T12:00'))).toEqual(['ben']);
});

test('on a holiday of the place the weekly entries rest, and the others stand', () => {
  const holiday = { from: at('2026-03-06T00:00'), until: at('2026-03-08T00:00') };
  const both = rota([{ weekly: NIGHTS }, { personId: person('cho') }], { absences: [holiday] });
  expect(first(both, at('2026-03-06T23:00'))).toEqual(['cho']);
  expect(first(both, at('2026-03-13T23:00'))).toEqual(['ana', 'cho']);
});

test('of swaps the later sees what the earlier did: taken and given back is as before', () => {
  const swap = (from: string, to: string) => ({
    level: 'first',
    fromPersonId: person(from),
    toPersonId: person(to),
  });
  const noon = at('2026-03-03T12:00');
  expect(first(rota([{}], { overrides: [swap('ana', 'ben'), swap('ben', 'cho')] }), noon)).toEqual(['cho']);
  expect(first(rota([{}], { overrides: [swap('ana', 'ben'), swap('ben', 'ana')] }), noon)).toEqual(['ana']);
});

test('a swap concerns whoever is named in it, at its level and site and in its time', () => {
  const noon = at('2026-03-03T12:00');
  const swap = { level: 'first', fromPersonId: person('ana'), toPersonId: person('ben') };
  const withSwap = (more: object, siteId?: string) =>
    first(rota([{}, { personId: person('cho') }], { overrides: [{ ...swap, ...more }] }), noon, siteId);
  expect(withSwap({})).toEqual(['ben', 'cho']);
  expect(withSwap({ level: 'second' })).toEqual(['ana', 'cho']);
  expect(withSwap({ siteId: 'north' })).toEqual(['ana', 'cho']);
  expect(withSwap({ siteId: 'north' }, 'north')).toEqual(['ben', 'cho']);
  expect(withSwap({ from: at('2026-03-03T12:01') })).toEqual(['ana', 'cho']);
  expect(withSwap({ until: noon })).toEqual(['ana', 'cho']);
});

test('an absence from one site is none from another', () => {
  const away = {
    personId: person('ana'),
    siteId: 'north',
    from: at('2026-03-02T00:00'),
    until: at('2026-03-09T00:00'),
  };
  const noon = at('2026-03-03T12:00');
  expect(first(rota([{}], { absences: [away] }), noon, 'north')).toEqual([]);
  expect(first(rota([{}], { absences: [away] }), noon, 'south')).toEqual(['ana']);
});

test('who is on call is looked at anew where something of that level and site begins or ends, and nowhere else', () => {
  const span = (from: string, until: string) => ({
    from: at(`2026-03-${from}`),
    until: at(`2026-03-${until}`),
  });
  const swap = { fromPersonId: person('ana'), toPersonId: person('ben') };
  const full = rota(
    [
      { weekly: NIGHTS },
      span('09T01:00', '09T02:00'),
      { level: 'second', ...span('09T03:00', '09T04:00') },
      { siteId: 'south', ...span('09T05:00', '09T06:00') },
    ],
    {
      absences: [span('09T07:00', '09T08:00'), { siteId: 'south', ...span('09T09:00', '09T10:00') }],
      overrides: [
        { level: 'first', ...swap, ...span('09T11:00', '09T12:00') },
        { level: 'second', ...swap, ...span('09T13:00', '09T14:00') },
        { level: 'first', siteId: 'south', ...swap, ...span('09T15:00', '09T16:00') },
      ],
    },
  );
  const changes = (from: string, until: string, siteId?: string) =>
    changesBetween(full, { level: 'first', siteId }, at(`2026-03-${from}`), at(`2026-03-${until}`));
  const days = (...walls: string[]) => walls.map((wall) => at(`2026-03-${wall}`));
  expect(changes('08T12:00', '10T00:00', 'north')).toEqual(
    days('08T12:00', '09T01:00', '09T02:00', '09T07:00', '09T08:00', '09T11:00', '09T12:00'),
  );
  expect(changes('09T04:30', '09T05:30', 'south')).toEqual(days('09T04:30', '09T05:00'));
  // The beginning is there once, and the end is not part of it.
  expect(changes('06T22:00', '07T06:00')).toEqual(days('06T22:00'));
  expect(changes('06T21:00', '07T06:01')).toEqual(days('06T21:00', '06T22:00', '07T06:00'));
});

test('a change that changes nobody makes no new stretch', () => {
  const twice = rota([{}, { from: at('2026-03-02T08:00'), until: at('2026-03-03T08:00') }]);
  const [from, until] = [at('2026-03-01T00:00'), at('2026-03-09T00:00')];
  expect(stretchesOf(twice, { level: 'first' }, from, until)).toEqual([{ from, until, people: ['ana'] }]);
});

describe('the nights of a weekly entry', () => {
  const spans = (from: string, until: string, weekly: RotaEntry['weekly'] = NIGHTS) =>
    weeklySpans(weekly, at(`2026-03-${from}`), at(`2026-03-${until}`)).map((span) => [span.from, span.until]);
  const friday = [at('2026-03-06T22:00'), at('2026-03-07T06:00')];
  const saturday = [at('2026-03-07T22:00'), at('2026-03-08T06:00')];

  test('are those that touch the period, whole', () => {
    expect(spans('07T05:00', '07T23:00')).toEqual([friday, saturday]);
    expect(spans('01T12:00', '08T12:00')).toEqual([friday, saturday]);
    expect(spans('07T06:00', '07T22:00')).toEqual([]);
    expect(spans('07T05:59', '07T06:00')).toEqual([friday]);
    expect(spans('07T22:00', '07T22:01')).toEqual([saturday]);
  });

  test('last a day where they end at the time at which they begin', () => {
    const day = { weekdays: ['friday'], from: '08:00', to: '08:00', zone: TORONTO } as const;
    expect(spans('01T12:00', '07T12:00', day)).toEqual([[at('2026-03-06T08:00'), at('2026-03-07T08:00')]]);
    const morning = { ...day, to: '08:30' };
    expect(spans('01T12:00', '07T12:00', morning)).toEqual([
      [at('2026-03-06T08:00'), at('2026-03-06T08:30')],
    ]);
  });

  test('are found in zones far from Greenwich', () => {
    const zone = 'Pacific/Auckland' as Zone;
    const early = { weekdays: ['friday'], from: '00:30', to: '01:00', zone } as const;
    const begins = at('2026-03-06T00:30', zone);
    expect(weeklySpans(early, begins, instant(Date.parse(begins) + 1))).toHaveLength(1);
  });
});

test('a weekday is one of seven words', () => {
  expect(['monday', 'sunday', 'Monday', 'mon', ''].map(isWeekday)).toEqual([true, true, false, false, false]);
});

test('a site’s own people go before the program’s, another site’s do not count', () => {
  const mixed = rota([
    {},
    { personId: person('ben'), siteId: 'north' },
    { personId: person('cho'), siteId: 'south' },
  ]);
  expect(first(mixed, at('2026-03-03T12:00'), 'north')).toEqual(['ben', 'ana']);
  expect(first(mixed, at('2026-03-03T12:00'))).toEqual(['ana']);
});

test('where somebody’s stretch ends is found, and an endless one has no end', () => {
  const nights = rota([{ weekly: NIGHTS }, { personId: person('cho') }]);
  expect(stretchEnd(nights, { level: 'first' }, person('ana'), at('2026-03-06T23:00'))).toBe(
    at('2026-03-07T06:00'),
  );
  expect(stretchEnd(nights, { level: 'first' }, person('cho'), at('2026-03-06T23:00'))).toBeUndefined();
  // It is looked for two weeks ahead.
  const until = (wall: string) =>
    stretchEnd(rota([{ until: at(wall) }]), { level: 'first' }, person('ana'), at('2026-04-01T12:00'));
  expect(until('2026-04-15T11:59')).toBe(at('2026-04-15T11:59'));
  expect(until('2026-04-15T12:00')).toBeUndefined();
});

test('stretches always agree with the moment, and fill the time without gaps', () => {
  const minutes = fc.integer({ min: 0, max: 20 * 1_440 });
  const begin = Date.parse(at('2026-03-01T00:00'));
  const moment = (m: number) => instant(begin + m * 60_000);
  const days = fc.subarray(['monday', 'wednesday', 'saturday', 'sunday'] as const, { minLength: 1 });
  const time = fc.constantFrom('00:00', '01:30', '02:30', '08:00', '22:00');
  const entry = fc.record({
    personId: fc.constantFrom('ana', 'ben').map(person),
    span: fc.option(fc.tuple(minutes, minutes), { nil: undefined }),
    weekly: fc.option(fc.record({ weekdays: days, from: time, to: time }), { nil: undefined }),
  });
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 4 }), minutes, (made, m) => {
      const made2 = made.map(({ personId, span, weekly }) => ({
        personId,
        ...(span ? { from: moment(Math.min(...span)), until: moment(Math.max(...span)) } : {}),
        ...(weekly ? { weekly: { ...weekly, zone: TORONTO } } : {}),
      }));
      const all = stretchesOf(rota(made2), { level: 'first' }, moment(0), moment(20 * 1_440 + 1));
      all.slice(1).forEach((one, index) => expect(one.from).toBe(all[index]?.until));
      const here = all.find(({ from, until }) => from <= moment(m) && moment(m) < until);
      expect(here?.people).toEqual(first(rota(made2), moment(m)));
    }),
    { numRuns: 60 },
  );
});
