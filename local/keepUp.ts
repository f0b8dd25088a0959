import { setTimeout as wait } from 'node:timers/promises';
import type { Child } from './childProcess';
import type { Report } from './report';

/** Ends of a process that had hardly come up; one that had worked for a while is simply started again. */
const EARLY_ENDS_A_MINUTE = 5;
const EARLY_MS = 4_000;
const PAUSE_AFTER_FAILURE_MS = 1000;
const LONG_PAUSE_MS = 30_000;

export interface KeptUp {
  /** Of the process that runs now; another one after a restart. */
  readonly pid: number;
  stop(graceMs?: number): Promise<void>;
  /** Ends it at once, without asking. */
  kill(): void;
}

/**
 * Watches over a process and starts it again when it ends by itself.
 * @param again starts a new one and resolves when that is ready; it ends what it started before it throws
 * @param changed told after every restart: the process id is another one
 */
export function keepUp(
  name: string,
  first: Child,
  again: () => Promise<Child>,
  report: Report,
  changed: () => void = () => undefined,
): KeptUp {
  let child = first;
  const ending = new AbortController();
  const { signal } = ending;
  const pause = (ms: number): Promise<void> =>
    wait(ms, undefined, { signal, ref: false }).catch(() => undefined);

  const watching = (async () => {
    const earlyEnds: number[] = [];
    for (let upSince = Date.now(); ; upSince = Date.now()) {
      const exit = await child.exited;
      if (signal.aborted) return;
      report(`${name} ended (${exit.signal ?? `exit code ${exit.code}`}); starting it again.`);
      let early = Date.now() - upSince < EARLY_MS;
      for (let up = false; !up; early = true) {
        if (early) earlyEnds.push(Date.now());
        if (earlyEnds.filter((at) => at > Date.now() - 60_000).length > EARLY_ENDS_A_MINUTE) {
          report(`${name} keeps ending; the next try is in ${LONG_PAUSE_MS / 1000} s.`);
          await pause(LONG_PAUSE_MS);
        }
        if (signal.aborted) return;
        try {
          child = await again();
          up = true;
        } catch (error) {
          report(error instanceof Error ? error.message : String(error));
          await pause(PAUSE_AFTER_FAILURE_MS);
        }
      }
      if (signal.aborted) {
        await child.stop();
        return;
      }
      report(`${name} is back.`);
      changed();
    }
  })();

  return {
    get pid() {
      return child.pid;
    },
    async stop(graceMs) {
      ending.abort();
      await child.stop(graceMs);
      await watching;
    },
    kill() {
      ending.abort();
      child.kill();
    },
  };
}
