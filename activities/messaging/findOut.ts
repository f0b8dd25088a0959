import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '../../platform/database';
import type { DeliveryFact } from './facts';
import type { SmsSender, VoiceSender } from './handOver';

export type FoundOut = { found: 'sent'; carrierId: string } | { found: 'settled' } | Nothing;

export interface Nothing {
  found: 'nothing';
  /** The carrier's list could be read, and does not have it: as good as a word that it was not taken. */
  notListed: boolean;
}

export interface Asking {
  prisma: Database;
  sms: SmsSender;
  voice: VoiceSender;
  /** Milliseconds that the carrier is asked for at most; rule 2 allows a minute. */
  askForMs: number;
  /** Milliseconds after which a list that can be read and does not have it is believed; at the end of the asking if absent. */
  believedAfterMs?: number;
  /** Milliseconds after which whoever handed it over has an answer or has given up. */
  patienceMs: number;
}

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;

/**
 * Finds out what became of a delivery that was handed over and never settled: a status callback may have settled it
 * meanwhile, or whoever handed it over, or the carrier's list has it. Mail cannot be asked about.
 *
 * @param ours true when this process made the hand-over and it has ended; otherwise somebody may still be at it, and
 *   nothing is concluded before they must have stopped
 */
export async function findOut(asking: Asking, delivery: DeliveryFact, ours: boolean): Promise<FoundOut> {
  const begun = Date.now();
  const startedAt = new Date(delivery.startedAt);
  const stillAtIt = ours ? 0 : startedAt.getTime() + asking.patienceMs + 1_000;
  const believedAfterMs = Math.min(asking.askForMs, asking.believedAfterMs ?? asking.askForMs);
  const seenByThen = delivery.channel !== 'email' ? startedAt.getTime() + believedAfterMs : 0;
  for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(wait * 2, LONGEST_PAUSE_MS)) {
    const row = await asking.prisma.delivery.findUnique({
      where: { id: delivery.id },
      select: { status: true },
    });
    if (row?.status !== 'handing-over') return { found: 'settled' };
    const receipt = await asking.prisma.deliveryReceipt.findFirst({ where: { token: delivery.token } });
    if (receipt) return { found: 'sent', carrierId: receipt.carrierId };
    const sids = delivery.channel !== 'email' ? await listed(asking, delivery, startedAt) : [];
    const [sid] = sids ?? [];
    if (sid) return { found: 'sent', carrierId: sid };
    const now = Date.now();
    const askedLongEnough = sids ? now >= seenByThen : now >= begun + asking.askForMs;
    if (askedLongEnough && now >= stillAtIt)
      return { found: 'nothing', notListed: delivery.channel !== 'email' && sids !== undefined };
    const end = Math.max(stillAtIt, sids ? seenByThen : begun + asking.askForMs);
    await pause(Math.min(wait, Math.max(1, end - now)));
  }
}

/** Sids that may be this delivery: not those known to be others with the same words. */
async function listed(asking: Asking, delivery: DeliveryFact, since: Date): Promise<string[] | undefined> {
  const { address: to, body, channel } = delivery;
  const sids = await (channel === 'voice'
    ? asking.voice.find({ to, since })
    : asking.sms.find({ to, body, since }));
  if (!sids || sids.length === 0) return sids;
  const others = await asking.prisma.delivery.findMany({
    where: { carrierId: { in: sids }, id: { not: delivery.id } },
    select: { carrierId: true },
  });
  const known = new Set(others.map(({ carrierId }) => carrierId));
  return sids.filter((sid) => !known.has(sid));
}
