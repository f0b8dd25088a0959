import { Prisma } from '../../prisma/generated/client';

/** Who is erased, with everything that leads to what is theirs. */
export interface Subject {
  personId: string;
  participants: string[];
  journeys: string[];
  mentorships: string[];
  shifts: string[];
  names: string[];
  at: Date;
}

/** The tables whose personal columns a step empties or whose rows it takes away. */
interface Removal {
  tables: string[];
  sql: (who: Subject) => Prisma.Sql;
}

/** Messages to them, and messages to others that speak of them. */
const MESSAGES = ({ personId, participants, journeys, mentorships, shifts, names }: Subject): Prisma.Sql => {
  const ids = [personId, ...participants];
  const begins = mentorships.map((id) => `mentorship-${id}/%`);
  const named = names.map((name) => `%${name.replaceAll(/[\\%_]/g, '\\$&')}%`);
  return Prisma.sql`
    SELECT d."id" FROM "Delivery" d JOIN "MessageIntent" i ON i."key" = d."intentKey"
    WHERE i."personId" = ${personId} OR i."journeyId" = ANY(${journeys})
      OR i."escalationId" IN (SELECT "id" FROM "Escalation" WHERE "subjectPersonId" = ${personId})
      OR i."key" LIKE ANY(${begins})
      OR EXISTS (SELECT 1 FROM unnest(${ids}::text[]) AS t(id) WHERE strpos(i."key", t.id) > 0 OR strpos(i."refs"::text, t.id) > 0)
      OR (i."shiftId" = ANY(${shifts}) AND (d."body" ILIKE ANY(${named}) OR d."subject" ILIKE ANY(${named})))`;
};

const ofPerson =
  (table: string) =>
  ({ personId }: Subject): Prisma.Sql =>
    Prisma.sql`DELETE FROM ${Prisma.raw(`"${table}"`)} WHERE "personId" = ${personId}`;
const ofParticipant =
  (table: string) =>
  ({ participants }: Subject): Prisma.Sql =>
    Prisma.sql`DELETE FROM ${Prisma.raw(`"${table}"`)} WHERE "participantId" = ANY(${participants})`;

/** In this order: what leads to other rows goes last. Every table with a `personal` column has its step. */
export const REMOVALS: readonly Removal[] = [
  {
    tables: [],
    sql: ({ personId, journeys, mentorships, at }) => Prisma.sql`
      UPDATE "Wait" SET "closedAt" = ${at}, "outcome" = 'erased', "closedBy" = 'system'
      WHERE "closedAt" IS NULL AND ("personId" = ${personId} OR "subjectPersonId" = ${personId}
        OR "journeyId" = ANY(${journeys}) OR "mentorshipId" = ANY(${mentorships}))`,
  },
  {
    tables: [],
    sql: ({ personId, at }) => Prisma.sql`
      UPDATE "MessageIntent" SET "status" = 'superseded', "statusReason" = 'erased', "settledAt" = ${at}
      WHERE "status" = 'pending' AND "personId" = ${personId}`,
  },
  {
    tables: ['DeliveryReceipt'],
    sql: (who) => Prisma.sql`
      DELETE FROM "DeliveryReceipt" WHERE "carrierId" IN (SELECT "carrierId" FROM "Delivery" WHERE "id" IN (${MESSAGES(who)}))`,
  },
  {
    tables: ['Delivery'],
    sql: (who) => Prisma.sql`
      UPDATE "Delivery" SET "address" = '', "subject" = NULL, "body" = '', "carrierId" = NULL
      WHERE "id" IN (${MESSAGES(who)})`,
  },
  { tables: ['Inbound'], sql: ofPerson('Inbound') },
  { tables: ['PersonalLink'], sql: ofPerson('PersonalLink') },
  {
    tables: ['Application'],
    sql: ({ personId, participants }) => Prisma.sql`
      DELETE FROM "Application" a WHERE a."participantId" = ANY(${participants}) OR EXISTS (
        SELECT 1 FROM "ContactPoint" c JOIN "Person" p ON p."id" = c."personId"
        WHERE p."id" = ${personId} AND lower(a."givenName") = lower(p."givenName") AND c."value" IN (a."phone", a."email"))`,
  },
  {
    tables: ['Application'],
    sql: ({ personId }) =>
      Prisma.sql`UPDATE "Application" SET "partner" = NULL WHERE "partnerPersonId" = ${personId}`,
  },
  {
    tables: ['PeerWord'],
    sql: ({ personId, journeys }) => Prisma.sql`
      UPDATE "PeerWord" SET "words" = NULL WHERE "personId" = ${personId} OR "journeyId" = ANY(${journeys})`,
  },
  {
    tables: ['StepDecision'],
    sql: ({ journeys }) => Prisma.sql`
      UPDATE "StepDecision" SET "reason" = NULL, "referredTo" = NULL WHERE "journeyId" = ANY(${journeys})`,
  },
  { tables: ['ContactPoint'], sql: ofPerson('ContactPoint') },
  { tables: ['SafetyPlan'], sql: ofPerson('SafetyPlan') },
  { tables: ['RotaAbsence'], sql: ofPerson('RotaAbsence') },
  {
    tables: ['ShiftCapOverride'],
    sql: ({ personId }) =>
      Prisma.sql`UPDATE "ShiftCapOverride" SET "reason" = '' WHERE "personId" = ${personId}`,
  },
  {
    tables: ['Escalation'],
    sql: ({ personId }) =>
      Prisma.sql`UPDATE "Escalation" SET "note" = NULL WHERE "subjectPersonId" = ${personId}`,
  },
  { tables: ['SurveyResponse'], sql: ofParticipant('SurveyResponse') },
  { tables: ['Goal'], sql: ofParticipant('Goal') },
  { tables: ['SelfDescription'], sql: ofParticipant('SelfDescription') },
  {
    tables: ['Mentorship'],
    sql: ({ participants }) => Prisma.sql`
      UPDATE "Mentorship" SET
        "menteeWords" = CASE WHEN "menteeId" = ANY(${participants}) THEN NULL ELSE "menteeWords" END,
        "mentorWords" = CASE WHEN "mentorId" = ANY(${participants}) THEN NULL ELSE "mentorWords" END
      WHERE "menteeId" = ANY(${participants}) OR "mentorId" = ANY(${participants})`,
  },
  {
    tables: ['IdempotentRequest'],
    sql: ({ personId, participants, journeys }) => Prisma.sql`
      DELETE FROM "IdempotentRequest" WHERE EXISTS (
        SELECT 1 FROM unnest(${[personId, ...participants, ...journeys]}::text[]) AS t(id)
        WHERE strpos("body"::text, t.id) > 0)`,
  },
  {
    tables: ['Participant'],
    sql: ({ participants }) =>
      Prisma.sql`UPDATE "Participant" SET "reference" = NULL WHERE "id" = ANY(${participants})`,
  },
  {
    tables: ['Person'],
    sql: ({ personId, at }) => Prisma.sql`
      UPDATE "Person" SET "givenName" = '', "surname" = NULL, "preferredName" = NULL, "duressPhrase" = NULL, "erasedAt" = ${at}
      WHERE "id" = ${personId}`,
  },
];
