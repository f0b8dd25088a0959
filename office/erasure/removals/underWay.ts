import { Prisma } from '../../../prisma/generated/client';
import { beginnings, type Removal } from './step';

/** What still waits for them, or would still be said or done about them, ends. */
export const UNDER_WAY: readonly Removal[] = [
  {
    tables: [],
    sql: (who) => Prisma.sql`
      UPDATE "Wait" SET "closedAt" = ${who.at}, "outcome" = 'erased', "closedBy" = 'system'
      WHERE "closedAt" IS NULL AND ("personId" = ${who.personId} OR "subjectPersonId" = ${who.personId}
        OR "journeyId" = ANY(${who.journeys}) OR "mentorshipId" = ANY(${who.mentorships})
        OR "key" LIKE ANY(${beginnings(who)}))`,
  },
  {
    tables: [],
    sql: (who) => Prisma.sql`
      UPDATE "MessageIntent" SET "status" = 'superseded', "statusReason" = 'erased', "settledAt" = ${who.at}
      WHERE "status" = 'pending' AND ("personId" = ${who.personId} OR "key" LIKE ANY(${beginnings(who)}))`,
  },
  {
    tables: [],
    sql: ({ appointments, referrals }) => Prisma.sql`
      UPDATE "Occasion" SET "nextAt" = NULL
      WHERE ("kind" = 'appointment' AND "ref" = ANY(${appointments})) OR ("kind" = 'referral' AND "ref" = ANY(${referrals}))`,
  },
  {
    tables: ['Appointment'],
    sql: ({ personId }) => Prisma.sql`
      UPDATE "Appointment" SET "title" = '', "place" = NULL,
        "status" = CASE WHEN "status" = 'planned' THEN 'cancelled' ELSE "status" END
      WHERE "personId" = ${personId}`,
  },
  {
    tables: [],
    sql: ({ personId, at }) => Prisma.sql`
      UPDATE "Referral" SET "status" = 'let-go', "endedAt" = ${at}
      WHERE "personId" = ${personId} AND "endedAt" IS NULL AND "status" IN ('consent-asked', 'handing-over', 'introduced')`,
  },
  {
    tables: [],
    sql: ({ transitions }) => Prisma.sql`
      UPDATE "TransitionContact" SET "status" = 'cancelled'
      WHERE "transitionId" = ANY(${transitions}) AND "status" IN ('planned', 'no-date', 'late')`,
  },
  {
    tables: [],
    sql: ({ personId, at }) => Prisma.sql`
      UPDATE "Transition" SET "status" = 'closed', "outcome" = 'withdrawn', "closedAt" = ${at}
      WHERE "personId" = ${personId} AND "status" <> 'closed'`,
  },
  {
    // Whoever hands over, or takes over, may be the one who is erased as well.
    tables: ['Transition'],
    sql: ({ personId }) => Prisma.sql`
      UPDATE "Transition" SET
        "handOverFrom" = CASE WHEN ${personId} = "personId" OR "handOverBy" = ${`person:${personId}`} THEN NULL ELSE "handOverFrom" END,
        "handOverTo" = CASE WHEN ${personId} IN ("personId", "handOverToPersonId") THEN NULL ELSE "handOverTo" END
      WHERE ${personId} IN ("personId", "handOverToPersonId") OR "handOverBy" = ${`person:${personId}`}`,
  },
  {
    tables: ['DeathRecord'],
    sql: ({ personId }) =>
      Prisma.sql`UPDATE "DeathRecord" SET "undoneWhy" = NULL WHERE "personId" = ${personId}`,
  },
];
