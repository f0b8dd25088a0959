import { spawn } from 'node:child_process';
import path from 'node:path';

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
