import { as, type Instant } from '../../domain/ids';
import type { Transaction } from '../../platform/database';
import type { Workshop, WorkshopInvitation } from '../../prisma/generated/client';
import type { Actor } from '../../workflows/contract';
import { Notes } from './notes';

/** Who has a place, or keeps one that was offered. */
const TAKES_A_PLACE = ['coming', 'offered', 'attended'];

export function taken(invitations: readonly Pick<WorkshopInvitation, 'status'>[]): number {
  return invitations.filter(({ status }) => TAKES_A_PLACE.includes(status)).length;
}

export const invitationKeys = {
  answer: (workshopId: string, participantId: string) => `workshop-${workshopId}/${participantId}/answer`,
  place: (workshopId: string, participantId: string, offer: number) =>
    `workshop-${workshopId}/${participantId}/place-${offer}`,
};

export type Answered = 'coming' | 'waiting' | 'declined' | 'same' | 'over' | 'not-invited';

/**
 * Takes down an answer to an invitation, or to a place that has become free. Where it is full, or others wait, the person
 * goes to the end of the waiting list. Whoever changes their mind frees their place; the next look gives it on. Runs in the
 * caller's transaction, one answer to a workshop after the other.
 */
export async function answerInvitation(
  tx: Transaction,
  input: { workshopId: string; participantId: string; answer: 'coming' | 'declined'; by: Actor; at: Instant },
): Promise<{ outcome: Answered; workshop?: Workshop }> {
  const { workshopId, participantId, answer, by, at } = input;
  await tx.$queryRaw`SELECT 1 FROM "Workshop" WHERE "id" = ${workshopId} FOR UPDATE`;
  const workshop = await tx.workshop.findUnique({
    where: { id: workshopId },
    include: { invitations: true },
  });
  const invitation = workshop?.invitations.find((one) => one.participantId === participantId);
  const participant = await tx.participant.findUnique({ where: { id: participantId } });
  if (!workshop || !invitation || !participant) return { outcome: 'not-invited' };
  const isOver = workshop.status === 'cancelled' || workshop.startsAt.toISOString() <= at;
  if (isOver) return { outcome: 'over', workshop };
  const status = answer === 'declined' ? 'declined' : placeFor(workshop, invitation);
  if (status === invitation.status) return { outcome: 'same', workshop };

  await tx.workshopInvitation.update({
    where: { workshopId_participantId: { workshopId, participantId } },
    data: {
      status,
      answeredAt: at,
      offeredUntil: null,
      waitingSince: status === 'waiting' ? (invitation.waitingSince ?? at) : null,
    },
  });
  const notes = new Notes({ ...workshop, siteId: workshop.siteId ?? participant.siteId }, at);
  const times = `${at}-${status}`;
  for (const key of openKeys(workshop, invitation)) notes.close(key, status, by);
  notes.happened(
    `workshop-${workshopId}/${participantId}/${times}`,
    'workshop-answered',
    by,
    participant.personId,
    {
      workshop: workshopId,
      answer: status,
    },
  );
  notes.say(
    `workshop-${workshopId}/${participantId}/noted-${times}`,
    participant.personId,
    'workshop-noted',
    {
      workshop: workshopId,
      how: status,
      mine: true,
    },
  );
  await notes.write(tx);
  return { outcome: status, workshop };
}

/** Whoever was offered a place has it; nobody overtakes those who wait. */
function placeFor(
  { capacity, invitations }: Workshop & { invitations: WorkshopInvitation[] },
  { status }: WorkshopInvitation,
): 'coming' | 'waiting' {
  if (status === 'coming' || status === 'offered' || capacity === null) return 'coming';
  const others = invitations.some((one) => one.status === 'waiting');
  return status !== 'waiting' && !others && taken(invitations) < capacity ? 'coming' : 'waiting';
}

function openKeys({ id }: Workshop, { participantId, offers }: WorkshopInvitation): string[] {
  return [invitationKeys.answer(id, participantId), invitationKeys.place(id, participantId, offers)];
}

export const closingKeys = openKeys;

/** The occasion that follows a workshop. */
export function occasionOf({ id, programId, siteId }: Pick<Workshop, 'id' | 'programId' | 'siteId'>) {
  return {
    kind: 'workshop' as const,
    ref: id,
    programId: as<never>(programId),
    ...(siteId ? { siteId: as<never>(siteId) } : {}),
  };
}
