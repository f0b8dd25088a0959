import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '../../platform/database';
import type { DeliveryFact } from './facts';
import type { SmsSender, VoiceSender } from './handOver';
import { CLOCK_SKEW_MS } from './sms';

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
  const askedUntil: Record<Exclude<Answer, Taken>, number> = {
    'never-listed': 0,
    'not-listed': startedAt.getTime() + believedAfterMs,
    'cannot-tell': begun + asking.askForMs,
  };
  for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(wait * 2, LONGEST_PAUSE_MS)) {
    const row = await asking.prisma.delivery.findUnique({
      where: { id: delivery.id },
      select: { status: true },
    });
    if (row?.status !== 'handing-over') return { found: 'settled' };
    const receipt = await asking.prisma.deliveryReceipt.findFirst({ where: { token: delivery.token } });
    if (receipt) return { found: 'sent', carrierId: receipt.carrierId };
    const answer = await askList(asking, delivery, startedAt);
    if (typeof answer === 'object') return { found: 'sent', carrierId: answer.sid };
    const end = Math.max(stillAtIt, askedUntil[answer]);
    const now = Date.now();
    if (now >= end) return { found: 'nothing', notListed: answer === 'not-listed' };
    await pause(Math.min(wait, Math.max(1, end - now)));
  }
}

/** What the carrier's list says about a delivery. */
type Answer = Taken | 'not-listed' | 'never-listed' | 'cannot-tell';
type Taken = { sid: string };

/** So long before a delivery another one may have begun whose message the same list shows: by two clocks, and after a wait. */
const RIVALS_SINCE_MS = 3 * CLOCK_SKEW_MS;

/**
 * Which of the listed messages is this delivery's. Not one that another delivery is known by; and of those that are left,
 * others may be in doubt as well. The oldest of them has the oldest message, so that no two take the same one. Texts with
 * the same words say the same, whosesoever they are. What was said in a call the list does not tell: where there are fewer
 * calls than deliveries in doubt, any may be the one that was never made, and is not taken for heard.
 */
async function askList(asking: Asking, delivery: DeliveryFact, since: Date): Promise<Answer> {
  const { id, channel, address: to, body } = delivery;
  if (channel === 'email') return 'never-listed';
  const sids = await (channel === 'voice'
    ? asking.voice.find({ to, since })
    : asking.sms.find({ to, body, since }));
  if (!sids) return 'cannot-tell';
  if (sids.length === 0) return 'not-listed';
  const rows = await knownOrInDoubt(asking.prisma, delivery, sids, since);
  const known = new Set(rows.filter((row) => row.id !== id).map(({ carrierId }) => carrierId));
  const free = sids.filter((sid) => !known.has(sid)).reverse();
  if (free.length === 0) return 'not-listed';
  // An earlier attempt at the same is no rival: whichever of them got through, it was said.
  const own = rows.find((row) => row.id === id);
  const inDoubt = rows.filter(
    (row) => row === own || (row.carrierId === null && row.intentKey !== own?.intentKey),
  );
  if (channel === 'voice' && free.length < inDoubt.length) return 'cannot-tell';
  const sid = free[inDoubt.findIndex((row) => row === own)];
  return sid === undefined ? 'not-listed' : { sid };
}

/**
 * Deliveries that listed messages are known to be, and those that they may be, this one among them; oldest first. One look
 * at both: whoever settles meanwhile is either known here or in doubt, and never neither.
 */
function knownOrInDoubt(
  prisma: Database,
  { id, channel, address, body }: DeliveryFact,
  sids: string[],
  since: Date,
) {
  const startedAt = { gte: new Date(since.getTime() - RIVALS_SINCE_MS) };
  const mayBe = { channel, address, carrierId: null, status: { in: ['handing-over', 'unknown'] }, startedAt };
  return prisma.delivery.findMany({
    where: {
      OR: [{ id }, { carrierId: { in: sids } }, channel === 'sms' ? { ...mayBe, body } : mayBe],
    },
    orderBy: [{ startedAt: 'asc' }, { id: 'asc' }],
    select: { id: true, intentKey: true, carrierId: true },
  });
}
