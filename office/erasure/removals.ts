import { Prisma } from '../../prisma/generated/client';
import { SAID } from './removals/messages';
import { ofParticipant, ofPerson, wordless, type Removal } from './removals/step';
import { UNDER_WAY } from './removals/underWay';
import { WORK } from './removals/work';

/** In this order: what leads to other rows goes last. Every table with a `personal` column has its step. */
export const REMOVALS: readonly Removal[] = [
  ...UNDER_WAY,
  ...SAID,
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
  ...WORK,
  ...ofPerson('ContactPoint', 'SafetyPlan', 'RotaAbsence', 'PartnerShare'),
  {
    tables: ['Escalation'],
    sql: ({ personId }) =>
      Prisma.sql`UPDATE "Escalation" SET "note" = NULL WHERE "subjectPersonId" = ${personId}`,
  },
  {
    tables: ['GoalStep'],
    sql: ({ participants }) => Prisma.sql`
      DELETE FROM "GoalStep" WHERE "goalId" IN (SELECT "id" FROM "Goal" WHERE "participantId" = ANY(${participants}))`,
  },
  ...ofParticipant('SurveyResponse', 'SurveyDraft', 'Goal', 'SelfDescription', 'Note', 'Alumnus'),
  wordless('AchievementReview', 'words', 'reply', 'goals'),
  {
    tables: ['Mentorship'],
    sql: ({ participants }) => Prisma.sql`
      UPDATE "Mentorship" SET
        "menteeWords" = CASE WHEN "menteeId" = ANY(${participants}) THEN NULL ELSE "menteeWords" END,
        "mentorWords" = CASE WHEN "mentorId" = ANY(${participants}) THEN NULL ELSE "mentorWords" END
      WHERE "menteeId" = ANY(${participants}) OR "mentorId" = ANY(${participants})`,
  },
  {
    // Whoever of the two wrote it, it is about both.
    tables: ['MatchFlag'],
    sql: ({ participants }) => Prisma.sql`
      UPDATE "MatchFlag" SET "words" = NULL WHERE "menteeId" = ANY(${participants}) OR "mentorId" = ANY(${participants})`,
  },
  {
    tables: ['CaseloadReason'],
    sql: ({ participants, mentorships }) => Prisma.sql`
      UPDATE "CaseloadReason" SET "reason" = '' WHERE "mentorId" = ANY(${participants}) OR "mentorshipId" = ANY(${mentorships})`,
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
