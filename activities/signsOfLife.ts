import { Context } from '@temporalio/activity';

/** A third of the shortest heartbeat timeout in `workflows/support/proxies.ts`. */
const EVERY_MS = 1_300;

type Activity = (...input: unknown[]) => Promise<unknown>;

/**
 * Activities that say they are alive for as long as they run, so that what a killed worker had begun is taken up
 * elsewhere within seconds. Most are over before the first sign. A local one gives none: it dies with its task, which the
 * server gives to another worker.
 */
export function withSignsOfLife<T extends object>(activities: T): T {
  const wrapped = Object.entries<Activity>(activities as Record<string, Activity>).map(([name, run]) => [
    name,
    async (...input: unknown[]) => {
      const context = Context.current();
      if (context.info.isLocal) return await run(...input);
      const alive = setInterval(() => context.heartbeat(), EVERY_MS);
      try {
        return await run(...input);
      } finally {
        clearInterval(alive);
      }
    },
  ]);
  return Object.fromEntries(wrapped) as T;
}
