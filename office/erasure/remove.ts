import type { Database, Transaction } from '../../platform/database';
import { newId } from '../../platform/newId';
import { Prisma } from '../../prisma/generated/client';
import { COLUMNS } from './columns';
import { REMOVALS } from './removals';
import type { Subject } from './removals/step';

/** A large ledger is gone through once; nobody waits for it at a page. */
const PATIENCE_MS = 10 * 60_000;

export async function subjectOf(database: Transaction, personId: string, at: Date): Promise<Subject> {
  const person = await database.person.findUniqueOrThrow({
    where: { id: personId },
    include: { participants: { include: { journeys: { select: { id: true } } } } },
  });
  const participants = person.participants.map(({ id }) => id);
  const theirs = { where: { personId }, select: { id: true } };
  const [mentorships, shifts, appointments, referrals, transitions] = await Promise.all([
    database.mentorship.findMany({
      where: { OR: [{ menteeId: { in: participants } }, { mentorId: { in: participants } }] },
      select: { id: true },
    }),
    database.shiftPeer.findMany({ where: { personId }, select: { shiftId: true } }),
    database.appointment.findMany(theirs),
    database.referral.findMany(theirs),
    database.transition.findMany(theirs),
  ]);
  return {
    personId,
    participants,
    journeys: person.participants.flatMap(({ journeys }) => journeys.map(({ id }) => id)),
    mentorships: mentorships.map(({ id }) => id),
    shifts: shifts.map(({ shiftId }) => shiftId),
    appointments: appointments.map(({ id }) => id),
    referrals: referrals.map(({ id }) => id),
    transitions: transitions.map(({ id }) => id),
    names: [person.givenName, person.preferredName, person.surname].filter((name) => !!name) as string[],
    at,
  };
}

/**
 * Takes away everything personal of somebody, in one transaction, and gives them and their path new ids that lead nowhere:
 * the ledger keeps what happened, so totals still add up, and nothing keeps to whom.
 * @returns the new id
 */
export async function remove(database: Database, who: Subject): Promise<string> {
  const old = [who.personId, ...who.participants, ...who.journeys];
  const fresh = old.map(() => newId());
  await database.$transaction(
    async (tx) => {
      await tx.$executeRawUnsafe('SET LOCAL statement_timeout = 0');
      for (const { sql } of REMOVALS) await tx.$executeRaw(sql(who));
      for (const [index, id] of old.entries()) await rename(tx, id, fresh[index]!);
    },
    { timeout: PATIENCE_MS },
  );
  return fresh[0]!;
}

/** What other rows refer to comes first: the database carries its new id on to them. */
const FIRST = ['Person', 'Participant', 'Journey'];

async function rename(tx: Transaction, before: string, after: string): Promise<void> {
  const types = await tx.$queryRaw<{ table: string; column: string; type: string }[]>`
    SELECT table_name AS "table", column_name AS "column", data_type AS "type"
    FROM information_schema.columns WHERE table_schema = current_schema()`;
  const place = (table: string) => (FIRST.includes(table) ? FIRST.indexOf(table) : FIRST.length);
  const tables = Object.entries(COLUMNS).sort(([a], [b]) => place(a) - place(b));
  for (const [table, columns] of tables) {
    const ids = types.filter((row) => row.table === table && columns[row.column] === 'id');
    if (ids.length === 0) continue;
    const set = ids.map(
      ({ column, type }) => Prisma.sql`${name(column)} = ${renamed(column, type, before, after)}`,
    );
    const where = ids.map(({ column }) => Prisma.sql`strpos(${name(column)}::text, ${before}) > 0`);
    await tx.$executeRaw`UPDATE ${name(table)} SET ${Prisma.join(set)} WHERE ${Prisma.join(where, ' OR ')}`;
  }
}

/** Ids stand within keys and lists too: `shift-<shift>/<person>/end`. They are long enough to be nothing else. */
function renamed(column: string, type: string, before: string, after: string): Prisma.Sql {
  if (type === 'jsonb') return Prisma.sql`replace(${name(column)}::text, ${before}, ${after})::jsonb`;
  if (type === 'ARRAY') return Prisma.sql`array_replace(${name(column)}, ${before}, ${after})`;
  return Prisma.sql`replace(${name(column)}, ${before}, ${after})`;
}

function name(identifier: string): Prisma.Sql {
  return Prisma.raw(`"${identifier}"`);
}
