import { spawn } from 'node:child_process';
import path from 'node:path';
import { run } from '../../cli/run';

const BIN = path.resolve(__dirname, '../../bin/fullcircle.cjs');

export interface Ran {
  code: number | null;
  out: string;
  err: string;
  /** Standard output read as JSON. */
  json<T>(): T;
}

/** Runs the real command line in a process of its own, with just these settings. */
export function fullcircle(
  args: string[],
  options: { env?: Record<string, string>; input?: string } = {},
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [BIN, ...args], {
      env: { PATH: process.env['PATH'] ?? '', NO_COLOR: '1', ...options.env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, out, err, json: <T>() => JSON.parse(out) as T }));
    child.stdin.end(options.input ?? '');
  });
}

/** The same without the half second in which a process starts: for what is about commands and not about processes. */
export async function inProcess(args: string[], env: Record<string, string>): Promise<Ran> {
  const before = process.env;
  let out = '';
  let err = '';
  const stdout = jest
    .spyOn(process.stdout, 'write')
    .mockImplementation((chunk) => ((out += chunk.toString()), true));
  const stderr = jest
    .spyOn(process.stderr, 'write')
    .mockImplementation((chunk) => ((err += chunk.toString()), true));
  process.env = { PATH: before['PATH'], NO_COLOR: '1', ...env };
  try {
    const code = await run(args);
    return { code, out, err, json: <T>() => JSON.parse(out) as T };
  } finally {
    process.env = before;
    stdout.mockRestore();
    stderr.mockRestore();
  }
}
