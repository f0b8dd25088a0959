import { instant, type OccurrenceKey, type PersonId } from '../../domain/ids';
import type { Database } from '../../platform/database';
import { Prisma } from '../../prisma/generated/client';
import type { TemplateId } from '../../domain/messages/templates';
import { occurrences, type ShiftDeadline, type WaitKind } from '../../workflows/contract';
import type { Announced } from './announced';
import {
  appendEvents,
  keysOf,
  openWaits,
  rowset,
  storeIntents,
  type EventRow,
  type IntentRow,
  type WaitRow,
} from './rows';
import { statement, statementGiving, type Step } from './statement';

const WAIT_KIND = {
  start: 'start-of-shift',
  interval: 'in-shift',
  end: 'end-of-shift',
} as const satisfies Record<ShiftDeadline['occasion']['kind'], WaitKind>;

export interface Seen {
  /** Intents that it stored. */
  stored: OccurrenceKey[];
  /** Peers without an answer. */
  unanswered: PersonId[];
}

/**
 * Sees who of each shift's peers has not answered, and stores what is said to each of them. Three statements however many
 * shifts and peers there are: whole towns end their shifts on the hour. The last one locks the rows of those who have not
 * answered while it stores what follows from that: somebody who answers at the same moment is either among the answered,
 * or finds their answer to be a late one, never neither. Whose miss is in the ledger has missed it, whenever they answer:
 * whoever asks again, after a crash or because somebody has seen to it for all shifts at once, is told the same.
 *
 * @param prisma the database
 * @param deadlines asked for by the shifts' own workflows; or all of them announced, each void once its shift has
 * another plan
 */
export async function shiftDeadlines(
  prisma: Database,
  deadlines: readonly ShiftDeadline[] | readonly Announced[],
): Promise<Seen[]> {
  const shifts = [...new Set(deadlines.map(({ shiftId }) => shiftId))];
  const peers = await prisma.$queryRaw<Peer[]>`
    SELECT s."id" AS "shiftId", s."programId", s."siteId", p."personId", p."addedAt",
           e."key" IS NOT NULL AS "isHome"
    FROM "Shift" s JOIN "ShiftPeer" p ON p."shiftId" = s."id" AND p."removedAt" IS NULL
    LEFT JOIN "Wait" e ON e."key" = 'shift-' || s."id" || '/' || p."personId" || '/end'
      AND e."outcome" = 'ok' AND e."closedAt" >= e."dueAt"
    WHERE s."id" = ANY(${shifts}) AND s."status" NOT IN ('cancelled', 'closed')
    ORDER BY p."personId"`;
  const all = deadlines.map((deadline: ShiftDeadline) => ({
    deadline,
    peers: peers
      .filter(({ shiftId, addedAt }) => shiftId === deadline.shiftId && wasThere(deadline, addedAt))
      .map((peer) => ({ ...peer, key: waitKey(deadline, peer.personId) })),
  }));
  const { steps: holding, holds } = inForce(deadlines);
  const before: Step[] = [];
  const stands = deadlines.flatMap(({ shiftId, status }) => (status ? [{ shiftId, status }] : []));
  if (stands.length > 0) before.push(standing(stands, holds));
  const waits = all.flatMap(({ deadline, peers: keyed }) =>
    keyed.filter((peer) => owes(deadline, peer)).map((peer) => wait(deadline, peer)),
  );
  if (waits.length > 0) before.push(openWaits(waits, holds), asksNow(waits, holds));
  if (before.length > 0) await prisma.$executeRaw(statement(...holding, ...before));

  const keys = all.flatMap(({ peers: keyed }) => keyed.map(({ key }) => key));
  if (keys.length === 0) return deadlines.map(() => ({ stored: [], unanswered: [] }));
  const steps: Step[] = [...holding, owed(keys, holds)];
  const missed = all
    .filter(({ deadline }) => deadline.step === 'missed')
    .flatMap(({ deadline, peers: keyed }) => keyed.map((peer) => missedEvent(deadline, peer)));
  if (missed.length > 0)
    steps.push(appendEvents(missed, Prisma.sql`row."key" IN (SELECT "key" || '/missed' FROM owed)`));
  const intents = all.map(({ deadline, peers: keyed }) => {
    const template = templateOf(deadline);
    return template ? keyed.map((peer) => said(deadline, template, peer)) : [];
  });
  if (intents.some(({ length }) => length > 0))
    steps.push(storeIntents(intents.flat(), Prisma.sql`checked."waitKey" IN (SELECT "key" FROM owed)`));
  steps.push(unanswered(missed.map(({ key }) => key)));
  const rows = await prisma.$queryRaw<{ key: string }[]>(statementGiving('unanswered', ...steps));
  const without = new Set(rows.map(({ key }) => key));
  return all.map(({ peers: keyed }, index) => ({
    stored: keysOf((intents[index] ?? []).filter((intent) => without.has(intent.waitKey ?? ''))),
    unanswered: keyed.flatMap(({ key, personId }) => (without.has(key) ? [personId as PersonId] : [])),
  }));
}

/** Whoever is asked can answer, whenever that was to be: see `askedLater`. Beside the waits that it opens, in one statement. */
function asksNow(rows: readonly WaitRow[], holds: Prisma.Sql): Step {
  const sql = Prisma.sql`
    UPDATE "Wait" w SET "details" = w."details" || jsonb_build_object('asksFrom', row."since")
    FROM jsonb_to_recordset(${rowset(rows)}) AS row("key" text, "shiftId" text, "since" timestamptz)
    WHERE w."key" = row."key" AND w."closedAt" IS NULL AND ${holds}
      AND (w."details" ->> 'asksFrom')::timestamptz > row."since"`;
  return { name: 'asked_now', sql };
}

function wasThere(deadline: ShiftDeadline | Announced, addedAt: Date): boolean {
  return !('announcedFor' in deadline) || instant(addedAt) <= deadline.announcedFor;
}

/**
 * Whether a check-in is waited for: who owes nothing is neither asked nor missed. Whoever has said after the end that they
 * are home has nothing to do with what a longer shift brings the others, and whoever joins late in a grace is asked the
 * next time.
 */
function owes({ occasion, joinedBefore }: ShiftDeadline, { isHome, addedAt }: Peer): boolean {
  if (joinedBefore && instant(addedAt) >= joinedBefore) return false;
  return occasion.kind === 'end' || !isHome;
}

interface Peer {
  shiftId: string;
  programId: string;
  siteId: string;
  personId: string;
  addedAt: Date;
  /** Answered about the end, once that had come. */
  isHome: boolean;
}
type KeyedPeer = Peer & { key: string };

/**
 * The shifts whose announced plan still holds, locked so that it holds until the statement is over; a condition on
 * `row` that says so. What a workflow asks for holds by itself.
 */
function inForce(deadlines: readonly ShiftDeadline[] | readonly Announced[]): {
  steps: Step[];
  holds: Prisma.Sql;
} {
  const plans = deadlines.flatMap((deadline) =>
    'plan' in deadline ? [{ shiftId: deadline.shiftId, plan: deadline.plan }] : [],
  );
  if (plans.length === 0) return { steps: [], holds: Prisma.sql`TRUE` };
  const sql = Prisma.sql`
    SELECT s."id" FROM "Shift" s
    WHERE (s."id", s."plan") IN (
      SELECT "shiftId", "plan" FROM jsonb_to_recordset(${rowset(plans)}) AS row("shiftId" text, "plan" int))
    ORDER BY s."id" FOR SHARE`;
  return {
    steps: [{ name: 'in_force', sql }],
    holds: Prisma.sql`row."shiftId" IN (SELECT "id" FROM in_force)`,
  };
}

function standing(rows: readonly { shiftId: string; status: string }[], only: Prisma.Sql): Step {
  const sql = Prisma.sql`
    UPDATE "Shift" s SET "status" = row."status"
    FROM jsonb_to_recordset(${rowset(rows)}) AS row("shiftId" text, "status" text)
    WHERE s."id" = row."shiftId" AND s."status" NOT IN ('cancelled', 'closed') AND ${only}`;
  return { name: 'standing', sql };
}

/** Nothing is asked of somebody who has died, and nobody is alarmed about them (rule 16). */
function owed(keys: readonly string[], only: Prisma.Sql): Step {
  const sql = Prisma.sql`
    SELECT row."key" FROM "Wait" row JOIN "Person" p ON p."id" = row."personId" AND p."deceasedAt" IS NULL
    WHERE row."key" = ANY(${[...keys]}) AND row."closedAt" IS NULL AND ${only}
    ORDER BY row."key" FOR UPDATE OF row`;
  return { name: 'owed', sql };
}

function unanswered(missed: readonly string[]): Step {
  const sql = Prisma.sql`
    SELECT "key" FROM owed
    UNION SELECT left("key", -length('/missed')) FROM "Event" WHERE "key" = ANY(${[...missed]})`;
  return { name: 'unanswered', sql };
}

function wait(deadline: ShiftDeadline, { key, programId, siteId, personId }: KeyedPeer): WaitRow {
  return {
    key,
    kind: WAIT_KIND[deadline.occasion.kind],
    programId,
    siteId,
    owedBy: 'participant',
    personId,
    subjectPersonId: personId,
    shiftId: deadline.shiftId,
    workflowId: deadline.workflowId,
    since: deadline.at,
    dueAt: deadline.dueAt,
    details: { asksFrom: deadline.plannedAt ?? deadline.at },
  };
}

function missedEvent(deadline: ShiftDeadline, { key, programId, siteId, personId }: KeyedPeer): EventRow {
  return {
    key: `${key}/missed`,
    kind: 'shift-missed',
    programId,
    siteId,
    personId,
    shiftId: deadline.shiftId,
    actor: 'system',
    data: { occasion: deadline.occasion.kind, number: deadline.occasion.number },
    at: deadline.at,
  };
}

function said(deadline: ShiftDeadline, template: TemplateId, peer: KeyedPeer): IntentRow {
  const { key, programId, siteId, personId } = peer;
  return {
    key: `${key}/${deadline.step}-${deadline.nudge}`,
    personId: personId as PersonId,
    template,
    refs: { shift: deadline.shiftId, peer: personId, wait: key, at: deadline.dueAt, minutes: late(deadline) },
    // Not a reminder: quiet hours never hold safety back (rule 8). It expires like one all the same.
    urgency: 'notice',
    programId,
    siteId,
    shiftId: deadline.shiftId,
    waitKey: key as OccurrenceKey,
    at: deadline.at,
    expiresAt: deadline.expiresAt,
  };
}

function waitKey(deadline: ShiftDeadline, personId: string): string {
  return occurrences.shiftWait(deadline.shiftId, personId as PersonId, deadline.occasion);
}

/** Whole minutes since the answer was due; 0 before that. */
function late(deadline: ShiftDeadline): number {
  return Math.max(0, Math.floor((Date.parse(deadline.at) - Date.parse(deadline.dueAt)) / 60_000));
}

function templateOf(deadline: ShiftDeadline): TemplateId | undefined {
  if (deadline.step === 'missed') return undefined;
  if (deadline.step === 'late-nudge') return 'shift-late-nudge';
  if (deadline.occasion.kind === 'end' && deadline.at < deadline.dueAt) return 'shift-end-soon';
  if (late(deadline) > 0) return 'shift-overdue';
  return { start: 'shift-start', interval: 'shift-check-in', end: 'shift-end' }[
    deadline.occasion.kind
  ] as TemplateId;
}
