import { setTimeout as pause } from 'node:timers/promises';
import type { Chance } from './chance';
import type { Options, Part } from './options';
import type { World } from './world';

const LOOK_EVERY_MS = 100;
const BACK_WITHIN_MS = 30_000;
const GIVE_UP_AFTER_MS = 120_000;
/** Kept up by `local/keepUp`, which pauses when something ends more often than this. */
const KILLS_A_MINUTE = 4;
/** One kill a part takes this long on average, recovery included, when time allows. */
const PACE_MS = 5_000;

export interface Kill {
  part: Part;
  at: number;
  /** Until all parts were there again and the worker had work again. */
  recoverySeconds: number;
  back: boolean;
}

/** Kills parts at random moments, in random order, and waits for each to be back before the next. */
export async function kill(
  world: World,
  { kills, parts }: Options,
  chance: Chance,
  until: { leastMs: number; deadline: number },
  say: (line: string) => void,
): Promise<Kill[]> {
  // Every part once a round, so that none is killed faster than it is started again.
  const order = Array.from({ length: kills }, () => chance.shuffled(parts)).flat();
  const began = Date.now();
  const span = Math.max(until.leastMs, order.length * PACE_MS);
  const moments = order.map(() => chance.between(0, span)).sort((a, b) => a - b);
  const done: Kill[] = [];
  for (const [n, part] of order.entries()) {
    const moment = Math.max(began + (moments[n] ?? 0), Date.now() + chance.between(0, 2_000));
    if (moment > until.deadline) {
      say(`out of time after ${done.length} of ${order.length} kills`);
      break;
    }
    await pause(Math.max(0, moment - Date.now()));
    const lately = done.filter((one) => one.part === part && one.at > Date.now() - 60_000);
    if (lately.length >= KILLS_A_MINUTE) await pause((lately[0]?.at ?? 0) + 60_000 - Date.now());
    const one = await killOne(world, part);
    done.push(one);
    say(
      `${String(done.length).padStart(3)}/${order.length}  ${part.padEnd(9)}back after ${one.recoverySeconds.toFixed(1)} s`,
    );
  }
  return done;
}

async function killOne(world: World, part: Part): Promise<Kill> {
  const { product } = world;
  const at = Date.now();
  const pid = product.kill(part);
  if (pid === undefined) throw new Error(`there is no ${part} to be killed`);
  for (;;) {
    const waited = Date.now() - at;
    const now = product.pidOf(part);
    if (now !== undefined && now !== pid && (await product.isReady()) && (await workerHasWork(world)))
      return {
        part,
        at,
        recoverySeconds: (Date.now() - at) / 1000,
        back: Date.now() - at <= BACK_WITHIN_MS,
      };
    if (waited > GIVE_UP_AFTER_MS) throw new Error(`${part} was not back after ${waited / 1000} s`);
    await pause(LOOK_EVERY_MS);
  }
}

/** The worker of this moment asks Temporal for workflow tasks. */
async function workerHasWork({ product, temporal }: World): Promise<boolean> {
  const identity = product.workerIdentity;
  if (!identity) return false;
  try {
    const { pollers } = await temporal.withDeadline(Date.now() + 2_000, () =>
      temporal.workflowService.describeTaskQueue({
        namespace: temporal.options.namespace,
        taskQueue: { name: 'full-circle' },
        taskQueueType: 1,
      }),
    );
    return (pollers ?? []).some((poller) => poller.identity === identity);
  } catch {
    return false;
  }
}
