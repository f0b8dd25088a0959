import { Prisma } from '../../../prisma/generated/client';

/** Who is erased, with everything that leads to what is theirs. */
export interface Subject {
  personId: string;
  participants: string[];
  journeys: string[];
  mentorships: string[];
  shifts: string[];
  appointments: string[];
  referrals: string[];
  transitions: string[];
  names: string[];
  at: Date;
}

/** The tables whose personal columns a step empties or whose rows it takes away. */
export interface Removal {
  tables: string[];
  sql: (who: Subject) => Prisma.Sql;
}

/** Takes away every row of the person in these tables. */
export const ofPerson = (...tables: string[]): Removal[] =>
  tables.map((table) => ({
    tables: [table],
    sql: ({ personId }) => Prisma.sql`DELETE FROM ${Prisma.raw(`"${table}"`)} WHERE "personId" = ${personId}`,
  }));

/** Takes away every row of the person's parts in programs in these tables. */
export const ofParticipant = (...tables: string[]): Removal[] =>
  tables.map((table) => ({
    tables: [table],
    sql: ({ participants }) =>
      Prisma.sql`DELETE FROM ${Prisma.raw(`"${table}"`)} WHERE "participantId" = ANY(${participants})`,
  }));

/** Leaves the rows of the person's parts in programs, without the words in them. */
export const wordless = (table: string, ...columns: string[]): Removal => ({
  tables: [table],
  sql: ({ participants }) => Prisma.sql`
    UPDATE ${Prisma.raw(`"${table}"`)} SET ${Prisma.raw(columns.map((column) => `"${column}" = NULL`).join(', '))}
    WHERE "participantId" = ANY(${participants})`,
});

/** How the keys begin of what has their name in it and not their id. */
export const beginnings = ({ mentorships, appointments, referrals, transitions }: Subject): string[] => [
  ...mentorships.map((id) => `mentorship-${id}/%`),
  ...appointments.map((id) => `appointment-${id}/%`),
  ...referrals.map((id) => `referral-${id}/%`),
  ...transitions.map((id) => `transition-${id}/%`),
];
