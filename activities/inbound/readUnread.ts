import { setTimeout as pause } from 'node:timers/promises';
import type { InboundId, Instant, OccurrenceKey, ShiftId } from '../../domain/ids';
import type { Database } from '../../platform/database';
import { planInbound } from './planInbound';

/** An alarm does not wait longer than this for what may be its answer. */
const PATIENCE_MS = 8_000;
/** Older ones that nobody could read are with staff by then. */
const WORTH_MINUTES = 60;
const AT_ONCE = 8;

interface Unread {
  id: InboundId;
  from: string;
  shiftId: ShiftId;
  /** What it may answer. */
  wait: OccurrenceKey;
}

/**
 * Reads what peers of these shifts who still owe an answer have written and nobody has read yet, in the order in which it
 * came from each number. Between a text that we have taken and its understanding stands a workflow, and its worker may
 * just have died: whoever has said in time that they are safe is not to be looked for over that. Each reply's own
 * workflow carries out later what follows from it, and finds it understood.
 *
 * @param databases `urgent` to see who has written, which everybody waits for; `prisma` to read it
 * @returns for each shift what to wait for: nothing where nobody has written, and never more than some seconds; what
 *   could not be read by then is left to the reply's workflow
 */
export async function readUnread(
  { prisma, urgent }: { prisma: Database; urgent: Database },
  shifts: readonly ShiftId[],
  at: Instant,
): Promise<Promise<void>[]> {
  const unread = await urgent.$queryRaw<Unread[]>`
    SELECT DISTINCT i."receivedAt", i."id", i."from", w."shiftId", w."key" AS "wait"
    FROM "Wait" w
    LEFT JOIN "ContactPoint" c ON c."personId" = w."personId"
    JOIN "Inbound" i ON i."personId" = w."personId" OR lower(i."from") = c."value"
    WHERE i."status" IN ('stored', 'started') AND i."understood" IS NULL
      AND i."receivedAt" > ${new Date(at)}::timestamptz - make_interval(mins => ${WORTH_MINUTES})
      AND w."shiftId" = ANY(${[...shifts]}) AND w."closedAt" IS NULL
      AND NOT EXISTS (SELECT 1 FROM "Event" e WHERE e."key" = w."key" || '/missed')
    ORDER BY i."receivedAt", i."id"`;
  const senders = [...new Set(unread.map(({ from }) => from))].map((from) => {
    let isRead = (): void => undefined;
    const read = new Promise<void>((resolve) => (isRead = resolve));
    return { replies: unread.filter((one) => one.from === from), read, isRead };
  });
  const left = [...senders];
  const readOn = async (): Promise<void> => {
    for (let next = left.shift(); next; next = left.shift()) {
      // What fails fails again in the reply's own workflow, where it is seen.
      await readFrom(prisma, next.replies, at).catch(() => undefined);
      next.isRead();
    }
  };
  for (let lane = 0; lane < AT_ONCE; lane++) void readOn();
  const enough = unread.length > 0 ? pause(PATIENCE_MS, undefined, { ref: false }) : Promise.resolve();
  return shifts.map(async (shiftId) => {
    const ours = senders.filter(({ replies }) => replies.some((one) => one.shiftId === shiftId));
    if (ours.length > 0) await Promise.race([Promise.all(ours.map(({ read }) => read)), enough]);
  });
}

/** Until nothing is owed any more: somebody who is asked several times answers several times. */
async function readFrom(prisma: Database, replies: readonly Unread[], at: Instant): Promise<void> {
  const keys = replies.map(({ wait }) => wait);
  for (const id of new Set(replies.map((reply) => reply.id))) {
    await planInbound(prisma, { inboundId: id, at });
    const owed = await prisma.wait.count({ where: { key: { in: keys }, closedAt: null } });
    if (owed === 0) return;
  }
}
