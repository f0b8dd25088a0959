import type { Transaction } from '../../platform/database';
import { staffName } from '../names';

export interface CloseOne {
  personId: string;
  name: string;
  /** What they were to each other. */
  as: 'mentor' | 'mentee';
}

/** Those close to somebody through the program: of matches that go on, or went on until so many days before. */
export async function thoseClose(
  database: Pick<Transaction, 'mentorship' | 'participant'>,
  personId: string,
  since: Date,
): Promise<CloseOne[]> {
  const own = await database.participant.findMany({ where: { personId }, select: { id: true } });
  const ids = own.map(({ id }) => id);
  const pairs = await database.mentorship.findMany({
    where: {
      AND: [
        { OR: [{ menteeId: { in: ids } }, { mentorId: { in: ids } }] },
        { OR: [{ status: { in: ['active', 'offered'] } }, { status: 'ended', endedAt: { gte: since } }] },
      ],
    },
  });
  const others = await database.participant.findMany({
    where: { id: { in: pairs.flatMap(({ menteeId, mentorId }) => [menteeId, mentorId]), notIn: ids } },
    include: { person: true },
  });
  const close = others
    .filter(({ person }) => !person.deceasedAt)
    .map(({ id, person }): CloseOne => ({
      personId: person.id,
      name: staffName(person),
      as: pairs.some(({ mentorId }) => mentorId === id) ? 'mentor' : 'mentee',
    }));
  return close.filter((one, place) => close.findIndex(({ personId: id }) => id === one.personId) === place);
}
