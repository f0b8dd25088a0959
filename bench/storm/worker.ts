import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { ROOT } from '../../local/paths';
import type { Config } from '../../platform/config';
import { createLog } from '../../platform/log';
import { startWorkers } from '../../workers/main';

/** Whoever does the work of a storm of ours. */
export interface StormWorker {
  /** Ends at once, as in a crash, and is started anew. */
  kill(): void;
  /** Processes of its own, whose CPU counts. */
  pids(): number[];
  stop(): Promise<void>;
}

export function inThisProcess(config: Config): StormWorker {
  const workers = startWorkers(config, createLog('error', 'bench'));
  return { kill: () => undefined, pids: () => [], stop: () => workers.stop() };
}

/** In a process of its own, as it runs for people. */
export function killable(env: Record<string, string>): StormWorker {
  let child: ChildProcess;
  let stopping = false;
  const start = (): void => {
    child = spawn(
      process.execPath,
      [
        '--require',
        path.join(ROOT, 'local', 'endWithParent.cjs'),
        '--require',
        require.resolve('tsx/cjs'),
        path.join(ROOT, 'workers', 'main.ts'),
      ],
      { cwd: ROOT, env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'inherit'] },
    );
    child.once('exit', () => {
      if (!stopping) start();
    });
  };
  start();
  return {
    kill: () => void child.kill('SIGKILL'),
    pids: () => (child.pid === undefined ? [] : [child.pid]),
    async stop() {
      stopping = true;
      child.kill('SIGTERM');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    },
  };
}
