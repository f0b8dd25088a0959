import type { Transaction } from '../platform/database';
import type { Application } from '../prisma/generated/client';

export interface Known {
  personId: string;
  /** Only where they are in this program. */
  participantId?: string;
  reference: string | null;
}

/**
 * Somebody whom an application seems to be about: one of its contacts is theirs, and one of their first names. A phone that
 * several people share is no sign by itself, and neither is a name (rule 6); a human decides.
 */
export async function whoSeemsTheSame(
  database: Pick<Transaction, 'person'>,
  row: Application,
): Promise<Known | undefined> {
  const values = [row.phone, row.email].filter((value): value is string => value !== null);
  if (values.length === 0) return undefined;
  const persons = await database.person.findMany({
    where: { contactPoints: { some: { value: { in: values } } } },
    include: { participants: true },
    orderBy: { createdAt: 'asc' },
  });
  const names = firstNames(row);
  const same = persons.filter((person) => firstNames(person).some((name) => names.includes(name)));
  const inProgram = same.flatMap((person) =>
    person.participants
      .filter(({ programId }) => programId === row.programId)
      .map(({ id, reference }) => ({ personId: person.id, participantId: id, reference })),
  );
  const [elsewhere] = same;
  return inProgram[0] ?? (elsewhere && { personId: elsewhere.id, reference: null });
}

function firstNames(person: { givenName: string; preferredName: string | null }): string[] {
  return [person.givenName, person.preferredName ?? '']
    .map((name) => name.normalize('NFD').replace(/\p{M}/gu, '').trim().toLowerCase())
    .filter((name) => name !== '');
}
