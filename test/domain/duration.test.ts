import { between, isDuration, millis, plus } from '../../domain/duration';
import type { Duration, Instant } from '../../domain/ids';

const at = '2026-03-01T12:00:00.000Z' as Instant;

test.each([
  ['P1W', 7 * 86_400_000],
  ['P1DT1H', 25 * 3_600_000],
  ['PT1M30S', 90_000],
  ['-PT10M', -600_000],
  ['PT0S', 0],
])('%s is %i milliseconds', (text, ms) => {
  expect(isDuration(text)).toBe(true);
  expect(millis(text as Duration)).toBe(ms);
});

test.each(['', 'P', 'PT', '-P', '1 day', 'P1Y', 'P1.5D', 'p1d'])('"%s" is no duration', (text) => {
  expect(isDuration(text)).toBe(false);
  expect(() => millis(text as Duration)).toThrow(RangeError);
});

test('an instant is moved by a duration or by milliseconds, and the way between two is measured', () => {
  expect(plus(at, 'PT1H' as Duration)).toBe('2026-03-01T13:00:00.000Z');
  expect(plus(at, -1_000)).toBe('2026-03-01T11:59:59.000Z');
  expect(between(at, plus(at, 5))).toBe(5);
  expect(between(plus(at, 5), at)).toBe(-5);
});
