import { amountOf, weekOfDay } from '../../domain/compensation';
import { progressOf } from '../../domain/goalProgress';

describe('what a record of work comes to', () => {
  test.each([
    [{ amount: 20.5, per: 'hour' }, 100, 3_417],
    [{ amount: 20, per: 'hour' }, 0, 0],
    [{ amount: 75.1, per: 'shift' }, 480, 7_510],
    [{ amount: 75.1, per: 'shift' }, 15, 7_510],
  ])('%j for %d minutes, to the cent', (rate, minutes, cents) => {
    expect(amountOf(rate, minutes)).toBe(cents);
  });

  test('nothing is made up where nothing is agreed by the hour or the shift', () => {
    expect(amountOf(undefined, 60)).toBeNull();
    expect(amountOf({ amount: 500, per: 'month' }, 60)).toBeNull();
  });

  test.each([
    ['2026-03-02', '2026-03-02', '2026-03-08'],
    ['2026-03-08', '2026-03-02', '2026-03-08'],
    ['2026-01-01', '2025-12-29', '2026-01-04'],
    ['2026-11-01', '2026-10-26', '2026-11-01'],
  ])('%s counts for the week from %s to %s', (day, from, until) => {
    expect(weekOfDay(day)).toEqual({ from, until });
  });
});

test('a goal is as far as its steps; without steps its owner says how far', () => {
  expect(progressOf([])).toBeUndefined();
  expect(progressOf([false, false])).toBe(0);
  expect(progressOf([true, false, false])).toBe(33);
  expect(progressOf([true, true])).toBe(100);
});
