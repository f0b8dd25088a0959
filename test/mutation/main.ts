import { readFileSync } from 'node:fs';
import path from 'node:path';
import { runCLI } from 'jest';
import { ROOT } from '../../local/paths';
import { mutantsOf } from './mutants.cjs';

/**
 * `npm run mutation [-- part of a file's name]`: whether the tests of the rules would notice if a rule were another. Each
 * change is made by itself and its tests are run; a change that they let pass is a hole. Fails below {@link GOAL}.
 */
const GOAL = 80;

/** Pure rules, and the tests that must hold them. */
const RULES: readonly { file: string; tests: string[] }[] = [
  { file: 'domain/matching.ts', tests: ['test/domain/matching'] },
  { file: 'domain/figures/suppress.ts', tests: ['test/domain/figures'] },
  { file: 'domain/figures/period.ts', tests: ['test/domain/figures'] },
  { file: 'domain/ladder.ts', tests: ['test/domain/ladder'] },
  { file: 'domain/rota.ts', tests: ['test/domain/rota'] },
  { file: 'domain/shiftPlan.ts', tests: ['test/domain/shiftPlan'] },
];

async function main(only = ''): Promise<void> {
  let [caught, all] = [0, 0];
  for (const { file, tests } of RULES.filter((rule) => rule.file.includes(only))) {
    const target = path.join(ROOT, file);
    const mutants = mutantsOf(readFileSync(target, 'utf8'), target);
    if (!(await pass(tests, '')))
      throw new Error(`${tests.join(', ')} fail as they are; nothing can be learnt.`);
    let here = 0;
    for (const [number, { line, what }] of mutants.entries()) {
      if (!(await pass(tests, `${target}#${number}`))) here += 1;
      else console.log(`${file}:${line} ${what}: no test noticed`);
    }
    console.log(`${file}: ${here} of ${mutants.length} changes noticed`);
    caught += here;
    all += mutants.length;
  }
  const score = all === 0 ? 100 : (100 * caught) / all;
  console.log(`together: ${caught} of ${all}, ${score.toFixed(1)} %`);
  process.exitCode = score < GOAL ? 1 : 0;
}

/** In this very process, because a new one for each change would take longer than its tests. */
async function pass(tests: string[], mutant: string): Promise<boolean> {
  process.env['FULLCIRCLE_MUTANT'] = mutant;
  const { results } = await runCLI(
    {
      _: tests,
      $0: 'jest',
      // Jest remembers what it compiled for as long as its configuration is the same.
      globals: JSON.stringify({ mutant }),
      config: path.join(ROOT, 'jest.mutation.cjs'),
      runInBand: true,
      silent: true,
      reporters: [],
    },
    [ROOT],
  );
  return results.success && results.numTotalTests > 0;
}

main(process.argv[2]).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
