import type { Instant } from '../../domain/ids';
import type { Channel } from '../../domain/policy';
import type { Database } from '../../platform/database';
import { Prisma, type MessageIntent } from '../../prisma/generated/client';
import { appendEvents, rowset, type EventRow } from '../records/rows';
import { statement, type Step } from '../records/statement';
import { REOPENED, type ContactFact, type DeliveryFact, type Facts } from './facts';
import type { Consequence } from './handOver';

type Attempt = Pick<DeliveryFact, 'id' | 'channel' | 'attempt'>;
export type IntentEnd = 'sent' | 'expired' | 'superseded' | 'suppressed' | 'unreachable' | 'unknown';

export interface HandedOver {
  facts: Facts;
  attempt: Attempt;
  carrierId: string;
  at: Instant;
  /** The intent's outcome, where this was the last thing to do about it: mostly it is. */
  ends: boolean;
}

/**
 * The carrier has these. A status callback may have said so already, then that row stays as it is; or it may have said
 * that a message did not get there, then its intent does not end.
 *
 * The deliveries are locked before anything else is written: a status callback does the same, and whoever took an
 * event's key first would wait for the other for ever.
 */
export async function settleHandedOver(prisma: Database, all: readonly HandedOver[]): Promise<void> {
  const deliveries = all.map(({ attempt, carrierId, at }) => ({ id: attempt.id, carrierId, at }));
  const taken = Prisma.sql`
    UPDATE "Delivery" d SET
      "status" = CASE WHEN d."status" IN ('handing-over', 'unknown') THEN 'sent' ELSE d."status" END,
      "carrierId" = COALESCE(d."carrierId", row."carrierId"), "settledAt" = COALESCE(d."settledAt", row."at")
    FROM jsonb_to_recordset(${rowset(deliveries)}) AS row("id" text, "carrierId" text, "at" timestamptz)
    WHERE d."id" = row."id"`;
  const ended = all
    .filter(({ ends }) => ends)
    .map(({ facts, at }) => ({ key: facts.key, at, reopened: facts.reopened }));
  const settled = Prisma.sql`
    UPDATE "MessageIntent" i SET "status" = 'sent', "statusReason" = NULL, "settledAt" = row."at"
    FROM jsonb_to_recordset(${rowset(ended)}) AS row("key" text, "at" timestamptz, "reopened" boolean)
    WHERE i."key" = row."key" AND i."status" = 'pending'
      AND (row."reopened" OR i."statusReason" IS DISTINCT FROM ${REOPENED})`;
  const ids = deliveries.map(({ id }) => id);
  await prisma.$transaction([
    prisma.$queryRaw`SELECT 1 FROM "Delivery" WHERE "id" = ANY(${ids}) ORDER BY "id" FOR UPDATE`,
    prisma.$executeRaw(
      statement(
        { name: 'delivery', sql: taken },
        ...(ended.length > 0 ? [{ name: 'intent', sql: settled }] : []),
        appendEvents(all.map(({ facts, attempt, at }) => sentEvent(facts, attempt, at))),
      ),
    ),
  ]);
}

/** Nobody can say what became of it. */
export function deliveryUnknown(attempt: Attempt, code: string | null, at: Instant): Step[] {
  const sql = Prisma.sql`
    UPDATE "Delivery" SET "status" = 'unknown', "code" = ${code}, "settledAt" = ${at}::timestamptz
    WHERE "id" = ${attempt.id} AND "status" = 'handing-over'`;
  return [{ name: 'delivery', sql }];
}

/** Certainly not taken: the attempt never was, and the next one takes its number. */
export function deliveryWithdrawn(attempt: Attempt): Step[] {
  const sql = Prisma.sql`DELETE FROM "Delivery" WHERE "id" = ${attempt.id} AND "status" = 'handing-over'`;
  return [{ name: 'delivery', sql }];
}

/** Refused for good; what that says about the number is kept, so that nobody tries it again. */
export function deliveryRefused(
  facts: Facts,
  attempt: Attempt,
  contact: ContactFact,
  refusal: { code: string; consequence: Consequence },
  at: Instant,
): Step[] {
  const { code } = refusal;
  const sql = Prisma.sql`
    UPDATE "Delivery" SET "status" = 'refused', "code" = ${code}, "settledAt" = ${at}::timestamptz
    WHERE "id" = ${attempt.id} AND "status" = 'handing-over'`;
  const event = notSentEvent(
    facts,
    `${attempt.channel}/${attempt.attempt}`,
    'refused',
    code,
    at,
    attempt.channel,
  );
  return [{ name: 'delivery', sql }, ...numberSteps(facts, contact, refusal, at), appendEvents([event])];
}

/**
 * What a carrier's code says about a number, beyond the one message: for everybody who shares it. Staff get a task, once a
 * number and code.
 */
export function numberSteps(
  scope: ScopeFacts,
  contact: Pick<ContactFact, 'id' | 'channel' | 'value'>,
  { code, consequence }: { code: string; consequence: Consequence },
  at: Instant,
): Step[] {
  if (consequence === 'none') return [];
  const steps: Step[] = [{ name: 'numberTask', sql: numberTask(scope, contact, consequence, code, at) }];
  if (consequence === 'unusable') steps.push(markUnusable(contact, code));
  if (consequence === 'landline') steps.push(markLandline(contact, code));
  if (consequence === 'stopped') steps.push(...markStopped(scope, contact, at));
  return steps;
}

/** What staff put right once may happen again, and is another task then. The others come and go by themselves. */
const LASTING: ReadonlySet<Consequence> = new Set(['stopped', 'unusable', 'landline']);

/** A mailbox that refuses is told of by the task about the person who cannot be reached. */
function numberTask(
  { personId, programId, siteId }: ScopeFacts,
  contact: Pick<ContactFact, 'id' | 'channel'>,
  consequence: Consequence,
  code: string,
  at: Instant,
): Prisma.Sql {
  const details = { reason: `number-${consequence}`, code, contact: contact.id };
  return Prisma.sql`
    INSERT INTO "Wait" ("key", "kind", "programId", "siteId", "owedBy", "subjectPersonId", "since", "details")
    SELECT ${`contact-${contact.id}/code-${code}`}, 'staff-task', ${programId}, ${siteId}, 'staff', ${personId},
           ${at}::timestamptz, ${JSON.stringify(details)}::jsonb
    WHERE ${contact.channel !== 'email'}
    ON CONFLICT ("key") DO UPDATE SET "closedAt" = NULL, "outcome" = NULL, "closedBy" = NULL,
      "since" = EXCLUDED."since", "details" = EXCLUDED."details"
    WHERE "Wait"."closedAt" IS NOT NULL AND ${LASTING.has(consequence)}`;
}

/** It takes no texts: it is called from now on. Where the person has it as a landline already, the other row rests. */
function markLandline(contact: Pick<ContactFact, 'value'>, code: string): Step {
  const sql = Prisma.sql`
    UPDATE "ContactPoint" c SET
      "channel" = CASE WHEN known."is" THEN c."channel" ELSE 'voice' END,
      "unusableCode" = CASE WHEN known."is" THEN ${code} ELSE c."unusableCode" END
    FROM (SELECT o."id", EXISTS (SELECT 1 FROM "ContactPoint" v WHERE v."personId" = o."personId"
                                 AND v."channel" = 'voice' AND v."value" = o."value") AS "is"
          FROM "ContactPoint" o WHERE o."channel" = 'sms' AND o."value" = ${contact.value}) AS known
    WHERE c."id" = known."id" AND c."unusableCode" IS NULL`;
  return { name: 'contact', sql };
}

function markUnusable(contact: Pick<ContactFact, 'channel' | 'value'>, code: string): Step {
  const sql = Prisma.sql`
    UPDATE "ContactPoint" SET "unusableCode" = ${code}
    WHERE "channel" = ${contact.channel} AND "value" = ${contact.value} AND "unusableCode" IS NULL`;
  return { name: 'contact', sql };
}

/** They opted out of texts at the carrier. Another text that was under way then says so once more, and is no news. */
function markStopped(scope: ScopeFacts, contact: Pick<ContactFact, 'id' | 'value'>, at: Instant): Step[] {
  const sql = Prisma.sql`
    UPDATE "ContactPoint" SET "stoppedAt" = ${at}::timestamptz
    WHERE "channel" = 'sms' AND "value" = ${contact.value} AND "stoppedAt" IS NULL
    RETURNING "id"`;
  const event: EventRow = {
    ...scopeOf(scope),
    key: `contact/${contact.id}/stopped/${scope.key}`,
    kind: 'contact-stopped',
    actor: 'system',
    data: { channel: 'sms', by: 'carrier' },
    at,
  };
  const isNews = Prisma.sql`EXISTS (SELECT 1 FROM contact)`;
  return [
    { name: 'contact', sql },
    { ...appendEvents([event], isNews), name: 'stopEvent' },
  ];
}

/** The intent's outcome. One that cannot reach its person becomes a task for staff, one a person at a time. */
export function intentSettled(facts: Facts, status: IntentEnd, reason: string | null, at: Instant): Step[] {
  const sql = Prisma.sql`
    UPDATE "MessageIntent" SET "status" = ${status}, "statusReason" = ${reason}, "settledAt" = ${at}::timestamptz
    WHERE "key" = ${facts.key} AND "status" = 'pending' ${
      // A callback that was quicker than we are may have said that it did not get there.
      status === 'sent' && !facts.reopened
        ? Prisma.sql`AND "statusReason" IS DISTINCT FROM ${REOPENED}`
        : Prisma.empty
    }`;
  const steps: Step[] = [{ name: 'intent', sql }];
  if (status === 'unreachable') {
    steps.push({ name: 'task', sql: unreachableTask(facts, at) });
  }
  return steps;
}

function unreachableTask(facts: Facts, at: Instant): Prisma.Sql {
  const details = { reason: 'unreachable', template: facts.template };
  return Prisma.sql`
    INSERT INTO "Wait" ("key", "kind", "programId", "siteId", "owedBy", "subjectPersonId", "journeyId", "shiftId",
                        "escalationId", "since", "details")
    SELECT ${`${facts.key}/unreachable`}, 'staff-task', ${facts.programId}, ${facts.siteId}, 'staff', ${facts.personId},
           ${facts.journeyId}, ${facts.shiftId}, ${facts.escalationId}, ${at}::timestamptz,
           ${JSON.stringify(details)}::jsonb
    WHERE NOT EXISTS (
      SELECT 1 FROM "Wait" WHERE "subjectPersonId" = ${facts.personId} AND "closedAt" IS NULL
        AND "kind" = 'staff-task' AND "details" ->> 'reason' = 'unreachable')
    ON CONFLICT ("key") DO NOTHING`;
}

/** The event for an intent that came to nothing; none for one that somebody's answer made needless. */
export function intentEndEvents(
  facts: Facts,
  status: IntentEnd,
  reason: string | null,
  at: Instant,
): EventRow[] {
  if (status === 'sent' || status === 'superseded') return [];
  return [notSentEvent(facts, 'end', status, reason, at)];
}

/**
 * Writes what became of a delivery, or, without one, of an intent. The delivery's row is locked before anything else is
 * written: a status callback does the same, and whoever took the event's key first would wait for the other for ever.
 */
export async function settle(
  prisma: Database,
  delivery: Pick<DeliveryFact, 'id'> | null,
  ...steps: Step[]
): Promise<void> {
  const write = prisma.$executeRaw(statement(...steps));
  if (delivery === null) await write;
  else
    await prisma.$transaction([
      prisma.$queryRaw`SELECT 1 FROM "Delivery" WHERE "id" = ${delivery.id} FOR UPDATE`,
      write,
    ]);
}

export function sentEvent(
  facts: ScopeFacts & { template: string; urgency: string },
  attempt: Attempt & { isRepeat?: boolean },
  at: Instant,
): EventRow {
  return {
    ...scopeOf(facts),
    key: `${facts.key}/${attempt.channel}/${attempt.attempt}/sent`,
    kind: 'message-sent',
    actor: 'system',
    data: {
      template: facts.template,
      channel: attempt.channel,
      urgency: facts.urgency,
      attempt: attempt.attempt,
    },
    at,
  };
}

export function notSentEvent(
  facts: ScopeFacts & { template: string; urgency: string },
  what: string,
  reason: string,
  code: string | null,
  at: Instant,
  channel?: Channel,
): EventRow {
  return {
    ...scopeOf(facts),
    key: `${facts.key}/${what}/not-sent`,
    kind: 'message-not-sent',
    actor: 'system',
    data: { template: facts.template, urgency: facts.urgency, reason, code, ...(channel ? { channel } : {}) },
    at,
  };
}

/** The parts of an intent that its events are about. */
export function intentFactsOf(intent: MessageIntent): ScopeFacts & { template: string; urgency: string } {
  return intent;
}

export type ScopeFacts = Pick<
  Facts,
  'key' | 'personId' | 'programId' | 'siteId' | 'journeyId' | 'shiftId' | 'escalationId'
>;

function scopeOf({ personId, programId, siteId, journeyId, shiftId, escalationId }: ScopeFacts) {
  return { personId, programId, siteId, journeyId, shiftId, escalationId };
}
