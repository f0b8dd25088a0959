import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { CannotStart } from './cannotStart';
import { endOrphan, lastLines, startChild, untilReady, type Child } from './childProcess';
import { keepUp, type KeptUp } from './keepUp';
import { ROOT } from './paths';
import type { Report } from './report';

/** A cold start on a slow machine; what ends meanwhile is seen at once. */
const READY_WITHIN_MS = 180_000;
/** Longer than the worker's own grace time, in which a send in flight is finished and recorded. */
export const GRACE_MS = 30_000;

export interface AppProcessOptions {
  name: string;
  /** File of ours, from the checkout. */
  file: string;
  dataDir: string;
  env: Record<string, string>;
  /** Answers as soon as the process is up, whatever it says about those that it needs. */
  healthUrl: string;
  report: Report;
  changed: () => void;
}

/** What a process of ours leaves in the data folder, and what marks it as this folder's. */
function traces(
  source: string,
  dataDir: string,
): { file: string; logFile: string; pidFile: string; mark: string } {
  const slug = path.basename(path.dirname(source));
  return {
    file: path.join(ROOT, source),
    logFile: path.join(dataDir, 'log', `${slug}.log`),
    pidFile: path.join(dataDir, `${slug}.pid`),
    // Says whose process this is, to a later run that finds it orphaned; the program itself does not read it.
    mark: `--data-dir=${dataDir}`,
  };
}

/** Ends a process of ours that a killed run left behind; it may still hold its port. */
export async function endLeftOver(source: string, dataDir: string, report: Report): Promise<void> {
  const { file, pidFile, mark } = traces(source, dataDir);
  if (await endOrphan(pidFile, [file, mark], 'SIGTERM', 5000))
    report(`Ended ${source} of a run that was killed.`);
}

/**
 * Runs a process of ours beside this one and starts it again when it ends by itself, so that each can be killed alone.
 * @throws CannotStart with the end of its log when it ends at once or is not ready within three minutes
 */
export async function startAppProcess(options: AppProcessOptions): Promise<KeptUp> {
  const { name, dataDir, report } = options;
  const { file, logFile, pidFile, mark } = traces(options.file, dataDir);

  const launch = (): Child =>
    startChild({
      command: process.execPath,
      args: [
        '--require',
        path.join(__dirname, 'endWithParent.cjs'),
        '--require',
        require.resolve('tsx/cjs'),
        file,
        mark,
      ],
      env: { ...process.env, ...options.env },
      cwd: ROOT,
      logFile,
      pidFile,
      stopSignal: 'SIGTERM',
    });
  const bringUp = async (): Promise<Child> => {
    const child = launch();
    await untilReady(`The ${name}`, child, logFile, (signal) =>
      answers(options.healthUrl, name, logFile, signal),
    );
    return child;
  };
  return keepUp(`The ${name}`, await bringUp(), bringUp, report, options.changed);
}

async function answers(url: string, name: string, logFile: string, over: AbortSignal): Promise<void> {
  const giveUp = Date.now() + READY_WITHIN_MS;
  while (Date.now() < giveUp && !over.aborted) {
    try {
      const answer = await fetch(url, { signal: AbortSignal.timeout(2000) });
      await answer.arrayBuffer();
      return;
    } catch {
      // Not listening yet.
    }
    await wait(100);
  }
  if (over.aborted) return;
  throw new CannotStart(
    `The ${name} was not ready within ${READY_WITHIN_MS / 1000} s. The end of ${logFile}:\n${lastLines(logFile)}`,
  );
}
