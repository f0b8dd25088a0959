import { REOPENED } from '../../activities/messaging/facts';
import { as, type InboundId, type OccurrenceKey } from '../../domain/ids';
import type { Parts } from '../parts';

const EVERY_MS = 3_000;
const AT_ONCE = 100;

type PickUpParts = Pick<Parts, 'database' | 'fullCircle' | 'log'>;
type KeepParts = PickUpParts & { office: Pick<Parts['office'], 'startWhatWaits'> };

/** Starts the workflow of a stored reply, and remembers that. Its id is the reply's, so starting it twice is one. */
export async function startInbound(parts: PickUpParts, id: InboundId, timeoutMs: number): Promise<void> {
  await parts.fullCircle.inbound.start(id, { timeoutMs });
  await parts.database.inbound.updateMany({ where: { id, status: 'stored' }, data: { status: 'started' } });
}

/** Starts what is still only stored: replies that came while Temporal was away. Answers how many it started. */
export async function pickUpOnce(parts: PickUpParts): Promise<number> {
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
 * Has messages delivered another way that the carrier took and did not bring: see `applyReceipt`. Safe to repeat; one
 * that is being delivered is delivered once.
 */
export async function deliverAgain(parts: PickUpParts, timeoutMs: number): Promise<void> {
  const reopened = await parts.database.messageIntent.findMany({
    where: { status: 'pending', statusReason: REOPENED },
    select: { key: true, programId: true, deliveries: { select: { id: true } } },
    orderBy: { at: 'asc' },
    take: AT_ONCE,
  });
  for (const { key, programId, deliveries } of reopened) {
    const again = `${key}/again-${deliveries.length}`;
    const intents = [as<OccurrenceKey>(key)];
    await parts.fullCircle.announcements.start(
      { key: as<OccurrenceKey>(again), programId: as(programId), intents, urgent: true },
      { timeoutMs },
    );
  }
}

/**
 * Takes up replies, and what staff stored while Temporal was away, every few seconds until stopped. Away parts are no
 * error here: it comes again.
 */
export function keepPickingUp(parts: KeepParts, everyMs = EVERY_MS): { stop(): Promise<void> } {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let wasAway = false;

  const round = async (): Promise<void> => {
    try {
      while (!stopped && (await pickUpOnce(parts)) === AT_ONCE);
      await deliverAgain(parts, 5_000);
      await parts.office.startWhatWaits();
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
