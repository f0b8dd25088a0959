import { Context } from '@temporalio/activity';

/** A third of the shortest heartbeat timeout in `workflows/support/proxies.ts`. */
const EVERY_MS = 1_300;

/**
 * Activities that say they are alive for as long as they run, so that what a killed worker had begun is taken up
 * elsewhere within seconds. Most are over before the first sign.
 */
export function withSignsOfLife<T extends object>(activities: T): T {
  const wrapped = Object.entries(activities).map(([name, activity]) => [
    name,
    async (...input: unknown[]) => {
      const context = Context.current();
      const alive = setInterval(() => context.heartbeat(), EVERY_MS);
      try {
        return await (activity as (...input: unknown[]) => Promise<unknown>)(...input);
      } finally {
        clearInterval(alive);
      }
    },
  ]);
  return Object.fromEntries(wrapped) as T;
}
