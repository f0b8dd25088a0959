import { answerInvitation, invitationKeys, taken, type Answered } from '../activities/occasions/invitation';
import { Notes } from '../activities/occasions/notes';
import { NotThere, Refused } from '../client/fullCircle';
import type { CalendarEntry } from '../domain/calendarFile';
import { as, instant, type WallClock, type Zone } from '../domain/ids';
import { isWallClock, resolve } from '../domain/time';
import type { Transaction } from '../platform/database';
import type { Participant, Person, Workshop, WorkshopInvitation } from '../prisma/generated/client';
import { guard, type Action, type Caller } from './access';
import { staffName } from './names';
import { followUp } from './occasions';
import type { ParticipantActs } from './participants';
import { businessNow, type OfficeTools } from './tools';

export interface InvitedShown {
  participantId: string;
  name: string;
  status: string;
  offeredUntil: Date | null;
}

/** Not told again when an event moves or is cancelled: they have said that they do not come. */
const DOES_NOT_COME = ['declined'];

/** Workshops, networking events and skill sessions once people are invited: who comes, who waits, who was there. */
export function eventActs(tools: OfficeTools, participants: Pick<ParticipantActs, 'find'>) {
  const { database } = tools;

  async function find(caller: Caller, workshopId: string, action: Action): Promise<Workshop> {
    const workshop = await database.workshop.findUnique({ where: { id: workshopId } });
    if (!workshop) throw new NotThere(`workshop ${workshopId}`);
    guard(caller, action, workshop, `workshop ${workshopId}`);
    return workshop;
  }

  async function invitedOf(tx: Transaction, workshopId: string) {
    const invitations = await tx.workshopInvitation.findMany({
      where: { workshopId },
      orderBy: [{ answeredAt: { sort: 'asc', nulls: 'last' } }, { at: 'asc' }, { participantId: 'asc' }],
    });
    const people = await tx.participant.findMany({
      where: { id: { in: invitations.map(({ participantId }) => participantId) } },
      include: { person: true },
    });
    return invitations.flatMap((invitation) => {
      const participant = people.find(({ id }) => id === invitation.participantId);
      return participant ? [{ ...invitation, participant }] : [];
    });
  }

  type Invited = WorkshopInvitation & { participant: Participant & { person: Person } };

  /** Changes an event and tells everybody who was invited and has not declined, once. */
  async function change(
    workshop: Workshop,
    data: Partial<Workshop>,
    tell: (tx: Transaction, notes: Notes, invited: Invited[]) => void | Promise<void>,
  ): Promise<'going-on' | 'pending'> {
    const at = await businessNow(tools);
    await database.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM "Workshop" WHERE "id" = ${workshop.id} FOR UPDATE`;
      await tx.workshop.update({ where: { id: workshop.id }, data });
      const notes = new Notes(workshop, at);
      const invited = await invitedOf(tx, workshop.id);
      await tell(
        tx,
        notes,
        invited.filter(({ status }) => !DOES_NOT_COME.includes(status)),
      );
      await notes.write(tx);
    });
    return followUp(tools, 'workshop', workshop);
  }

  async function mustBeComing(workshop: Workshop): Promise<void> {
    const now = await tools.clock.now();
    if (workshop.status === 'cancelled') throw new Refused('Cancelled', 'This event is cancelled already.');
    if (workshop.startsAt <= now) throw new Refused('InThePast', 'This event has begun already.');
  }

  return {
    /** An event with everybody who was invited, those who come first. */
    async show(caller: Caller, workshopId: string) {
      const workshop = await find(caller, workshopId, 'see');
      const invited = await invitedOf(database, workshopId);
      const people = invited.map(({ participant, ...one }): InvitedShown => ({
        participantId: participant.id,
        name: staffName(participant.person),
        status: one.status,
        offeredUntil: one.offeredUntil,
      }));
      return { ...workshop, invited: people, taken: taken(invited) };
    },

    /**
     * Somebody comes, or does not: said by themselves, or by staff for them. Where it is full they wait their turn.
     * @throws Refused `NotInvited`, `EventOver`
     */
    async answer(
      caller: Caller,
      workshopId: string,
      input: { participant: string; answer: 'coming' | 'declined' },
    ): Promise<{ outcome: Exclude<Answered, 'over' | 'not-invited'> }> {
      const participant = await participants.find(caller, input.participant, 'take-part');
      const at = await businessNow(tools);
      const { outcome, workshop } = await database.$transaction((tx) =>
        answerInvitation(tx, {
          workshopId,
          participantId: participant.id,
          answer: input.answer,
          by: caller.actor,
          at,
        }),
      );
      if (outcome === 'not-invited' || !workshop)
        throw new Refused('NotInvited', 'They are not invited to this event; invite them first.');
      if (outcome === 'over') throw new Refused('EventOver', 'This event has begun, or is cancelled.');
      if (outcome !== 'same') await followUp(tools, 'workshop', workshop);
      return { outcome };
    },

    /** Another time or place; everybody invited hears of it once, and their answers stand. */
    async move(
      caller: Caller,
      workshopId: string,
      input: { startsWall?: string; place?: string },
    ): Promise<{ state: 'going-on' | 'pending' }> {
      const workshop = await find(caller, workshopId, 'manage-workshops');
      await mustBeComing(workshop);
      const startsWall = input.startsWall ?? workshop.startsWall;
      if (!isWallClock(startsWall))
        throw new Refused(
          'NotAWallClock',
          `"${String(startsWall)}" is not a date and time; write it like 2026-03-01T17:30.`,
        );
      const startsAt = resolve(startsWall, as<Zone>(workshop.zone)).instant;
      if (startsAt <= (await businessNow(tools)))
        throw new Refused('InThePast', 'An event can only move to a time that is still to come.');
      const place = input.place?.trim() || workshop.place;
      if (startsWall === workshop.startsWall && place === workshop.place) return { state: 'going-on' };
      const moves = workshop.moves + 1;
      const data = { startsWall, startsAt: new Date(startsAt), place, moves };
      const state = await change(workshop, data, (_tx, notes, invited) => {
        const to = startsAt;
        notes.happened(`workshop-${workshop.id}/moved-${moves}`, 'workshop-moved', caller.actor, null, {
          workshop: workshop.id,
          to,
        });
        for (const { participant } of invited)
          notes.say(
            `workshop-${workshop.id}/${participant.id}/moved-${moves}`,
            participant.personId,
            'workshop-moved',
            {
              workshop: workshop.id,
              mine: true,
            },
          );
      });
      return { state };
    },

    /** It does not take place; everybody invited hears of it once. */
    async cancel(caller: Caller, workshopId: string): Promise<{ state: 'going-on' | 'pending' }> {
      const workshop = await find(caller, workshopId, 'manage-workshops');
      await mustBeComing(workshop);
      const state = await change(workshop, { status: 'cancelled' }, (_tx, notes, invited) => {
        notes.happened(`workshop-${workshop.id}/cancelled`, 'workshop-cancelled', caller.actor, null, {
          workshop: workshop.id,
        });
        for (const { participant, participantId, offers } of invited) {
          notes.close(invitationKeys.answer(workshop.id, participantId), 'cancelled', caller.actor);
          notes.close(invitationKeys.place(workshop.id, participantId, offers), 'cancelled', caller.actor);
          notes.say(
            `workshop-${workshop.id}/${participantId}/cancelled`,
            participant.personId,
            'workshop-cancelled',
            {
              workshop: workshop.id,
            },
          );
        }
      });
      return { state };
    },

    /**
     * Says who was there. Whoever had said that they come and is not named could not make it, which is no mark against
     * them; who was invited and came without a word is welcome too. Saying it again puts it right.
     */
    async attendance(
      caller: Caller,
      workshopId: string,
      input: { came: readonly string[] },
    ): Promise<{ came: number; absent: number }> {
      const workshop = await find(caller, workshopId, 'manage-workshops');
      const at = await businessNow(tools);
      if (workshop.startsAt.toISOString() > at)
        throw new Refused('NotYet', 'This event has not begun; who came can be said from its start on.');
      if (workshop.status === 'cancelled') throw new Refused('Cancelled', 'This event did not take place.');
      const came = new Set(input.came);
      return database.$transaction(async (tx) => {
        await tx.$queryRaw`SELECT 1 FROM "Workshop" WHERE "id" = ${workshopId} FOR UPDATE`;
        const invited = await invitedOf(tx, workshopId);
        const unknown = [...came].find((id) => !invited.some(({ participantId }) => participantId === id));
        if (unknown) throw new Refused('NotInvited', `${unknown} was not invited to this event.`);
        const notes = new Notes(workshop, at);
        let absent = 0;
        for (const { participantId, participant, status } of invited) {
          const isThere = came.has(participantId);
          const wasExpected = ['coming', 'attended', 'absent'].includes(status);
          if (!isThere && !wasExpected) continue;
          if (!isThere) absent += 1;
          const now = isThere ? 'attended' : 'absent';
          if (status === now) continue;
          await tx.workshopInvitation.update({
            where: { workshopId_participantId: { workshopId, participantId } },
            data: { status: now },
          });
          notes.happened(
            `workshop-${workshopId}/${participantId}/${now}-${at}`,
            'workshop-attended',
            caller.actor,
            participant.personId,
            { workshop: workshopId, kind: workshop.kind, came: isThere },
          );
        }
        notes.close(`workshop-${workshopId}/attendance`, 'recorded', caller.actor);
        await notes.write(tx);
        return { came: came.size, absent };
      });
    },

    /** What somebody who comes puts into their calendar; names nothing for whoever chose `basic`. */
    async calendar(caller: Caller, workshopId: string, participantId: string): Promise<CalendarEntry> {
      const participant = await participants.find(caller, participantId, 'take-part');
      const invitation = await database.workshopInvitation.findUnique({
        where: { workshopId_participantId: { workshopId, participantId: participant.id } },
        include: { workshop: true },
      });
      if (!invitation) throw new NotThere(`workshop ${workshopId}`);
      const { workshop } = invitation;
      const isBasic = participant.person.detail === 'basic';
      const cancelled = workshop.status === 'cancelled';
      return {
        uid: `event-${workshop.id}`,
        sequence: workshop.moves + (cancelled ? 1 : 0),
        stampedAt: instant(await tools.clock.now()),
        startsWall: workshop.startsWall as WallClock,
        zone: as<Zone>(workshop.zone),
        minutes: workshop.minutes,
        cancelled,
        language: participant.person.language === 'fr' ? 'fr' : 'en',
        ...(isBasic ? {} : { title: workshop.title, ...(workshop.place ? { place: workshop.place } : {}) }),
      };
    },
  };
}
