import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

// oxlint-disable-next-line typescript/no-require-imports -- it is plain JavaScript, so that it runs before anything is installed
const bootstrap = require('../../scripts/bootstrap.cjs') as {
  checkNode(version?: string): void;
  checkPlatform(report?: { header: { glibcVersionRuntime?: string } }): void;
  whyNpmFailed(output: string, code: number): string;
};

const RUN = path.resolve(__dirname, '../../scripts/run.cjs');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'fullcircle-bootstrap-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function run(
  script: string,
  ...args: string[]
): { child: ChildProcess; output: () => string; exit: Promise<unknown> } {
  const file = path.join(folder, 'script.ts');
  writeFileSync(file, script);
  const child = spawn(process.execPath, [RUN, file, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return {
    child,
    output: () => text,
    exit: new Promise((resolve) => child.once('close', (code) => resolve(code))),
  };
}

test('Whoever has an old Node is told which one is needed', () => {
  expect(() => bootstrap.checkNode('18.19.1')).toThrow(/20\.20\.0 or newer; this is 18\.19\.1/);
  expect(() => bootstrap.checkNode('20.19.9')).toThrow();
  expect(() => bootstrap.checkNode('20.20.0')).not.toThrow();
  expect(() => bootstrap.checkNode('24.1.0')).not.toThrow();
});

test('Whoever has musl is told that the worker has no build for it', () => {
  if (process.platform !== 'linux') return;
  expect(() => bootstrap.checkPlatform({ header: {} })).toThrow(/musl/);
});

test.each([
  ['npm error code ENOTFOUND', /registry cannot be reached/],
  ['npm error ENOSPC: no space left on device', /disk is full/],
  ['npm error code EACCES', /may not write/],
  ['npm error something else', /exit code 7/],
])('A failed install is explained: %s', (output, words) => {
  expect(bootstrap.whyNpmFailed(output, 7)).toMatch(words);
});

test('The arguments reach the script and its exit code reaches the caller', async () => {
  const { exit, output } = run(
    'console.log(process.argv.slice(2).join()); process.exitCode = 7;',
    'a',
    '--b',
  );
  expect(await exit).toBe(7);
  expect(output()).toBe('a,--b\n');
});

test('A Ctrl-C that arrives twice, from the terminal and from npm, is one to the script', async () => {
  const { child, exit, output } = run(`
    let times = 0;
    process.on('SIGINT', () => { if (times++ === 0) setTimeout(() => { console.log('times', times); process.exit(0); }, 300); });
    console.log('up'); setInterval(() => undefined, 1000);`);
  await new Promise<void>((resolve) => child.stdout?.once('data', () => resolve()));
  child.kill('SIGINT');
  child.kill('SIGINT');
  await new Promise((resolve) => setTimeout(resolve, 50));
  child.kill('SIGINT');
  expect(await exit).toBe(0);
  expect(output()).toContain('times 1');
});
