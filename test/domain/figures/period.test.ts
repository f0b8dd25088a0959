import { dayAfter, daysOfPeriod, fiscalYearOf } from '../../../domain/figures/period';

test.each([
  ['2026-03', 4, '2026-03-01', '2026-04-01'],
  ['2026-12', 4, '2026-12-01', '2027-01-01'],
  ['2026-Q1', 4, '2026-04-01', '2026-07-01'],
  ['2026-Q4', 4, '2027-01-01', '2027-04-01'],
  ['2026-q2', 1, '2026-04-01', '2026-07-01'],
  ['2026', 4, '2026-04-01', '2027-04-01'],
  ['2026', 1, '2026-01-01', '2027-01-01'],
])('%s of a fiscal year from month %i is %s until before %s', (name, first, from, until) => {
  expect(daysOfPeriod(name, first)).toEqual({ from, until });
});

test.each(['2026-13', '2026-00', '2026-Q5', 'spring', '', '26', '2026-3'])('"%s" is no period', (name) => {
  expect(daysOfPeriod(name, 4)).toBeUndefined();
});

test('a day before the first month belongs to the year before', () => {
  expect(fiscalYearOf('2026-03-31', 4)).toBe('2025');
  expect(fiscalYearOf('2026-04-01', 4)).toBe('2026');
  expect(dayAfter('2026-12-31')).toBe('2027-01-01');
});
