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
  const named = steps.map(({ name, sql }) => Prisma.sql`${Prisma.raw(name)} AS (${sql})`);
  return Prisma.sql`WITH ${Prisma.join(named)} SELECT 1`;
}
