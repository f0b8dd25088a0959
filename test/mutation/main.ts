import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../local/paths';
import { EQUIVALENT } from './equivalent';
import { mutantsOf } from './mutants.cjs';
import { RULES } from './rules';
import { Runner } from './runner';

/**
 * `npm run mutation [-- part of a file's name]`: whether the tests of the rules would notice if a rule were another. Each
 * change is made by itself and its tests are run; a change that they let pass is a hole. Fails where a file is below
 * {@link GOAL}.
 */
const GOAL = 80;

interface Score {
  caught: number;
  all: number;
}

async function main(only = ''): Promise<void> {
  const runner = new Runner();
  const scores = new Map<string, Score>();
  try {
    for (const { file, tests } of RULES.filter((rule) => rule.file.includes(only)))
      scores.set(file, await scoreOf(runner, file, tests));
  } finally {
    runner.end();
  }
  console.log('');
  for (const [file, score] of scores) console.log(`${file}: ${inWords(score)}`);
  const each = [...scores.values()];
  console.log(
    `together: ${inWords({ caught: sum(each.map(({ caught }) => caught)), all: sum(each.map(({ all }) => all)) })}`,
  );
  process.exitCode = each.length === 0 || each.some((score) => percent(score) < GOAL) ? 1 : 0;
}

async function scoreOf(runner: Runner, file: string, tests: readonly string[]): Promise<Score> {
  const target = path.join(ROOT, file);
  if (!(await runner.pass(tests)))
    throw new Error(`${tests.join(', ')} fail as they are; nothing can be learnt.`);
  const score = { caught: 0, all: 0 };
  const equivalent = new Set(Object.keys(EQUIVALENT[file] ?? {}));
  for (const [number, { code, line, what }] of mutantsOf(readFileSync(target, 'utf8'), target).entries()) {
    const noticed = !(await runner.pass(tests, { target, number }));
    if (equivalent.delete(code)) {
      if (noticed) throw new Error(`${file}:${line} ${what}: is no equivalent, a test notices it`);
      continue;
    }
    score.all += 1;
    if (noticed) score.caught += 1;
    else console.log(`${file}:${line} ${what}: no test noticed`);
  }
  if (equivalent.size > 0)
    throw new Error(`${file} has no such line any more: ${[...equivalent].join('; ')}`);
  return score;
}

function inWords(score: Score): string {
  return `${score.caught} of ${score.all} changes noticed, ${percent(score).toFixed(1)} %`;
}

function percent({ caught, all }: Score): number {
  return all === 0 ? 100 : (100 * caught) / all;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}

main(process.argv[2]).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
