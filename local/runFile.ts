import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** What runs on a data folder: for the command line's defaults, and for tests that kill parts of it. */
export interface RunFile {
  /** Where the console is. */
  url: string;
  /** Process ids; parts that somebody else runs have none. */
  pids: { start: number; web?: number; worker?: number; temporal?: number; postgres?: number };
  temporal: { address: string; ui?: string };
  /** Settings that make any other process part of this run: addresses, and the secrets that go with them. */
  env: Record<string, string>;
}

/** Written at once as a whole, readable by its owner only. */
export function writeRunFile(dataDir: string, run: RunFile): void {
  const file = runFilePath(dataDir);
  writeFileSync(`${file}.new`, `${JSON.stringify(run, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

export function removeRunFile(dataDir: string): void {
  rmSync(runFilePath(dataDir), { force: true });
}

/** Undefined when nothing runs on this folder; after a kill -9 it is what ran last. */
export function readRunFile(dataDir: string): RunFile | undefined {
  try {
    return JSON.parse(readFileSync(runFilePath(dataDir), 'utf8')) as RunFile;
  } catch {
    return undefined;
  }
}

function runFilePath(dataDir: string): string {
  return path.join(dataDir, 'run.json');
}
