import { as, type ParticipantId, type PersonId } from '../../domain/ids';
import type { Transaction } from '../../platform/database';

/**
 * Whom somebody turns to as their mentor: of the matches that are going on, the one they have had for longest whose
 * mentor is here, and else the peer who stands in. Nobody who has paused, left or died; a colleague who stands in does
 * so as staff.
 */
export async function mentorOf(
  prisma: Transaction,
  { participantId }: { participantId: ParticipantId },
): Promise<{ mentor: PersonId | null }> {
  const pairs = await prisma.mentorship.findMany({
    where: { menteeId: participantId, status: 'active' },
    orderBy: [{ activeAt: 'asc' }, { id: 'asc' }],
    select: { programId: true, mentorId: true, interimPersonId: true },
  });
  const [first] = pairs;
  if (!first) return { mentor: null };
  const stoodIn = pairs.flatMap(({ interimPersonId }) => interimPersonId ?? []);
  const here = await prisma.participant.findMany({
    where: {
      programId: first.programId,
      OR: [{ id: { in: pairs.map(({ mentorId }) => mentorId) } }, { personId: { in: stoodIn } }],
      person: { deceasedAt: null },
      journeys: { some: { status: 'active' } },
    },
    select: { id: true, personId: true },
  });
  const own = pairs
    .filter(({ interimPersonId }) => interimPersonId === null)
    .flatMap(({ mentorId }) => here.filter(({ id }) => id === mentorId));
  const other = stoodIn.flatMap((person) => here.filter(({ personId }) => personId === person));
  const [mentor] = [...own, ...other];
  return { mentor: mentor ? as<PersonId>(mentor.personId) : null };
}
