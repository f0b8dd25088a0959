import { setTimeout as pause } from 'node:timers/promises';
import type { Chance } from './chance';
import type { Behaviour } from './phones';
import type { OwnPart } from './product';
import { TROUBLES, type Trouble } from './proxy';
import { SERVICES, type Service } from './surroundings';
import type { World } from './world';

const LOOK_EVERY_MS = 100;
const BACK_WITHIN_MS = 30_000;
const GIVE_UP_AFTER_MS = 120_000;
/** `local/keepUp` takes what ends sooner for something that cannot work, and pauses. */
const LIVES_AT_LEAST_MS = 4_500;
const LASTS_MS = { least: 2_000, most: 6_000 };

/** One thing that can go wrong. */
export interface Fault {
  /** What stands in the table: `postgres hung`. */
  name: string;
  /** Killed ones come as often as `--kills` says, all others as `--times` says. */
  kind: 'killed' | 'troubled';
  /** Brings it about. @returns how it ends, for what does not end by itself */
  begin(world: World, chance: Chance): Promise<(() => Promise<void>) | undefined>;
}

/** One time that it went wrong. */
export interface Disturbance {
  fault: string;
  at: number;
  /** From the end of the fault until all parts answered and the worker had work again. */
  recoverySeconds: number;
  back: boolean;
  /** Seconds of it, by what was not well then. */
  amiss: Record<string, number>;
}

const MISBEHAVIOURS: Readonly<Record<string, Behaviour>> = {
  'carrier accepts and answers 500': { afterAccepting: 'error' },
  'carrier accepts and never answers': { afterAccepting: 'hang' },
  'carrier accepts and cuts the line': { afterAccepting: 'drop' },
  'carrier takes nothing (500)': { beforeAccepting: 'error' },
  'receipts repeated and reordered': { repeatReceipts: 3, reorderReceipts: true },
};

/** Everything that is brought about. */
export const FAULTS: readonly Fault[] = [
  ...(['worker', 'web'] as const).map((part) => killed(part, (world) => world.product.pidOf(part))),
  ...(['postgres', 'temporal'] as const).map((part) => killed(part, (world) => world.around.pidOf(part))),
  ...SERVICES.flatMap((service) => TROUBLES.map((trouble) => troubled(service, trouble))),
  ...Object.entries(MISBEHAVIOURS).map(([name, behaviour]): Fault => ({
    name,
    kind: 'troubled',
    async begin({ phones }) {
      await phones.behave(behaviour);
      return () => phones.behave();
    },
  })),
  { name: 'receipts forged', kind: 'troubled', begin: forgeReceipts },
  { name: 'a reply a hundred times at once', kind: 'troubled', begin: repeatReply },
];

/** How a kill of the worker in a storm is called among the faults. */
export const KILLED_IN_STORM = 'worker killed in a storm';

/**
 * Brings the faults about one after the other, in an order by chance, and waits for all to be well before the next.
 * @param before told before each how many are left
 */
export async function disturb(
  world: World,
  order: readonly Fault[],
  chance: Chance,
  deadline: number,
  say: (line: string) => void,
  before: (left: number) => void = () => undefined,
): Promise<Disturbance[]> {
  const done: Disturbance[] = [];
  for (const fault of order) {
    if (Date.now() > deadline) {
      say(`out of time after ${done.length} of ${order.length} faults`);
      break;
    }
    before(order.length - done.length);
    const sameBefore = done.at(-1)?.fault === fault.name && fault.kind === 'killed';
    await pause((sameBefore ? LIVES_AT_LEAST_MS : 200) + chance.between(0, 2_000));
    const one = await bringAbout(world, fault, chance);
    done.push(one);
    say(
      `${String(done.length).padStart(3)}/${order.length}  ${fault.name.padEnd(36)}well after ${one.recoverySeconds.toFixed(1)} s`,
    );
  }
  return done;
}

async function bringAbout(world: World, fault: Fault, chance: Chance): Promise<Disturbance> {
  const at = Date.now();
  const end = await fault.begin(world, chance);
  if (end) {
    await pause(chance.between(LASTS_MS.least, LASTS_MS.most));
    await end();
  }
  const ended = fault.kind === 'killed' ? at : Date.now();
  const amiss: Record<string, number> = {};
  for (let what = NOT_THERE, since = ended; ; since = Date.now()) {
    const now = await whatIsAmiss(world);
    amiss[what] = (amiss[what] ?? 0) + (Date.now() - since) / 1000;
    if (now === undefined) {
      const recoverySeconds = (Date.now() - ended) / 1000;
      return { fault: fault.name, at, recoverySeconds, back: Date.now() - ended <= BACK_WITHIN_MS, amiss };
    }
    what = now;
    if (Date.now() - ended > GIVE_UP_AFTER_MS)
      throw new Error(`not well ${GIVE_UP_AFTER_MS} ms after: ${fault.name}`);
    await pause(LOOK_EVERY_MS);
  }
}

const NOT_THERE = 'not started again';

/** Nothing where all parts answer, and the worker of this moment asks Temporal for workflow tasks. */
async function whatIsAmiss({ product, temporal }: World): Promise<string | undefined> {
  const identity = product.workerIdentity;
  if (!identity) return NOT_THERE;
  if (!(await product.isReady())) return 'web is not ready';
  try {
    const { pollers } = await temporal.withDeadline(Date.now() + 2_000, () =>
      temporal.workflowService.describeTaskQueue({
        namespace: temporal.options.namespace,
        taskQueue: { name: 'full-circle' },
        taskQueueType: 1,
      }),
    );
    return (pollers ?? []).some((poller) => poller.identity === identity)
      ? undefined
      : 'worker does not poll';
  } catch {
    return 'Temporal does not answer';
  }
}

function killed(part: OwnPart | 'postgres' | 'temporal', pidOf: (world: World) => number | undefined): Fault {
  return {
    name: `${part} killed`,
    kind: 'killed',
    async begin(world) {
      const pid = pidOf(world);
      if (pid === undefined) throw new Error(`there is no ${part} to be killed`);
      process.kill(pid, 'SIGKILL');
      const giveUp = Date.now() + GIVE_UP_AFTER_MS;
      while (pidOf(world) === undefined || pidOf(world) === pid) {
        if (Date.now() > giveUp) throw new Error(`${part} was not started again`);
        await pause(LOOK_EVERY_MS);
      }
      return undefined;
    },
  };
}

function troubled(service: Service, trouble: Trouble): Fault {
  return {
    name: `${service} ${trouble}`,
    kind: 'troubled',
    async begin({ around }) {
      const proxy = around.proxy(service);
      await proxy.begin(trouble);
      return () => proxy.end();
    },
  };
}

/** Says of messages that arrived that they failed, as somebody would who does not know the secret. */
async function forgeReceipts({ product, phones }: World): Promise<undefined> {
  const sent = (await phones.messages()).filter(({ direction }) => direction === 'outbound-api').slice(-20);
  const answers = await Promise.all(
    sent.map(async ({ sid, statusCallback }) => {
      const answer = await fetch(statusCallback ?? `${product.url}/carrier/twilio/status`, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'x-twilio-signature': Buffer.from(sid).toString('base64'),
        },
        body: new URLSearchParams({
          MessageSid: sid,
          MessageStatus: 'failed',
          ErrorCode: '30003',
        }).toString(),
      });
      await answer.arrayBuffer();
      return answer.status;
    }),
  );
  const taken = answers.filter((status) => status !== 403);
  if (taken.length > 0) throw new Error(`a forged receipt was answered with ${taken.join(', ')}`);
  return undefined;
}

const AT_ONCE = 100;

async function repeatReply({ phones }: World, chance: Chance): Promise<undefined> {
  const replies = (await phones.messages()).filter(({ direction }) => direction === 'inbound');
  const one = replies[Math.floor(chance.between(0, replies.length))];
  if (!one) return undefined;
  await Promise.all(Array.from({ length: AT_ONCE }, () => phones.text(one.from, one.body, one.sid)));
  return undefined;
}
