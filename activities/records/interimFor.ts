import { as, type Instant, type MentorshipId, type PersonId } from '../../domain/ids';
import type { Transaction } from '../../platform/database';
import { coordinatorsOf } from './coverage';

/**
 * Who steps in for a mentor who takes a break: somebody whom the mentee knows goes first, which is their other mentor
 * where there is one who is here; else whoever coordinates the place.
 */
export async function interimFor(
  tx: Transaction,
  { mentorshipId }: { mentorshipId: MentorshipId; at: Instant },
): Promise<{ personId?: PersonId; owedBy: 'participant' | 'staff' }> {
  const pair = await tx.mentorship.findUnique({ where: { id: mentorshipId } });
  if (!pair) return { owedBy: 'staff' };
  const others = await tx.mentorship.findMany({
    where: {
      menteeId: pair.menteeId,
      mentorId: { not: pair.mentorId },
      status: 'active',
      interimPersonId: null,
    },
    orderBy: { activeAt: 'asc' },
  });
  const mentors = await tx.participant.findMany({
    where: {
      id: { in: others.map(({ mentorId }) => mentorId) },
      person: { deceasedAt: null },
      journeys: { some: { status: 'active' } },
    },
  });
  const known = others.flatMap(({ mentorId }) => mentors.filter(({ id }) => id === mentorId));
  if (known[0]) return { personId: as(known[0].personId), owedBy: 'participant' };
  const mentee = await tx.participant.findUnique({ where: { id: pair.menteeId } });
  const [coordinator] = await coordinatorsOf(tx, { programId: pair.programId, siteId: mentee?.siteId });
  return coordinator ? { personId: coordinator, owedBy: 'staff' } : { owedBy: 'staff' };
}
