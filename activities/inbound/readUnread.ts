import { setTimeout as pause } from 'node:timers/promises';
import type { InboundId, Instant, ShiftId } from '../../domain/ids';
import type { Database } from '../../platform/database';
import { planInbound } from './planInbound';

/** An alarm does not wait longer than this for what may be its answer. */
const PATIENCE_MS = 2_000;
/** Older ones that nobody could read are with staff by then. */
const WORTH_MINUTES = 60;
const AT_ONCE = 8;

interface Unread {
  id: InboundId;
  from: string;
}

/**
 * Reads what peers of these shifts who still owe an answer have written and nobody has read yet, in the order in which it
 * came from each number. Between a text that we have taken and its understanding stands a workflow, and its worker
 * may just have died: whoever has said in time that they are safe is not to be looked for over that. Each reply's own
 * workflow carries out later what follows from it, and finds it understood.
 *
 * What cannot be read within two seconds is left to that workflow.
 */
export async function readUnread(prisma: Database, shifts: readonly ShiftId[], at: Instant): Promise<void> {
  const unread = await prisma.$queryRaw<Unread[]>`
    SELECT i."id", i."from" FROM "Inbound" i
    WHERE i."status" IN ('stored', 'started') AND i."understood" IS NULL
      AND i."receivedAt" > ${new Date(at)}::timestamptz - make_interval(mins => ${WORTH_MINUTES})
      AND EXISTS (
        SELECT 1 FROM "Wait" w LEFT JOIN "ContactPoint" c ON c."personId" = w."personId"
        WHERE w."shiftId" = ANY(${[...shifts]}) AND w."closedAt" IS NULL
          AND NOT EXISTS (SELECT 1 FROM "Event" e WHERE e."key" = w."key" || '/missed')
          AND (i."personId" = w."personId" OR c."value" = lower(i."from")))
    ORDER BY i."receivedAt", i."id"`;
  if (unread.length === 0) return;
  const bySender = [...new Set(unread.map(({ from }) => from))].map((sender) =>
    unread.filter(({ from }) => from === sender),
  );
  const read = async (): Promise<void> => {
    for (let next = bySender.shift(); next; next = bySender.shift())
      // What fails fails again in the reply's own workflow, where it is seen.
      for (const { id } of next) await planInbound(prisma, { inboundId: id, at }).catch(() => undefined);
  };
  const all = Promise.all(Array.from({ length: AT_ONCE }, read));
  await Promise.race([all, pause(PATIENCE_MS, undefined, { ref: false })]);
}
