import type { Instant } from '../domain/ids';
import { instant } from '../domain/ids';
import type { Channel } from '../domain/policy';
import type { Database, Transaction } from '../platform/database';
import type { Urgency } from '../workflows/contract';
import { appendEvents } from './records/rows';
import { statement, type Step } from './records/statement';
import type { Consequence } from './messaging/handOver';
import { REOPENED } from './messaging/facts';
import { cannotWait } from './messaging/nextMove';
import { consequenceOf } from './messaging/numbers';
import { intentFactsOf, notSentEvent, numberSteps, sentEvent } from './messaging/settle';

export interface Receipt {
  /** The carrier's id of the message. */
  sid: string;
  /**
   * As Twilio calls it: queued, sending, sent, delivered, undelivered, failed, …; of a call ringing, in-progress,
   * completed, busy, no-answer, …; of a mail `bounced`.
   */
  status: string;
  code?: string | null;
  /** From the callback's address; names the delivery even when its sid was never recorded. */
  token?: string | null;
  /** Business time. */
  at: Instant;
}

/** How far a message has come. What is further never goes back, whatever order the callbacks come in. */
export const RANK = { 'handing-over': 0, unknown: 0, sent: 1, undelivered: 2, delivered: 3 } as const;

type Meaning = 'sent' | 'delivered' | 'undelivered';
const MEANS: Readonly<Record<string, Meaning>> = {
  delivered: 'delivered',
  read: 'delivered',
  undelivered: 'undelivered',
  failed: 'undelivered',
  canceled: 'undelivered',
  // Somebody took the call, or a machine did: only a key says that it was heard.
  'in-progress': 'delivered',
  completed: 'delivered',
  busy: 'undelivered',
  'no-answer': 'undelivered',
  // A mail that came back.
  bounced: 'undelivered',
};

/** How far a message is by what the carrier calls it. */
export function meaningOf(status: string): Meaning {
  return MEANS[status] ?? 'sent';
}

/**
 * Takes in a carrier's status callback, once however often it comes. It also settles a delivery whose hand-over was
 * never recorded: the carrier would not call back about what it does not have.
 * @returns `unknown` for a message that is none of ours; `reopened` for one that cannot wait and is to be delivered
 *   again, another way
 */
export async function applyReceipt(
  prisma: Database,
  receipt: Receipt,
): Promise<'applied' | 'repeated' | 'unknown' | 'reopened'> {
  return await prisma.$transaction(async (tx) => {
    const { count } = await tx.deliveryReceipt.createMany({
      skipDuplicates: true,
      data: {
        carrierId: receipt.sid,
        status: receipt.status,
        code: receipt.code ?? null,
        token: receipt.token ?? null,
        receivedAt: receipt.at,
      },
    });
    if (count === 0) return 'repeated';
    const delivery = await lockDelivery(tx, receipt);
    if (!delivery) return 'unknown';
    const status = meaningOf(receipt.status);
    if (RANK[status] <= (RANK[delivery.status as keyof typeof RANK] ?? 0)) return 'applied';
    await tx.delivery.update({
      where: { id: delivery.id },
      data: {
        status,
        carrierId: receipt.sid,
        ...(receipt.code ? { code: receipt.code } : {}),
        ...(delivery.settledAt ? {} : { settledAt: receipt.at }),
      },
    });
    await follow(tx, delivery, status, receipt);
    return status === 'undelivered' && (await reopened(tx, delivery)) ? 'reopened' : 'applied';
  });
}

type Locked = NonNullable<Awaited<ReturnType<typeof lockDelivery>>>;

async function lockDelivery(tx: Transaction, { sid, token }: Receipt) {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "Delivery"
    WHERE "carrierId" = ${sid} OR ("carrierId" IS NULL AND "token" = ${token ?? ''}) FOR UPDATE`;
  const [row] = rows;
  return row ? await tx.delivery.findUnique({ where: { id: row.id }, include: { intent: true } }) : null;
}

/** What else changes: an intent given up as unknown was sent after all; a number that nobody has is used no more. */
async function follow(
  tx: Transaction,
  delivery: Locked,
  status: 'sent' | 'delivered' | 'undelivered',
  receipt: Receipt,
): Promise<void> {
  const facts = intentFactsOf(delivery.intent);
  const attempt = {
    id: delivery.id,
    channel: delivery.channel as Channel,
    attempt: delivery.attempt,
  };
  const neverRecorded = delivery.status === 'handing-over' || delivery.status === 'unknown';
  const events = neverRecorded ? [sentEvent(facts, attempt, instant(delivery.at))] : [];
  if (neverRecorded && delivery.intent.status === 'unknown') {
    await tx.messageIntent.updateMany({
      where: { key: delivery.intentKey, status: 'unknown' },
      data: { status: 'sent', statusReason: null },
    });
  }
  const steps: Step[] = [];
  if (status === 'undelivered') {
    const code = receipt.code ?? null;
    const what = `${attempt.channel}/${attempt.attempt}/undelivered`;
    events.push(notSentEvent(facts, what, 'undelivered', code, receipt.at, attempt.channel));
    const contacts = await tx.contactPoint.findMany({
      where: { personId: facts.personId, value: delivery.address },
    });
    // A number may stand there twice, to be texted and to be called.
    const contact = contacts.find(({ channel }) => channel === attempt.channel) ?? contacts[0];
    if (code !== null && contact) {
      const consequence = saidOf(attempt.channel, code);
      const number = { ...contact, channel: contact.channel as Channel };
      steps.push(...numberSteps(facts, number, { code, consequence }, receipt.at));
    }
  }
  if (events.length > 0) steps.push(appendEvents(events));
  if (steps.length > 0) await tx.$executeRaw(statement(...steps));
}

/** RFC 3463: 5.1.x is about the address; a full mailbox or a policy is not. Numbers by the carrier's own codes. */
function saidOf(channel: Channel, code: string): Consequence {
  if (channel !== 'email') return consequenceOf(code, channel);
  return code.startsWith('5.1.') || code === '5.0.0' ? 'unusable' : 'none';
}

/** What cannot wait and has arrived nowhere else is pending again, so that it goes another way. */
async function reopened(tx: Transaction, delivery: Locked): Promise<boolean> {
  if (!cannotWait({ ...delivery.intent, urgency: delivery.intent.urgency as Urgency })) return false;
  const { count } = await tx.messageIntent.updateMany({
    where: {
      key: delivery.intentKey,
      status: { in: ['sent', 'pending'] },
      deliveries: {
        none: { id: { not: delivery.id }, status: { in: ['sent', 'delivered', 'handing-over'] } },
      },
    },
    data: { status: 'pending', statusReason: REOPENED, settledAt: null },
  });
  return count > 0;
}
