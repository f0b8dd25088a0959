import { millis, plus } from '../../domain/duration';
import { instant, type Instant } from '../../domain/ids';
import type { Transaction } from '../../platform/database';
import type { Participant, Workshop, WorkshopInvitation } from '../../prisma/generated/client';
import type { EventTimes } from '../programs';
import { closingKeys, invitationKeys, taken } from './invitation';
import { Notes } from './notes';

type Invited = WorkshopInvitation & { participant: Participant };

/**
 * A workshop at this moment: offers that have lapsed go on to whoever waits longest, those who come are reminded, and when
 * it is over staff owe who was there.
 * @returns when to look again; nothing when there is nothing left to do
 */
export async function lookAtWorkshop(
  tx: Transaction,
  id: string,
  times: EventTimes,
  at: Instant,
): Promise<Instant | undefined> {
  await tx.$queryRaw`SELECT 1 FROM "Workshop" WHERE "id" = ${id} FOR UPDATE`;
  const workshop = await tx.workshop.findUnique({ where: { id }, include: { invitations: true } });
  if (!workshop) return undefined;
  const invited = await withParticipants(tx, workshop.invitations);
  const startsAt = instant(workshop.startsAt);
  const notes = new Notes(workshop, at);
  if (workshop.status === 'cancelled' || at >= startsAt) {
    for (const one of invited)
      for (const key of closingKeys(workshop, one)) notes.close(key, 'over', 'system');
    const endsAt = plus(startsAt, workshop.minutes * 60_000);
    const isOver = workshop.status === 'cancelled' || at >= endsAt;
    if (isOver && workshop.status !== 'cancelled' && invited.length > 0)
      askWhoCame(notes, workshop, times, at);
    await notes.write(tx);
    return isOver ? undefined : endsAt;
  }
  const lapsed = await letLapse(tx, notes, workshop, invited, at);
  const offered = await offerPlaces(tx, notes, workshop, lapsed, times, at);
  const reminders = remind(notes, workshop, offered, times, at);
  await notes.write(tx);
  const offers = offered.flatMap(({ status, offeredUntil }) =>
    status === 'offered' && offeredUntil ? [instant(offeredUntil)] : [],
  );
  return [...offers, ...reminders, startsAt].sort()[0];
}

async function withParticipants(tx: Transaction, invitations: WorkshopInvitation[]): Promise<Invited[]> {
  const participants = await tx.participant.findMany({
    where: {
      id: { in: invitations.map(({ participantId }) => participantId) },
      person: { deceasedAt: null },
    },
  });
  return invitations.flatMap((invitation) => {
    const participant = participants.find(({ id }) => id === invitation.participantId);
    return participant ? [{ ...invitation, participant }] : [];
  });
}

/** No answer is no blame: they can still come when there is room, and the place goes on. */
async function letLapse(
  tx: Transaction,
  notes: Notes,
  { id }: Workshop,
  invited: Invited[],
  at: Instant,
): Promise<Invited[]> {
  const isLapsed = ({ status, offeredUntil }: Invited) =>
    status === 'offered' && offeredUntil !== null && offeredUntil.toISOString() <= at;
  for (const { participantId, offers, participant } of invited.filter(isLapsed)) {
    await tx.workshopInvitation.update({
      where: { workshopId_participantId: { workshopId: id, participantId } },
      data: { status: 'lapsed', offeredUntil: null, waitingSince: null },
    });
    const key = invitationKeys.place(id, participantId, offers);
    notes.close(key, 'lapsed', 'system');
    const data = { workshop: id, answer: 'lapsed' };
    notes.happened(`${key}/lapsed`, 'workshop-answered', 'system', participant.personId, data);
  }
  return invited.map((one) => (isLapsed(one) ? { ...one, status: 'lapsed' } : one));
}

async function offerPlaces(
  tx: Transaction,
  notes: Notes,
  workshop: Workshop,
  invited: Invited[],
  { placeWithin }: EventTimes,
  at: Instant,
): Promise<Invited[]> {
  const free = workshop.capacity === null ? invited.length : workshop.capacity - taken(invited);
  const next = invited
    .filter(({ status }) => status === 'waiting')
    .sort((a, b) => (a.waitingSince?.getTime() ?? 0) - (b.waitingSince?.getTime() ?? 0))
    .slice(0, Math.max(0, free));
  const startsAt = instant(workshop.startsAt);
  const within = plus(at, placeWithin);
  const dueAt = within < startsAt ? within : startsAt;
  for (const { participantId, participant, offers } of next) {
    const number = offers + 1;
    await tx.workshopInvitation.update({
      where: { workshopId_participantId: { workshopId: workshop.id, participantId } },
      data: { status: 'offered', offers: number, offeredUntil: dueAt },
    });
    const key = invitationKeys.place(workshop.id, participantId, number);
    const { personId } = participant;
    notes.open(key, {
      kind: 'workshop-answer',
      owedBy: 'participant',
      personId,
      subjectPersonId: personId,
      dueAt,
      details: { workshop: workshop.id },
    });
    notes.happened(`${key}/offered`, 'workshop-place-offered', 'system', personId, { workshop: workshop.id });
    // A notice, although it may be late in the evening: the time to answer runs already.
    notes.say(
      `${key}/asked`,
      personId,
      'workshop-place-free',
      { workshop: workshop.id, wait: key },
      { waitKey: key },
    );
  }
  return invited.map((one) =>
    next.includes(one)
      ? { ...one, status: 'offered', offers: one.offers + 1, offeredUntil: new Date(dueAt) }
      : one,
  );
}

/** @returns when the reminders that are still to come are due */
function remind(
  notes: Notes,
  workshop: Workshop,
  invited: readonly Invited[],
  { remindBefore }: EventTimes,
  at: Instant,
): Instant[] {
  const startsAt = instant(workshop.startsAt);
  const times = remindBefore.map((before) => plus(startsAt, -Math.abs(millis(before))));
  times.forEach((due, index) => {
    if (due > at) return;
    // Of several that have passed only the last is worth saying; the start is part of the key, since it can move.
    if (times.some((other) => other > due && other <= at)) return;
    for (const { participantId, participant, status, answeredAt } of invited) {
      // Who has just said that they come needs no reminder.
      if (status !== 'coming' || (answeredAt && answeredAt.toISOString() > due)) continue;
      notes.say(
        `workshop-${workshop.id}/${participantId}/${startsAt}/reminder-${index + 1}`,
        participant.personId,
        'workshop-reminder',
        { workshop: workshop.id, mine: true },
        { expiresAt: startsAt },
      );
    }
  });
  return times.filter((due) => due > at);
}

function askWhoCame(notes: Notes, { id }: Workshop, { attendanceWithin }: EventTimes, at: Instant): void {
  notes.open(`workshop-${id}/attendance`, {
    kind: 'workshop-attendance',
    owedBy: 'staff',
    subjectPersonId: null,
    dueAt: plus(at, attendanceWithin),
    details: { workshop: id },
  });
}
