import { Prisma } from '../../../prisma/generated/client';
import { ofParticipant, wordless, type Removal } from './step';

/** What was done, given and decided stays in the records of work, without the words on it. */
export const WORK: readonly Removal[] = [
  ...ofParticipant('ModuleProposal'),
  wordless('TrainingRecord', 'proof'),
  wordless('ModuleRating', 'words'),
  wordless('TierChange', 'words', 'reviewWords'),
  wordless('WorkRecord', 'reason'),
  wordless('OpeningOffer', 'why'),
  {
    tables: ['WorkReview'],
    sql: ({ participants }) =>
      Prisma.sql`UPDATE "WorkReview" SET "words" = '' WHERE "participantId" = ANY(${participants})`,
  },
  {
    tables: ['ShiftCapOverride'],
    sql: ({ personId }) =>
      Prisma.sql`UPDATE "ShiftCapOverride" SET "reason" = '' WHERE "personId" = ${personId}`,
  },
  {
    tables: ['ProgramReview'],
    sql: ({ personId }) => Prisma.sql`UPDATE "ProgramReview" SET "says" = '' WHERE "personId" = ${personId}`,
  },
];
