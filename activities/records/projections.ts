import type { Instant, WallClock } from '../../domain/ids';
import { Prisma } from '../../prisma/generated/client';
import { ESCALATION_OUTCOMES, type JourneyProjection, type RecordBatch } from '../../workflows/contract';
import { rowset } from './rows';
import type { Step } from './statement';

/** What a workflow last said of itself, written so that a late repeat never overwrites what came after it. */

/** How an end-of-shift check-in was answered, by the peer or by a human. */
export const SETTLED = ['ok', ...ESCALATION_OUTCOMES];

type Of<K extends keyof RecordBatch> = NonNullable<RecordBatch[K]>;

/** Details of a wait `w` for an end that moves: it is asked about as long before the new one as before the old one. */
export function askedLater(dueAt: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`COALESCE(w."details", '{}'::jsonb) || jsonb_build_object(
    'asksFrom', COALESCE((w."details" ->> 'asksFrom')::timestamptz, w."since") + (${dueAt} - w."dueAt"))`;
}

/**
 * An end that moves is asked about anew, and until then no word is a word on it. Whoever has answered before it was due owes
 * the new one; so does whoever a human had settled it for.
 */
export function setDue(due: Of<'due'>): Step {
  const sql = Prisma.sql`
    UPDATE "Wait" w SET "dueAt" = row."dueAt", "closedAt" = NULL, "outcome" = NULL, "closedBy" = NULL,
      "details" = CASE WHEN w."kind" = 'end-of-shift' THEN ${askedLater(Prisma.sql`row."dueAt"`)} ELSE w."details" END
    FROM jsonb_to_recordset(${rowset(due)}) AS row("key" text, "dueAt" timestamptz, "again" boolean)
    WHERE w."key" = row."key" AND (w."closedAt" IS NULL
      OR (w."kind" = 'end-of-shift' AND w."outcome" = ANY(${SETTLED}) AND w."dueAt" < row."dueAt"
          AND (w."closedAt" < w."dueAt" OR row."again")))`;
  return { name: 'due', sql };
}

export function moveJourney(journey: JourneyProjection, programId: string, at: Instant): Step[] {
  const over = journey.status === 'ended' || journey.status === 'withdrawn';
  const moved = Prisma.sql`
    INSERT INTO "Journey" AS j ("id", "participantId", "programId", "programVersion", "status", "stage", "role",
                                "privileges", "passedSteps", "sequence", "startedAt", "updatedAt", "endedAt")
    SELECT ${journey.journeyId}, ${journey.participantId}, p."id", COALESCE(${journey.version ?? null}::text, p."version"), ${journey.status}, ${journey.stage},
           ${journey.role}, ${journey.privileges}, ${journey.passedSteps}, ${journey.sequence}, ${at}::timestamptz,
           ${at}::timestamptz, CASE WHEN ${over} THEN ${at}::timestamptz END
    FROM "Program" p WHERE p."id" = ${programId}
    ON CONFLICT ("id") DO UPDATE SET
      "status" = EXCLUDED."status", "stage" = EXCLUDED."stage", "role" = EXCLUDED."role",
      "privileges" = EXCLUDED."privileges", "passedSteps" = EXCLUDED."passedSteps",
      "programVersion" = COALESCE(${journey.version ?? null}::text, j."programVersion"),
      "sequence" = EXCLUDED."sequence", "updatedAt" = EXCLUDED."updatedAt", "endedAt" = EXCLUDED."endedAt"
    WHERE j."sequence" < EXCLUDED."sequence"
    RETURNING "participantId"`;
  const participant = Prisma.sql`
    UPDATE "Participant" SET "role" = ${journey.role}, "tier" = COALESCE(${journey.tier ?? null}, "tier")
    WHERE "id" IN (SELECT "participantId" FROM journey)
      AND ("role", "tier") IS DISTINCT FROM (${journey.role}, COALESCE(${journey.tier ?? null}, "tier"))`;
  return [
    { name: 'journey', sql: moved },
    { name: 'participant', sql: participant },
  ];
}

/** Forward only: an ended pair never comes back, an active one is never on offer again. */
export function moveMentorship(mentorship: Of<'mentorship'>, at: Instant): Step {
  const { id, status, said, endReason, interim } = mentorship;
  const over = status !== 'offered' && status !== 'active';
  const sql = Prisma.sql`
    UPDATE "Mentorship" SET
      "status" = ${status},
      "menteeSaid" = COALESCE(${said?.mentee ?? null}, "menteeSaid"),
      "mentorSaid" = COALESCE(${said?.mentor ?? null}, "mentorSaid"),
      "activeAt" = CASE WHEN ${status === 'active'} THEN COALESCE("activeAt", ${at}::timestamptz) ELSE "activeAt" END,
      "endedAt" = CASE WHEN ${over} THEN COALESCE("endedAt", ${at}::timestamptz) END,
      "endReason" = COALESCE(${endReason ?? null}, "endReason"),
      "interimPersonId" = CASE WHEN ${over || interim === null} THEN NULL
                               ELSE COALESCE(${interim?.personId ?? null}, "interimPersonId") END,
      "interimSince" = CASE WHEN ${over || interim === null} THEN NULL
                            WHEN ${interim != null} THEN ${at}::timestamptz ELSE "interimSince" END
    WHERE "id" = ${id} AND ("status" = ${status} OR "status" = 'proposed' OR "status" = 'offered'
      OR ("status" = 'active' AND ${over}))`;
  return { name: 'mentorship', sql };
}

/** The pair is never proposed again. */
export function blockPair(mentorshipId: string, reason: string, at: Instant): Step {
  const sql = Prisma.sql`
    INSERT INTO "PairBlock" ("menteeId", "mentorId", "reason", "at")
    SELECT "menteeId", "mentorId", ${reason}, ${at}::timestamptz FROM "Mentorship" WHERE "id" = ${mentorshipId}
    ON CONFLICT DO NOTHING`;
  return { name: 'blocked', sql };
}

/** A meeting whose outcome is known is not planned again. What is proposed stands until the next word about it. */
export function planMeetings(mentorshipId: string, meetings: Of<'meetings'>, at: Instant): Step {
  const rows = latest(meetings).map(({ proposed, moved, ...meeting }) => ({
    ...meeting,
    proposedWall: proposed?.wall,
    proposedAt: proposed?.at,
    proposedBy: proposed?.by,
    moves: moved ? 1 : 0,
  }));
  const sql = Prisma.sql`
    INSERT INTO "Meeting" AS m ("id", "mentorshipId", "number", "startsWall", "zone", "startsAt", "status", "decidedBy",
                                "decidedAt", "proposedWall", "proposedAt", "proposedBy", "moves")
    SELECT ${mentorshipId} || '/' || "number", ${mentorshipId}, "number", "startsWall", "zone", "startsAt", "status",
           "by", CASE WHEN "status" <> 'planned' THEN ${at}::timestamptz END, "proposedWall", "proposedAt",
           "proposedBy", "moves"
    FROM jsonb_to_recordset(${rowset(rows)}) AS row(
      "number" int, "startsWall" text, "zone" text, "startsAt" timestamptz, "status" text, "by" text,
      "proposedWall" text, "proposedAt" timestamptz, "proposedBy" text, "moves" int)
    ORDER BY "number"
    ON CONFLICT ("mentorshipId", "number") DO UPDATE SET
      "startsWall" = EXCLUDED."startsWall", "zone" = EXCLUDED."zone", "startsAt" = EXCLUDED."startsAt",
      "status" = EXCLUDED."status", "decidedBy" = EXCLUDED."decidedBy", "decidedAt" = EXCLUDED."decidedAt",
      "proposedWall" = EXCLUDED."proposedWall", "proposedAt" = EXCLUDED."proposedAt",
      "proposedBy" = EXCLUDED."proposedBy", "moves" = m."moves" + EXCLUDED."moves"
    WHERE m."status" IN ('planned', 'unknown') OR EXCLUDED."status" IN ('attended', 'missed')`;
  return { name: 'meetings', sql };
}

/** Of several words about one meeting in one decision the last one counts: a statement changes a row once. */
function latest(meetings: Of<'meetings'>): Of<'meetings'> {
  const byNumber = new Map<number, Of<'meetings'>[number]>();
  for (const meeting of meetings) {
    const before = byNumber.get(meeting.number);
    byNumber.set(meeting.number, { ...meeting, ...(before?.moved && { moved: true as const }) });
  }
  return [...byNumber.values()];
}

/** A goal that its owner has let go stays so. */
export function moveGoals(goals: Of<'goals'>, at: Instant): Step {
  const sql = Prisma.sql`
    UPDATE "Goal" g SET "progress" = row."progress", "updatedAt" = ${at}::timestamptz,
      "status" = CASE WHEN row."progress" >= 100 THEN 'reached' ELSE 'open' END
    FROM jsonb_to_recordset(${rowset(goals)}) AS row("id" text, "progress" int)
    WHERE g."id" = row."id" AND g."status" <> 'let-go'`;
  return { name: 'goals', sql };
}

/** A closed or cancelled shift stays what it is. */
export function moveShift(
  shiftId: string,
  shift: Of<'shift'>,
  endsWall: WallClock | undefined,
  at: Instant,
): Step {
  const over = shift.status === 'closed' || shift.status === 'cancelled';
  const sql = Prisma.sql`
    UPDATE "Shift" SET "status" = ${shift.status}, "endsAt" = ${shift.endsAt}::timestamptz,
      "startsAt" = COALESCE(${shift.startsAt ?? null}::timestamptz, "startsAt"),
      "endsWall" = COALESCE(${endsWall ?? null}, "endsWall"),
      "closedAt" = CASE WHEN ${over} THEN ${at}::timestamptz END
    WHERE "id" = ${shiftId} AND "status" NOT IN ('closed', 'cancelled')`;
  return { name: 'shift', sql };
}

/** A resolved escalation stays so; on becoming resolved, what was still going to be said about it is superseded. */
export function moveEscalation(id: string, escalation: Of<'escalation'>, at: Instant): Step[] {
  const { status, level, owner, outcomeDueAt, peerAnswered, outcome, by } = escalation;
  const acknowledgedBy = escalation.acknowledgedBy ?? null;
  const moved = Prisma.sql`
    UPDATE "Escalation" SET
      "status" = ${status},
      "level" = ${level},
      "acknowledgedAt" = CASE WHEN ${acknowledgedBy}::text <> COALESCE("acknowledgedBy", '')
                                OR (${status === 'acknowledged'} AND "status" <> 'acknowledged')
                              THEN ${at}::timestamptz ELSE "acknowledgedAt" END,
      "acknowledgedBy" = COALESCE(${acknowledgedBy}, "acknowledgedBy"),
      -- Taken by whoever is no person here, it is not its former owner's.
      "ownerPersonId" = CASE WHEN ${status === 'acknowledged'} THEN ${owner ?? null}
                             ELSE COALESCE(${owner ?? null}, "ownerPersonId") END,
      "outcomeDueAt" = ${outcomeDueAt ?? null}::timestamptz,
      "peerAnsweredAt" = CASE ${peerAnswered ?? null}::boolean
                              WHEN TRUE THEN COALESCE("peerAnsweredAt", ${at}::timestamptz)
                              WHEN FALSE THEN NULL ELSE "peerAnsweredAt" END,
      "unresolvedAt" = CASE WHEN ${status === 'unresolved'} THEN COALESCE("unresolvedAt", ${at}::timestamptz)
                            ELSE "unresolvedAt" END,
      "resolvedAt" = CASE WHEN ${status === 'resolved'} THEN ${at}::timestamptz END,
      "resolvedBy" = CASE WHEN ${status === 'resolved'} THEN ${by ?? null} END,
      "outcome" = COALESCE(${outcome ?? null}, "outcome")
    WHERE "id" = ${id} AND "status" <> 'resolved'
    RETURNING "id", "status"`;
  const unsaid = Prisma.sql`
    UPDATE "MessageIntent" SET "status" = 'superseded', "statusReason" = 'escalation-resolved',
      "settledAt" = ${at}::timestamptz
    WHERE "status" = 'pending' AND "escalationId" IN (SELECT "id" FROM escalation WHERE "status" = 'resolved')`;
  return [
    { name: 'escalation', sql: moved },
    { name: 'unsaid_escalation', sql: unsaid },
  ];
}

/** A request that is over stays so. The first word of its workflow stores it, where nobody did before. */
export function moveRequest(request: Of<'request'>, scope: RecordBatch['scope'], at: Instant): Step {
  const { id, status, takenBy, late, dueAt, exclude, askedBy } = request;
  const over = status === 'fulfilled' || status === 'cancelled';
  const sql = Prisma.sql`
    INSERT INTO "Request" AS r ("id", "programId", "siteId", "personId", "journeyId", "exclude", "status", "takenBy",
                                "late", "askedBy", "dueAt", "createdAt", "takenAt", "endedAt")
    VALUES (${id}, ${scope.programId}, ${scope.siteId ?? null}, ${scope.personId ?? ''}, ${scope.journeyId ?? null},
            ${exclude}, ${status}, ${takenBy ?? null}, ${late}, ${askedBy}, ${dueAt}::timestamptz, ${at}::timestamptz,
            NULL, NULL)
    ON CONFLICT ("id") DO UPDATE SET
      "status" = EXCLUDED."status", "late" = EXCLUDED."late", "dueAt" = EXCLUDED."dueAt",
      "takenBy" = COALESCE(EXCLUDED."takenBy", r."takenBy"),
      "takenAt" = CASE WHEN EXCLUDED."takenBy" IS NOT NULL THEN COALESCE(r."takenAt", ${at}::timestamptz) END,
      "endedAt" = CASE WHEN ${over} THEN ${at}::timestamptz END
    WHERE r."status" NOT IN ('fulfilled', 'cancelled')`;
  return { name: 'request', sql };
}

/** From here on nothing automated goes to or about the person (rule 16); what was pending is kept back. */
export function recordDeath(personId: string, at: Instant): Step[] {
  const person = Prisma.sql`
    UPDATE "Person" SET "deceasedAt" = ${at}::timestamptz WHERE "id" = ${personId} AND "deceasedAt" IS NULL`;
  const intents = Prisma.sql`
    UPDATE "MessageIntent" SET "status" = 'suppressed', "statusReason" = 'deceased', "settledAt" = ${at}::timestamptz
    WHERE "status" = 'pending' AND ${personId} IN ("personId", "refs" ->> 'peer', "refs" ->> 'other')`;
  return [
    { name: 'deceased', sql: person },
    { name: 'unsaid_deceased', sql: intents },
  ];
}
