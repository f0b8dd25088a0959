import { afterAnswer, afterMiss, afterOk, interval, isForStaff, type Rhythm } from '../../domain/cadence';
import type { Duration } from '../../domain/ids';

const cadences = ['P7D', 'P14D', 'P28D'] as Duration[];
const policy = { cadences, steadyAfter: 2, missesBeforeStaffTask: 2 };
const rhythm = (cadence: number, steady = 0, missed = 0): Rhythm => ({ cadence, steady, missed });

test('two answers in a row thin the rhythm out, one does not', () => {
  const once = afterOk(rhythm(0), policy);
  expect(once).toEqual(rhythm(0, 1));
  expect(afterOk(once, policy)).toEqual(rhythm(1, 0));
});

test('it thins out step by step, to the thinnest there is', () => {
  expect(afterOk(rhythm(1, 1), policy)).toEqual(rhythm(2, 0));
});

test('the thinnest rhythm stays, however often all is well', () => {
  expect(afterOk(rhythm(2, 1), policy)).toEqual(rhythm(2, 2));
  expect(afterOk(rhythm(2, 2), policy)).toEqual(rhythm(2, 3));
});

test('an answer ends the silence, whatever it is', () => {
  expect(afterOk(rhythm(0, 0, 3), policy)).toEqual(rhythm(0, 1, 0));
  expect(afterOk(rhythm(0, 1, 3), policy)).toEqual(rhythm(1, 0, 0));
  expect(afterAnswer(rhythm(0, 1, 3), 'ok', policy)).toEqual(rhythm(1, 0, 0));
  expect(afterAnswer(rhythm(0, 1, 3), 'not-ok', policy)).toEqual(rhythm(0, 0, 0));
  expect(afterAnswer(rhythm(1, 1, 3), 'not-now', policy)).toEqual(rhythm(1, 1, 0));
});

test('"not ok" is asked after sooner, and begins the count anew', () => {
  expect(afterAnswer(rhythm(2, 1), 'not-ok', policy)).toEqual(rhythm(1, 0));
  expect(afterAnswer(rhythm(0, 1), 'not-ok', policy)).toEqual(rhythm(0, 0));
});

test('a miss thickens the rhythm and counts; it never goes below the densest', () => {
  expect(afterMiss(rhythm(2, 1))).toEqual(rhythm(1, 0, 1));
  expect(afterMiss(rhythm(0, 1, 1))).toEqual(rhythm(0, 0, 2));
});

test('every second miss in a row is one for a human; none is none', () => {
  const told = [0, 1, 2, 3, 4].filter((missed) => isForStaff({ missed }, policy));
  expect(told).toEqual([2, 4]);
  const everyOne = { ...policy, missesBeforeStaffTask: 1 };
  expect([0, 1, 2].filter((missed) => isForStaff({ missed }, everyOne))).toEqual([1, 2]);
});

test('a transition that is near makes the time shorter, never longer', () => {
  expect(interval(rhythm(1), policy)).toBe('P14D');
  expect(interval(rhythm(1), policy, 'P3D' as Duration)).toBe('P3D');
  expect(interval(rhythm(0), policy, 'P10D' as Duration)).toBe('P7D');
  expect(interval(rhythm(0), policy, 'P7D' as Duration)).toBe('P7D');
});

test('a program that has shortened its list is asked in its last rhythm; one without a list daily', () => {
  expect(interval(rhythm(9), policy)).toBe('P28D');
  expect(interval(rhythm(0), { cadences: [] })).toBe('P1D');
});
