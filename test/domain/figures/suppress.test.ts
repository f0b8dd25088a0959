import fc from 'fast-check';
import { suppress, sumShown, type Line } from '../../../domain/figures/suppress';

const THRESHOLD = 5;

/** What a reader can work out: every hidden cell with the smallest and the largest number that it can have. */
function workOut({ cells, total }: Line): { low: number; high: number }[] {
  const hidden = cells.filter((cell) => cell === null).length;
  const shown = cells.reduce<number>((sum, cell) => sum + (cell ?? 0), 0);
  const rest = total === null ? Infinity : total - shown;
  return cells
    .filter((cell) => cell === null)
    .map(() => ({ low: hidden === 1 && total !== null ? rest : 0, high: rest }));
}

const counts = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 6 });

test('no number of fewer people than the threshold is shown, and none can be worked out from the total', () => {
  fc.assert(
    fc.property(counts, (cells) => {
      const line = suppress(cells, THRESHOLD);
      line.cells.forEach((shown, index) => {
        if (shown === null) return;
        expect(shown).toBe(cells[index]);
        expect(shown === 0 || shown >= THRESHOLD).toBe(true);
      });
      for (const { low, high } of workOut(line)) expect(high - low).toBeGreaterThanOrEqual(THRESHOLD);
    }),
    { numRuns: 2_000 },
  );
});

test('subtracting quarters from the year gives nothing that the quarters do not show', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5 }).chain((groups) =>
        fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: groups, maxLength: groups }), {
          minLength: 4,
          maxLength: 4,
        }),
      ),
      (quarters) => {
        const shown = quarters.map((cells) => suppress(cells, THRESHOLD));
        const groups = quarters[0]!.length;
        for (let group = 0; group < groups; group++) {
          const parts = shown.map(({ cells }) => cells[group]!);
          // The year's number is known only to somebody who knows all its quarters anyway.
          expect(sumShown(parts) === null).toBe(parts.some((part) => part === null));
        }
        const year = sumShown(shown.map(({ total }) => total));
        if (year !== null) expect(year).toBe(quarters.flat().reduce((a, b) => a + b, 0));
      },
    ),
  );
});

test('what is large enough is shown, and nobody is shown as nobody', () => {
  expect(suppress([5, 0, 12], THRESHOLD)).toEqual({ cells: [5, 0, 12], total: 17 });
});

test('one small cell takes the next smallest with it, so that the total does not give it away', () => {
  expect(suppress([3, 20, 7], THRESHOLD)).toEqual({ cells: [null, 20, null], total: 30 });
  expect(suppress([1, 1, 20], THRESHOLD)).toEqual({ cells: [null, null, null], total: 22 });
});

test('where everybody together are too few, or there is one group only, the total goes too', () => {
  expect(suppress([2, 0], THRESHOLD)).toEqual({ cells: [null, null], total: null });
  expect(suppress([3], THRESHOLD)).toEqual({ cells: [null], total: null });
});

test('no more is withheld than it takes', () => {
  // Nobody is hidden by an empty cell; of two as large the first goes.
  expect(suppress([1, 0, 8], THRESHOLD)).toEqual({ cells: [null, 0, null], total: 9 });
  expect(suppress([1, 8, 8], THRESHOLD)).toEqual({ cells: [null, null, 8], total: 17 });
  // Two that come to the threshold together hide each other.
  expect(suppress([2, 3, 20], THRESHOLD)).toEqual({ cells: [null, null, 20], total: 25 });
});
