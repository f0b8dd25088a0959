import { bestPairs } from '../../domain/matching';
import { bestByHighs, WEIGHTS, worthOf } from './oracle';
import { bigPool, randomPool } from './pools';

/** `npm run prove:matching [pools]`: so many random pools against HiGHS, and how long a big city's pool takes. */
async function main(pools: number): Promise<void> {
  let different = 0;
  const began = performance.now();
  for (let seed = 1; seed <= pools; seed++) {
    const pool = randomPool(seed);
    const ours = worthOf(
      pool,
      bestPairs(pool.mentees, pool.mentors, { weights: WEIGHTS, blocks: pool.blocks }),
    );
    const best = await bestByHighs(pool);
    if (JSON.stringify(ours) === JSON.stringify(best)) continue;
    different += 1;
    console.log(`pool ${seed}: ours ${JSON.stringify(ours)}, HiGHS ${JSON.stringify(best)}`);
  }
  console.log(
    `${pools - different} of ${pools} random pools are as good as HiGHS finds them (${since(began)} ms)`,
  );
  const big = bigPool(300, 120);
  const start = performance.now();
  const pairs = bestPairs(big.mentees, big.mentors, { weights: WEIGHTS, blocks: big.blocks });
  console.log(`300 mentees and 120 mentors: ${pairs.length} pairs in ${since(start)} ms`);
  process.exitCode = different > 0 ? 1 : 0;
}

function since(start: number): number {
  return Math.round(performance.now() - start);
}

void main(Number(process.argv[2] ?? 1_000));
