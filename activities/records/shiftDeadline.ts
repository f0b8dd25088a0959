import type { OccurrenceKey, PersonId } from '../../domain/ids';
import type { Database } from '../../platform/database';
import { Prisma } from '../../prisma/generated/client';
import type { TemplateId } from '../../domain/messages/templates';
import { occurrences, type ShiftDeadline, type WaitKind } from '../../workflows/contract';
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
 * or finds their answer to be a late one, never neither.
 */
export async function shiftDeadlines(prisma: Database, deadlines: readonly ShiftDeadline[]): Promise<Seen[]> {
  const shifts = [...new Set(deadlines.map(({ shiftId }) => shiftId))];
  const peers = await prisma.$queryRaw<Peer[]>`
    SELECT s."id" AS "shiftId", s."programId", s."siteId", p."personId"
    FROM "Shift" s JOIN "ShiftPeer" p ON p."shiftId" = s."id" AND p."removedAt" IS NULL
    WHERE s."id" = ANY(${shifts}) AND s."status" NOT IN ('cancelled', 'closed')
    ORDER BY p."personId"`;
  const all = deadlines.map((deadline) => ({
    deadline,
    peers: peers
      .filter(({ shiftId }) => shiftId === deadline.shiftId)
      .map((peer) => ({ ...peer, key: waitKey(deadline, peer.personId) })),
  }));
  const before: Step[] = [];
  const stands = deadlines.flatMap(({ shiftId, status }) => (status ? [{ shiftId, status }] : []));
  if (stands.length > 0) before.push(standing(stands));
  const waits = all
    .filter(({ deadline }) => deadline.step !== 'look')
    .flatMap(({ deadline, peers: keyed }) => keyed.map((peer) => wait(deadline, peer)));
  if (waits.length > 0) before.push(openWaits(waits));
  if (before.length > 0) await prisma.$executeRaw(statement(...before));

  const keys = all.flatMap(({ peers: keyed }) => keyed.map(({ key }) => key));
  if (keys.length === 0) return deadlines.map(() => ({ stored: [], unanswered: [] }));
  const steps: Step[] = [owed(keys)];
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
  const rows = await prisma.$queryRaw<{ key: string }[]>(statementGiving('owed', ...steps));
  const unanswered = new Set(rows.map(({ key }) => key));
  return all.map(({ peers: keyed }, index) => ({
    stored: keysOf((intents[index] ?? []).filter((intent) => unanswered.has(intent.waitKey ?? ''))),
    unanswered: keyed.flatMap(({ key, personId }) => (unanswered.has(key) ? [personId as PersonId] : [])),
  }));
}

interface Peer {
  shiftId: string;
  programId: string;
  siteId: string;
  personId: string;
}
type KeyedPeer = Peer & { key: string };

function standing(rows: readonly { shiftId: string; status: string }[]): Step {
  const sql = Prisma.sql`
    UPDATE "Shift" s SET "status" = row."status"
    FROM jsonb_to_recordset(${rowset(rows)}) AS row("shiftId" text, "status" text)
    WHERE s."id" = row."shiftId" AND s."status" NOT IN ('cancelled', 'closed')`;
  return { name: 'standing', sql };
}

/** Nothing is asked of somebody who has died, and nobody is alarmed about them (rule 16). */
function owed(keys: readonly string[]): Step {
  const sql = Prisma.sql`
    SELECT w."key" FROM "Wait" w JOIN "Person" p ON p."id" = w."personId" AND p."deceasedAt" IS NULL
    WHERE w."key" = ANY(${[...keys]}) AND w."closedAt" IS NULL
    ORDER BY w."key" FOR UPDATE OF w`;
  return { name: 'owed', sql };
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
  if (deadline.step === 'look' || deadline.step === 'missed') return undefined;
  if (deadline.step === 'late-nudge') return 'shift-late-nudge';
  if (deadline.occasion.kind === 'end' && deadline.at < deadline.dueAt) return 'shift-end-soon';
  if (late(deadline) > 0) return 'shift-overdue';
  return { start: 'shift-start', interval: 'shift-check-in', end: 'shift-end' }[
    deadline.occasion.kind
  ] as TemplateId;
}
