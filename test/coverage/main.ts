import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bundleWorkflowCode } from '@temporalio/worker';
import { ROOT } from '../../local/paths';
import type { Counts } from './interceptor';
import { instrument, isCounted } from './instrument.cjs';

/**
 * `npm run coverage [-- jest arguments]`: which branches of `domain` and `workflows` the tests pass, in the tests' own
 * process and in the workflows' sandbox alike. Fails below {@link GOAL}. Without arguments the tests of those two rooms
 * and the stories run.
 */
const GOAL = 95;
const TESTS = ['test/domain', 'test/workflows', 'test/activities', 'test/programs', 'test/e2e'];

async function main(args: string[]): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'fullcircle-coverage-'));
  try {
    const bundle = path.join(folder, 'bundle.cjs');
    writeFileSync(bundle, await bundleWithCounters());
    const counts = path.join(folder, 'counts');
    mkdirSync(counts);
    const code = await runTests(args.length > 0 ? args : TESTS, {
      FULLCIRCLE_COVERAGE: counts,
      FULLCIRCLE_COVERAGE_BUNDLE: bundle,
    });
    const share = report(counts);
    process.exitCode = code !== 0 ? code : share < GOAL ? 1 : 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function bundleWithCounters(): Promise<string> {
  const { code } = await bundleWorkflowCode({
    workflowsPath: path.join(ROOT, 'workflows', 'index.ts'),
    failureConverterPath: path.join(ROOT, 'platform', 'failureConverter.ts'),
    workflowInterceptorModules: [path.join(ROOT, 'test', 'coverage', 'interceptor.ts')],
    logger: { log() {}, trace() {}, debug() {}, info() {}, warn: console.warn, error: console.error },
    webpackConfigHook: (config) => {
      config.module ??= {};
      config.module.rules = [
        ...(config.module.rules ?? []),
        { enforce: 'pre', test: isCounted, use: [path.join(ROOT, 'test', 'coverage', 'loader.cjs')] },
      ];
      return config;
    },
  });
  return code;
}

function runTests(args: string[], env: Record<string, string>): Promise<number> {
  const script = path.join(ROOT, 'scripts', 'run.cjs');
  const child = spawn(
    process.execPath,
    [script, 'scripts/test.ts', '--config', 'jest.coverage.cjs', ...args],
    { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...env } },
  );
  return new Promise((resolve) => child.once('close', (code) => resolve(code ?? 1)));
}

/** Prints every file that is not passed wholly, the worst first. @returns percent of branches over all of them */
function report(folder: string): number {
  const branches = new Map<string, { line: number; passed: number }[]>();
  for (const file of ['domain', 'workflows'].flatMap((room) => filesUnder(path.join(ROOT, room)))) {
    if (!isCounted(file)) continue;
    const { branchMap } = instrument(readFileSync(file, 'utf8'), file).coverage;
    const ways = Object.entries(branchMap).flatMap(([id, branch]) =>
      branch.locations.map((location, way) => ({
        id: `${id}/${way}`,
        line: location.start.line ?? branch.loc.start.line,
        passed: 0,
      })),
    );
    branches.set(file, ways);
  }
  for (const name of readdirSync(folder))
    for (const counts of JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as Counts[])
      for (const [file, { b }] of Object.entries(counts)) {
        const ways = branches.get(file);
        const flat = Object.keys(b).flatMap((id) => b[id]!);
        ways?.forEach((way, index) => (way.passed += flat[index] ?? 0));
      }
  const rows = [...branches].map(([file, ways]) => ({
    file: path.relative(ROOT, file),
    passed: ways.filter(({ passed }) => passed > 0).length,
    of: ways.length,
    missed: ways.filter(({ passed }) => passed === 0).map(({ line }) => line),
  }));
  for (const { file, passed, of, missed } of rows
    .filter((row) => row.passed < row.of)
    .sort((a, b) => b.of - b.passed - (a.of - a.passed)))
    console.log(`${file}: ${passed} of ${of} branches; not on lines ${[...new Set(missed)].join(', ')}`);
  let all = 100;
  for (const room of ['domain', 'workflows', '']) {
    const mine = rows.filter(({ file }) => file.startsWith(room));
    const [passed, of] = [sum(mine.map((row) => row.passed)), sum(mine.map((row) => row.of))];
    all = of === 0 ? 100 : (100 * passed) / of;
    console.log(`${room || 'together'}: ${passed} of ${of} branches, ${all.toFixed(1)} %`);
  }
  return all;
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    return entry.isDirectory() ? filesUnder(file) : [file];
  });
}

const sum = (numbers: number[]): number => numbers.reduce((a, b) => a + b, 0);

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
