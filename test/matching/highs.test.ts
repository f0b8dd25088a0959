import { bestPairs } from '../../domain/matching';
import { bestByHighs, WEIGHTS, worthOf } from './oracle';
import { bigPool, randomPool } from './pools';

describe('against HiGHS, a solver that knows nothing of ours', () => {
  test('two hundred random pools are assigned as well as can be', async () => {
    for (let seed = 1; seed <= 200; seed++) {
      const pool = randomPool(seed);
      const pairs = bestPairs(pool.mentees, pool.mentors, { weights: WEIGHTS, blocks: pool.blocks });
      expect([seed, worthOf(pool, pairs)]).toEqual([seed, await bestByHighs(pool)]);
    }
  });

  test('three hundred mentees and a hundred and twenty mentors take a moment, twice the same', () => {
    const { mentees, mentors, blocks } = bigPool(300, 120);
    const pairs = bestPairs(mentees, mentors, { weights: WEIGHTS, blocks });
    expect(pairs).toHaveLength(300);
    expect(bestPairs([...mentees].reverse(), mentors, { weights: WEIGHTS, blocks })).toEqual(pairs);
    // The work grows with the third power of the pool. Held against a third of it, so that a slow machine is no fault.
    const ratio = costOf(bigPool(300, 120)) / Math.max(costOf(bigPool(100, 40)), 5);
    expect(ratio).toBeLessThan(60);
  });
});

/** Milliseconds of processor time, of three times the shortest: the first counts the compiler's work as well. */
function costOf({ mentees, mentors, blocks }: ReturnType<typeof bigPool>): number {
  const times = [1, 2, 3].map(() => {
    const began = process.cpuUsage();
    bestPairs(mentees, mentors, { weights: WEIGHTS, blocks });
    const { user, system } = process.cpuUsage(began);
    return (user + system) / 1_000;
  });
  return Math.min(...times);
}
