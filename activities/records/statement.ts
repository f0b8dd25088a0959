import { Prisma } from '../../prisma/generated/client';

/** One insert or update; `name` is how later steps refer to the rows it returns. */
export interface Step {
  name: string;
  sql: Prisma.Sql;
}

/**
 * Several steps as one statement: one round trip, and a transaction by itself. All steps see the tables as they were
 * before the statement, so no two of them may touch the same row.
 */
export function statement(...steps: Step[]): Prisma.Sql {
  return Prisma.sql`WITH ${named(steps)} SELECT 1`;
}

/** The same, and gives back the rows of the step of that name. */
export function statementGiving(name: string, ...steps: Step[]): Prisma.Sql {
  return Prisma.sql`WITH ${named(steps)} SELECT * FROM ${Prisma.raw(name)}`;
}

function named(steps: readonly Step[]): Prisma.Sql {
  return Prisma.join(steps.map(({ name, sql }) => Prisma.sql`${Prisma.raw(name)} AS (${sql})`));
}
