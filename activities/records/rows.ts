import type { Instant, OccurrenceKey } from '../../domain/ids';
import type { EventKind } from '../../domain/ledger';
import { Prisma } from '../../prisma/generated/client';
import type { Actor, Intent, OpenWait, WaitKind } from '../../workflows/contract';
import type { Step } from './statement';

/**
 * The four kinds of rows that almost every decision writes, each as one step however many rows there are. All of them
 * are keyed by what happened, so that writing the same again changes nothing.
 */
export interface Scope {
  programId: string;
  siteId?: string | null;
  personId?: string | null;
  journeyId?: string | null;
  mentorshipId?: string | null;
  shiftId?: string | null;
  escalationId?: string | null;
}

export interface EventRow extends Scope {
  key: string;
  kind: EventKind;
  actor: Actor;
  data?: Record<string, string | number | boolean | null>;
  at: Instant;
}

export interface WaitRow extends Omit<Scope, 'personId'> {
  key: string;
  kind: WaitKind;
  owedBy: 'participant' | 'staff';
  personId?: string | null;
  subjectPersonId?: string | null;
  workflowId?: string | null;
  since: Instant;
  dueAt?: Instant;
  details?: Record<string, string | number | boolean>;
}

export interface IntentRow extends Omit<Intent, 'key'>, Pick<Scope, 'programId'> {
  key: string;
  siteId?: string | null;
  journeyId?: string | null;
  shiftId?: string | null;
  escalationId?: string | null;
  at: Instant;
}

export interface WaitClosing {
  key: string;
  outcome: string;
  by: Actor;
}

/** A list of rows as one parameter, whose number of columns does not grow with it. */
export function rowset(rows: readonly object[]): Prisma.Sql {
  return Prisma.sql`${JSON.stringify(rows)}::jsonb`;
}

/** Appends to the ledger; what stands there already stays as it is. @param only a condition on `row` */
export function appendEvents(rows: readonly EventRow[], only = Prisma.sql`TRUE`): Step {
  const sql = Prisma.sql`
    INSERT INTO "Event" ("key", "kind", "programId", "siteId", "personId", "journeyId", "mentorshipId", "shiftId",
                         "escalationId", "actor", "data", "at")
    SELECT "key", "kind", "programId", "siteId", "personId", "journeyId", "mentorshipId", "shiftId",
           "escalationId", "actor", COALESCE("data", '{}'::jsonb), "at"
    FROM jsonb_to_recordset(${rowset(rows)}) AS row(
      "key" text, "kind" text, "programId" text, "siteId" text, "personId" text, "journeyId" text,
      "mentorshipId" text, "shiftId" text, "escalationId" text, "actor" text, "data" jsonb, "at" timestamptz)
    WHERE ${only}
    ON CONFLICT ("key") DO NOTHING`;
  return { name: 'events', sql };
}

/** What somebody owes, as a row: whoever it is about owes it only where it is a participant's to give. */
export function waitRow(scope: Scope & Pick<WaitRow, 'workflowId'>, wait: OpenWait, since: Instant): WaitRow {
  return {
    ...scope,
    ...wait,
    personId: wait.personId ?? (wait.owedBy === 'participant' ? scope.personId : null),
    subjectPersonId: wait.subjectPersonId ?? scope.personId,
    since,
  };
}

/** Opens waits; one that is open or was closed already stays as it is. @param only a condition on `row` */
export function openWaits(rows: readonly WaitRow[], only = Prisma.sql`TRUE`): Step {
  const sql = Prisma.sql`
    INSERT INTO "Wait" ("key", "kind", "programId", "siteId", "owedBy", "personId", "subjectPersonId", "journeyId",
                        "mentorshipId", "shiftId", "escalationId", "workflowId", "since", "dueAt", "details")
    SELECT "key", "kind", "programId", "siteId", "owedBy", "personId", "subjectPersonId", "journeyId",
           "mentorshipId", "shiftId", "escalationId", "workflowId", "since", "dueAt", "details"
    FROM jsonb_to_recordset(${rowset(rows)}) AS row(
      "key" text, "kind" text, "programId" text, "siteId" text, "owedBy" text, "personId" text,
      "subjectPersonId" text, "journeyId" text, "mentorshipId" text, "shiftId" text, "escalationId" text,
      "workflowId" text, "since" timestamptz, "dueAt" timestamptz, "details" jsonb)
    WHERE ${only}
    ORDER BY "key"
    ON CONFLICT ("key") DO NOTHING`;
  return { name: 'opened', sql };
}

/** Closes waits, and with each of them keeps what was going to be said about it from being said. */
export function closeWaits(rows: readonly WaitClosing[], at: Instant): Step[] {
  const sql = Prisma.sql`
    UPDATE "Wait" w SET "closedAt" = ${at}::timestamptz, "outcome" = row."outcome", "closedBy" = row."by"
    FROM jsonb_to_recordset(${rowset(rows)}) AS row("key" text, "outcome" text, "by" text)
    WHERE w."key" = row."key" AND w."closedAt" IS NULL
    RETURNING w."key"`;
  return [
    { name: 'closed', sql },
    { name: 'unsaid', sql: supersedeIntentsOf('closed', at) },
  ];
}

/** Closes every open wait of a workflow whose key starts with `prefix`. */
export function closeWaitsOf(
  workflowId: string,
  closing: { prefix: string; outcome: string; by: Actor },
  at: Instant,
): Step[] {
  const sql = Prisma.sql`
    UPDATE "Wait" SET "closedAt" = ${at}::timestamptz, "outcome" = ${closing.outcome}, "closedBy" = ${closing.by}
    WHERE "workflowId" = ${workflowId} AND "closedAt" IS NULL AND starts_with("key", ${closing.prefix})
    RETURNING "key"`;
  return [
    { name: 'closed_all', sql },
    { name: 'unsaid_all', sql: supersedeIntentsOf('closed_all', at) },
  ];
}

function supersedeIntentsOf(closed: 'closed' | 'closed_all', at: Instant): Prisma.Sql {
  return Prisma.sql`
    UPDATE "MessageIntent" SET "status" = 'superseded', "statusReason" = 'wait-closed', "settledAt" = ${at}::timestamptz
    WHERE "status" = 'pending' AND "waitKey" IN (SELECT "key" FROM ${Prisma.raw(closed)})`;
}

/** Whoever they are for has left, or is kept apart from whoever they are about; what is under way is not called back. */
export function unsay(keys: readonly string[], at: Instant): Step {
  const sql = Prisma.sql`
    UPDATE "MessageIntent" SET "status" = 'superseded', "statusReason" = 'silenced', "settledAt" = ${at}::timestamptz
    WHERE "status" = 'pending' AND "urgency" <> 'escalation' AND "key" = ANY(${[...keys]})`;
  return { name: 'silenced', sql };
}

/**
 * Stores intents. What would go to or about somebody who has died is stored as suppressed, so that the record shows
 * what was not said (rule 16).
 * @param only a condition on `checked`
 */
export function storeIntents(rows: readonly IntentRow[], only = Prisma.sql`TRUE`): Step {
  const sql = Prisma.sql`
    INSERT INTO "MessageIntent" ("key", "personId", "template", "refs", "urgency", "channels", "programId", "siteId",
                                 "journeyId", "shiftId", "escalationId", "waitKey", "status", "statusReason", "at",
                                 "expiresAt", "settledAt")
    SELECT "key", "personId", "template", COALESCE("refs", '{}'::jsonb), "urgency",
           COALESCE((SELECT array_agg(c) FROM jsonb_array_elements_text("channels") c), '{}'), "programId", "siteId",
           "journeyId", "shiftId", "escalationId", "waitKey",
           CASE WHEN "died" THEN 'suppressed' ELSE 'pending' END,
           CASE WHEN "died" THEN 'deceased' END, "at", "expiresAt", CASE WHEN "died" THEN "at" END
    FROM (SELECT row.*, EXISTS (
              SELECT 1 FROM "Person" p
              WHERE p."deceasedAt" IS NOT NULL
                AND p."id" IN (row."personId", row."refs" ->> 'peer', row."refs" ->> 'other')) AS "died"
          FROM jsonb_to_recordset(${rowset(rows)}) AS row(
            "key" text, "personId" text, "template" text, "refs" jsonb, "urgency" text, "channels" jsonb,
            "programId" text, "siteId" text, "journeyId" text, "shiftId" text, "escalationId" text, "waitKey" text,
            "at" timestamptz, "expiresAt" timestamptz)) AS checked
    WHERE ${only}
    ORDER BY "key"
    ON CONFLICT ("key") DO NOTHING`;
  return { name: 'intents', sql };
}

/** Keys in the order in which they are carried out. */
export function keysOf(rows: readonly { key: string }[]): OccurrenceKey[] {
  return rows.map((row) => row.key as OccurrenceKey);
}
