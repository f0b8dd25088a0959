import { spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { CannotStart } from './cannotStart';

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface Child {
  readonly pid: number;
  /** Resolves when the process has ended, however it did. */
  readonly exited: Promise<Exit>;
  /** Asks it to end, insists after `graceMs`, resolves when it is gone. */
  stop(graceMs?: number): Promise<Exit>;
  /** Ends it at once, without asking. */
  kill(): void;
}

export interface ChildOptions {
  command: string;
  args: readonly string[];
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** Both output streams are appended here. */
  logFile: string;
  /** Remembers the process across a kill -9 of this one, see {@link endOrphan}. */
  pidFile?: string;
  /** Signal for an orderly end. */
  stopSignal: NodeJS.Signals;
  /** Further options for `setpriv`, for programs that must not run as root. */
  privileges?: readonly string[];
}

/**
 * Waits until a process that was just started is ready, or has ended; in the second case, or when waiting fails, it is
 * stopped.
 * @param ready rejects, or gives up when the signal says so
 */
export async function untilReady(
  name: string,
  child: Child,
  logFile: string,
  ready: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const over = new AbortController();
  const ended = child.exited.then((exit) => {
    throw new CannotStart(
      `${name} ended at once (${exit.signal ?? `exit code ${exit.code}`}). The end of ${logFile}:\n${lastLines(logFile)}`,
    );
  });
  try {
    await Promise.race([ready(over.signal), ended]);
  } catch (error) {
    await child.stop();
    throw error;
  } finally {
    over.abort();
  }
}

let setprivFound: boolean | undefined;

/** True where `setpriv` (util-linux) can tie a child's life to ours and change whom it runs as. */
export function hasSetpriv(): boolean {
  setprivFound ??=
    process.platform === 'linux' && spawnSync('setpriv', ['--pdeathsig', 'KILL', 'true']).status === 0;
  return setprivFound;
}

/**
 * Starts a server of somebody else's. It gets a process group of its own, so that a Ctrl-C in the terminal does not
 * end it before those that need it; and, where the system can do that, it is told to end when this process is gone.
 */
export function startChild(options: ChildOptions): Child {
  mkdirSync(path.dirname(options.logFile), { recursive: true });
  const log = openSync(options.logFile, 'a');
  const tied = hasSetpriv();
  const [command, args] = tied
    ? [
        'setpriv',
        [
          '--pdeathsig',
          options.stopSignal.slice(3),
          ...(options.privileges ?? []),
          '--',
          options.command,
          ...options.args,
        ],
      ]
    : [options.command, [...options.args]];
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: ['ignore', log, log],
    detached: process.platform !== 'win32',
  });
  closeSync(log);
  const exited = new Promise<Exit>((resolve) => {
    child.once('error', () => resolve({ code: 127, signal: null }));
    child.once('exit', (code, signal) => {
      if (options.pidFile) rmSync(options.pidFile, { force: true });
      resolve({ code, signal });
    });
  });
  const pid = child.pid ?? -1;
  if (options.pidFile && pid > 0) writeFileSync(options.pidFile, String(pid));
  return {
    pid,
    exited,
    async stop(graceMs = 10_000) {
      if (pid > 0) child.kill(options.stopSignal);
      const gone = await Promise.race([exited, wait(graceMs, undefined, { ref: false })]);
      if (!gone && pid > 0) child.kill('SIGKILL');
      return exited;
    },
    kill: () => void child.kill('SIGKILL'),
  };
}

/** The command line of a running process, or undefined when there is none with this id. */
export function commandLine(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ').trim() || undefined;
  } catch {
    if (process.platform === 'linux' || process.platform === 'win32') return undefined;
    return (
      spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim() || undefined
    );
  }
}

/**
 * Ends a server that an earlier run started and could not stop because it was killed. A process id alone proves
 * nothing after a restart of the machine, so its command line must contain every mark.
 */
export async function endOrphan(
  pidFile: string,
  marks: readonly string[],
  signal: NodeJS.Signals,
  graceMs = 10_000,
): Promise<boolean> {
  let pid: number;
  try {
    pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10);
  } catch {
    return false;
  }
  const isOurs = (): boolean => {
    const running = pid > 1 ? commandLine(pid) : undefined;
    return running !== undefined && marks.every((mark) => running.includes(mark));
  };
  const found = isOurs();
  if (found) {
    kill(pid, signal);
    const giveUp = Date.now() + graceMs;
    while (isOurs() && Date.now() < giveUp) await wait(50);
    if (isOurs()) kill(pid, 'SIGKILL');
    while (isOurs()) await wait(20);
  }
  rmSync(pidFile, { force: true });
  return found;
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    return;
  }
}

/** The last lines of a log, for a message about why something did not start. */
export function lastLines(file: string, count = 20): string {
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-count).join('\n');
  } catch {
    return '(no log)';
  }
}
