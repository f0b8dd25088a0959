import { as, type ParticipantId, type PersonId } from '../../domain/ids';
import type { Transaction } from '../../platform/database';

/** The mentor of somebody's match that is going on; of several, the one they have had for longest. */
export async function mentorOf(
  prisma: Transaction,
  { participantId }: { participantId: ParticipantId },
): Promise<{ mentor: PersonId | null }> {
  const pair = await prisma.mentorship.findFirst({
    where: { menteeId: participantId, status: 'active' },
    orderBy: [{ activeAt: 'asc' }, { id: 'asc' }],
    select: { mentorId: true },
  });
  const mentor =
    pair &&
    (await prisma.participant.findUnique({ where: { id: pair.mentorId }, include: { person: true } }));
  return { mentor: mentor && !mentor.person.deceasedAt ? as<PersonId>(mentor.personId) : null };
}
