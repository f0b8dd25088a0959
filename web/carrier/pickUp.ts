import { as, type InboundId } from '../../domain/ids';
import type { Parts } from '../parts';

const EVERY_MS = 3_000;
const AT_ONCE = 100;
/** What staff stored is rarely left behind, so it is looked for less often. */
const OFFICE_EVERY = 5;

type StartParts = Pick<Parts, 'database' | 'fullCircle'>;
type PickUpParts = StartParts & Pick<Parts, 'office' | 'log'>;

/** Starts the workflow of a stored reply, and remembers that. Its id is the reply's, so starting it twice is one. */
export async function startInbound(parts: StartParts, id: InboundId, timeoutMs: number): Promise<void> {
  await parts.fullCircle.inbound.start(id, { timeoutMs });
  await parts.database.inbound.updateMany({ where: { id, status: 'stored' }, data: { status: 'started' } });
}

/** Starts what is still only stored: replies that came while Temporal was away. Answers how many it started. */
export async function pickUpOnce(parts: StartParts): Promise<number> {
  const waiting = await parts.database.inbound.findMany({
    where: { status: 'stored' },
    orderBy: { receivedAt: 'asc' },
    take: AT_ONCE,
    select: { id: true },
  });
  for (const { id } of waiting) await startInbound(parts, as<InboundId>(id), 5_000);
  return waiting.length;
}

/**
 * Every few seconds until stopped: replies, and now and then the paths, shifts and invitations that were stored while
 * Temporal was away. Away parts are no error here: it comes again.
 */
export function keepPickingUp(parts: PickUpParts, everyMs = EVERY_MS): { stop(): Promise<void> } {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let wasAway = false;
  let rounds = 0;

  const round = async (): Promise<void> => {
    try {
      while (!stopped && (await pickUpOnce(parts)) === AT_ONCE);
      if (!stopped && (wasAway || rounds++ % OFFICE_EVERY === 0)) await parts.office.startWhatWaits();
      if (wasAway) parts.log.info('replies are taken up again');
      wasAway = false;
    } catch (error) {
      if (!wasAway)
        parts.log.warn({ error: (error as Error).name }, 'replies wait until everything is there');
      wasAway = true;
    }
    if (!stopped) timer = setTimeout(next, everyMs);
  };
  const next = (): void => {
    running = round();
  };
  next();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
