import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CannotStart } from '../local/cannotStart';
import { ROOT } from '../local/paths';
import { HOW_TO_GET_CHROMIUM } from '../test/setup/chromium';
import { prepareTests, type Prepared } from '../test/setup/prepare';

interface Results {
  numPassedTests: number;
  numFailedTests: number;
  /** Files that could not be run at all: each counts as a failure. */
  numRuntimeErrorTestSuites: number;
}

/** `npm test [-- jest arguments]`: brings up what the tests need, runs them, and says how many passed and failed. */
async function main(args: string[]): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'fullcircle-results-'));
  const resultsFile = path.join(folder, 'results.json');
  let prepared: Prepared | undefined;
  let results: Results = { numPassedTests: 0, numFailedTests: 0, numRuntimeErrorTestSuites: 1 };
  let code = 1;
  try {
    console.log('Preparing the tests …');
    prepared = await prepareTests((line) => console.log(line));
    if (!prepared.env['FULLCIRCLE_CHROMIUM']) console.log(HOW_TO_GET_CHROMIUM);
    code = await runJest(args, resultsFile, prepared.env);
    if (existsSync(resultsFile)) results = JSON.parse(readFileSync(resultsFile, 'utf8')) as Results;
  } catch (error) {
    console.error(error instanceof CannotStart ? error.message : error);
  } finally {
    await prepared?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
  process.exitCode = failed > 0 ? code || 1 : code;
  console.log(`${results.numPassedTests} passed, ${failed} failed`);
}

function runJest(args: string[], resultsFile: string, env: Record<string, string>): Promise<number> {
  const jest = path.join(path.dirname(require.resolve('jest/package.json')), 'bin', 'jest.js');
  const child = spawn(process.execPath, [jest, '--json', `--outputFile=${resultsFile}`, ...args], {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  // A Ctrl-C in the terminal reaches jest by itself; anybody else signals only this process.
  const pass = (): void => void child.kill('SIGTERM');
  const wait = (): void => undefined;
  process.on('SIGTERM', pass);
  process.on('SIGINT', wait);
  return new Promise((resolve) => {
    child.once('close', (code) => {
      process.off('SIGTERM', pass);
      process.off('SIGINT', wait);
      resolve(code ?? 1);
    });
  });
}

void main(process.argv.slice(2));
