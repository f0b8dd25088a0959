import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CannotStart } from './cannotStart';
import { commandLine } from './childProcess';

/** What the command line of everybody who may hold the lock contains. */
const MARK = 'local/';

/**
 * One instance a data folder: two would fight over the same files. The lock of a process that was killed is taken over.
 * @returns a function that gives it back
 * @throws CannotStart naming the process that has it
 */
export function lockDataDir(dataDir: string): () => void {
  const file = path.join(dataDir, 'lock');
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const holder = Number.parseInt(readIfThere(file), 10);
      if (holder > 0 && holder !== process.pid && commandLine(holder)?.includes(MARK))
        throw new CannotStart(
          `Full Circle is already running on ${dataDir} (process ${holder}). Stop it first, or choose another folder with --data-dir.`,
        );
      rmSync(file, { force: true });
    }
  }
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
