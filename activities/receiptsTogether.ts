import { instant } from '../domain/ids';
import type { Channel } from '../domain/policy';
import type { Database } from '../platform/database';
import { Prisma } from '../prisma/generated/client';
import { coalesce } from './coalesce';
import { intentFactsOf, sentEvent } from './messaging/settle';
import { applyReceipt, meaningOf, RANK, type Receipt } from './receipts';
import { appendEvents, rowset } from './records/rows';
import { statementGiving } from './records/statement';

type Taken = Awaited<ReturnType<typeof applyReceipt>>;

/**
 * Takes in status callbacks, those that come at the same moment together: each text of a storm is called back about three
 * or four times, and what the carrier may have for that must not be taken from replies. Two statements for most of them;
 * one that has consequences (it did not get there, or nobody knew that it was sent) has a transaction of its own.
 */
export function createReceipts(prisma: Database): (receipt: Receipt) => Promise<Taken> {
  const together = coalesce((receipts: Receipt[]) => applyPlain(prisma, receipts));
  return async (receipt) => ((await together(receipt)) ? 'applied' : await applyReceipt(prisma, receipt));
}

/** @returns for each receipt whether it is taken in, now or before */
async function applyPlain(prisma: Database, receipts: readonly Receipt[]): Promise<boolean[]> {
  const plain = await plainOnes(prisma, receipts);
  if (plain.length === 0) return receipts.map(() => false);
  const seen = Prisma.sql`
    SELECT d."id", row."event"
    FROM "Delivery" d
    JOIN jsonb_to_recordset(${rowset(plain.map(({ id, was, event }) => ({ id, was, event: event.key })))})
      AS row("id" text, "was" text, "event" text) ON row."id" = d."id" AND row."was" = d."status"
    ORDER BY d."id" FOR UPDATE OF d`;
  const rows = plain.flatMap(({ id, receipts: all }) =>
    all.map(({ sid, status, token, at }) => ({ id, sid, status, token, at })),
  );
  const kept = Prisma.sql`
    INSERT INTO "DeliveryReceipt" ("carrierId", "status", "token", "receivedAt")
    SELECT row."sid", row."status", row."token", row."at"
    FROM jsonb_to_recordset(${rowset(rows)})
      AS row("id" text, "sid" text, "status" text, "token" text, "at" timestamptz)
    WHERE row."id" IN (SELECT "id" FROM seen)
    ON CONFLICT DO NOTHING`;
  const moves = plain.flatMap(({ id, becomes, receipts: [first] }) =>
    becomes && first ? [{ id, becomes, sid: first.sid, at: first.at }] : [],
  );
  const moved = Prisma.sql`
    UPDATE "Delivery" d
    SET "status" = row."becomes", "carrierId" = row."sid", "settledAt" = COALESCE(d."settledAt", row."at")
    FROM jsonb_to_recordset(${rowset(moves)}) AS row("id" text, "becomes" text, "sid" text, "at" timestamptz)
    WHERE d."id" = row."id" AND d."id" IN (SELECT "id" FROM seen)`;
  const events = plain.flatMap(({ was, event }) => (was === 'handing-over' ? [event] : []));
  const done = await prisma.$queryRaw<{ id: string }[]>(
    statementGiving(
      'seen',
      { name: 'seen', sql: seen },
      { name: 'kept', sql: kept },
      { name: 'moved', sql: moved },
      appendEvents(events, Prisma.sql`row."key" IN (SELECT "event" FROM seen)`),
    ),
  );
  const ids = new Set(done.map(({ id }) => id));
  const taken = new Set(plain.flatMap(({ id, receipts: all }) => (ids.has(id) ? all : [])));
  return receipts.map((receipt) => taken.has(receipt));
}

/** What callbacks of one moment say about one delivery, where it is no more than that it has come further. */
interface Plain {
  id: string;
  was: string;
  /** How far it is now; nothing where it was there already. */
  becomes: string | undefined;
  /** That it was sent, for the ledger, which knows it already unless the hand-over is not over. */
  event: ReturnType<typeof sentEvent>;
  receipts: Receipt[];
}

async function plainOnes(prisma: Database, receipts: readonly Receipt[]): Promise<Plain[]> {
  const sids = receipts.map(({ sid }) => sid);
  const tokens = receipts.flatMap(({ token }) => token ?? []);
  const deliveries = await prisma.delivery.findMany({
    where: { OR: [{ carrierId: { in: sids } }, { carrierId: null, token: { in: tokens } }] },
    include: { intent: true },
  });
  const deliveryOf = (receipt: Receipt) => {
    const found = deliveries.filter(({ carrierId, token }) =>
      carrierId === null ? token === receipt.token : carrierId === receipt.sid,
    );
    return found.length === 1 ? found[0] : undefined;
  };
  const about = receipts.map((receipt) => ({ receipt, delivery: deliveryOf(receipt) }));
  return deliveries.flatMap((delivery) => {
    const all = about.filter((one) => one.delivery === delivery).map(({ receipt }) => receipt);
    const isPlain =
      all.length > 0 &&
      delivery.status !== 'unknown' &&
      all.every(
        ({ sid, status, code }) => sid === all[0]?.sid && !code && meaningOf(status) !== 'undelivered',
      );
    if (!isPlain) return [];
    const furthest = all
      .map(({ status }) => meaningOf(status))
      .reduce((best, next) => (RANK[next] > RANK[best] ? next : best));
    const attempt = { id: delivery.id, channel: delivery.channel as Channel, attempt: delivery.attempt };
    return [
      {
        id: delivery.id,
        was: delivery.status,
        becomes: RANK[furthest] > (RANK[delivery.status as keyof typeof RANK] ?? 0) ? furthest : undefined,
        event: sentEvent(intentFactsOf(delivery.intent), attempt, instant(delivery.at)),
        receipts: all,
      },
    ];
  });
}
