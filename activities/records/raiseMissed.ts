import type { Instant, OccurrenceKey, PersonId } from '../../domain/ids';
import type { Database } from '../../platform/database';
import { Prisma } from '../../prisma/generated/client';
import {
  missedCheckInEscalation,
  workflowIds,
  type EscalationInput,
  type MissedCheckIns,
  type ShiftDeadline,
} from '../../workflows/contract';
import { alarmOf, raised } from '../../workflows/escalation/alarm';
import { begin as beginAlarm } from '../../workflows/escalation/climb';
import { chainOf } from './onCall';
import { storeEscalations, whoIsPaged } from './openEscalation';
import { readRota } from './rota';
import { appendEvents, keysOf, openWaits, rowset, storeIntents, waitRow, type Scope } from './rows';
import { statement } from './statement';

export type Missed = EscalationInput & { at: Instant };

/**
 * Raises what the missed check-ins of one deadline call for, at once: the escalations are stored, and with them what
 * their first level is told. It is what each escalation's own workflow does when it begins, by the same rules and under
 * the same keys, and that workflow finds it done: an alarm does not wait until a hundred workflows have had their turn.
 *
 * @returns for each the intents that page somebody and are not said yet, also where whoever raised it died before that
 */
export async function raiseMissed(prisma: Database, all: readonly Missed[]): Promise<OccurrenceKey[][]> {
  const chained = await withChains(prisma, all);
  for (const program of new Set(chained.map(({ programId }) => programId)))
    await storeEscalations(
      prisma,
      chained.filter(({ programId }) => programId === program),
    );
  const stored = await prisma.escalation.findMany({
    where: { id: { in: chained.map(({ escalationId }) => escalationId) }, level: -1, status: 'open' },
    select: { id: true, chain: true },
  });
  const fresh = chained.flatMap((missed) => {
    const row = stored.find(({ id }) => id === missed.escalationId);
    return row ? [{ ...missed, chain: row.chain as unknown as typeof missed.chain }] : [];
  });
  const paging = await begin(prisma, fresh);
  const begun = chained.filter(({ escalationId }) => !paging.has(escalationId));
  const unsaid = await pagesUnsaid(prisma, begun);
  return all.map(({ escalationId }) => paging.get(escalationId) ?? unsaid.get(escalationId) ?? []);
}

async function pagesUnsaid(
  prisma: Database,
  begun: readonly Missed[],
): Promise<Map<string | null, OccurrenceKey[]>> {
  if (begun.length === 0) return new Map();
  const pages = await prisma.messageIntent.findMany({
    where: {
      escalationId: { in: begun.map(({ escalationId }) => escalationId) },
      status: 'pending',
      urgency: 'escalation',
    },
    select: { key: true, escalationId: true },
    orderBy: { key: 'asc' },
  });
  const ids = [...new Set(pages.map(({ escalationId }) => escalationId))];
  return new Map(ids.map((id) => [id, keysOf(pages.filter(({ escalationId }) => escalationId === id))]));
}

async function begin(
  prisma: Database,
  fresh: Awaited<ReturnType<typeof withChains>>,
): Promise<Map<string, OccurrenceKey[]>> {
  if (fresh.length === 0) return new Map();
  const begun = fresh.map((missed) => ({
    missed,
    scope: scopeOf(missed),
    first: beginAlarm(alarmOf(missed, raised(missed, missed.at)), missed.chain, false, missed.at),
  }));
  const intents = begun.flatMap(({ missed, scope, first }) =>
    (first.intents ?? []).map((intent) => ({ ...scope, ...intent, at: missed.at })),
  );
  const standings = begun.map(({ missed, first }) => ({
    id: missed.escalationId,
    at: missed.at,
    status: first.escalation?.status,
    level: first.escalation?.level,
  }));
  await prisma.$executeRaw(
    statement(
      openWaits(
        begun.flatMap(({ missed, scope, first }) =>
          (first.open ?? []).map((wait) =>
            waitRow({ ...scope, workflowId: workflowIds.escalation(missed.escalationId) }, wait, missed.at),
          ),
        ),
      ),
      storeIntents(intents),
      appendEvents(
        begun.flatMap(({ missed, scope, first }) =>
          (first.events ?? []).map((event) => ({ ...scope, ...event, actor: event.by, at: missed.at })),
        ),
      ),
      {
        name: 'begun',
        sql: Prisma.sql`
          UPDATE "Escalation" e SET "status" = row."status", "level" = row."level",
            "unresolvedAt" = CASE WHEN row."status" = 'unresolved' THEN row."at" END
          FROM jsonb_to_recordset(${rowset(standings)}) AS row(
            "id" text, "status" text, "level" int, "at" timestamptz)
          WHERE e."id" = row."id" AND e."level" = -1 AND e."status" = 'open'`,
      },
    ),
  );
  return new Map(begun.map(({ missed, first }) => [missed.escalationId, keysOf(first.intents ?? [])]));
}

/** The escalation of one peer's miss at a deadline. */
export function missedCheckIn(raise: MissedCheckIns, deadline: ShiftDeadline, peer: PersonId): Missed {
  return { ...missedCheckInEscalation(raise, deadline, peer), at: deadline.at };
}

/** One look at the rota for all misses of a site at one moment. */
async function withChains(prisma: Database, all: readonly Missed[]) {
  const rotas = new Map<string, ReturnType<typeof readRota>>();
  return await Promise.all(
    all.map(async (missed) => {
      const { programId, siteId = null, at } = missed;
      const place = `${programId} ${siteId} ${at}`;
      const rota = rotas.get(place) ?? readRota(prisma, { programId, siteId, after: at });
      rotas.set(place, rota);
      return { ...missed, chain: chainOf(await rota, whoIsPaged(missed)) };
    }),
  );
}

/** As in the escalation's own workflow. */
function scopeOf({ programId, siteId, subjectPersonId, shiftId, journeyId, escalationId }: Missed): Scope {
  return { programId, siteId, personId: subjectPersonId, shiftId, journeyId, escalationId };
}
