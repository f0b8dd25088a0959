import { Refused } from '../client/fullCircle';
import type { Database } from '../platform/database';
import { staffName } from './names';

/** Somebody who goes along, introduces, or stands in: a mentor of the program, or one of its staff. */
export interface Companion {
  personId: string;
  name: string;
  /** A mentor answers by link or text like any participant; staff on their list. */
  owedBy: 'participant' | 'staff';
}

/** Who can be asked, staff of the place and its mentors whose path is active, by name. */
export async function companionsOf(
  database: Pick<Database, 'account' | 'participant'>,
  { programId, siteId }: { programId: string; siteId?: string | null },
): Promise<Companion[]> {
  const accounts = await database.account.findMany({
    where: {
      disabledAt: null,
      person: { deceasedAt: null },
      grants: {
        some: {
          role: { in: ['coordinator', 'supervisor'] },
          AND: [
            { OR: [{ programId: null }, { programId }] },
            { OR: [{ siteId: null }, ...(siteId ? [{ siteId }] : [])] },
          ],
        },
      },
    },
    include: { person: true },
  });
  const mentors = await database.participant.findMany({
    where: {
      programId,
      role: 'mentor',
      person: { deceasedAt: null },
      journeys: { some: { status: 'active' } },
    },
    include: { person: true },
  });
  const all = [
    ...mentors.map(({ person }) => ({ person, owedBy: 'participant' as const })),
    ...accounts.map(({ person }) => ({ person, owedBy: 'staff' as const })),
  ];
  const seen = new Set<string>();
  return all
    .filter(({ person }) => !seen.has(person.id) && seen.add(person.id))
    .map(({ person, owedBy }) => ({ personId: person.id, name: staffName(person), owedBy }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

/**
 * One of them, by person, participant, reference or address of an account.
 * @throws Refused `UnknownPerson`
 */
export async function companion(
  database: Pick<Database, 'account' | 'participant'>,
  place: { programId: string; siteId?: string | null },
  who: string,
): Promise<Companion> {
  const all = await companionsOf(database, place);
  const wanted = who.trim();
  const [participant, account] = await Promise.all([
    database.participant.findFirst({
      where: { programId: place.programId, OR: [{ id: wanted }, { reference: wanted }] },
    }),
    database.account.findFirst({ where: { OR: [{ id: wanted }, { email: wanted.toLowerCase() }] } }),
  ]);
  const ids = [wanted, participant?.personId, account?.personId];
  const found = all.find(({ personId }) => ids.includes(personId));
  if (!found)
    throw new Refused(
      'UnknownPerson',
      `There is nobody "${wanted}" who could be asked here; name a mentor whose path is active, or a colleague of this place.`,
    );
  return found;
}
