import { both } from '../activities/occasions/appointment';
import { settleAppointment } from '../activities/occasions/appointmentOutcome';
import { Notes } from '../activities/occasions/notes';
import { NotThere, Refused } from '../client/fullCircle';
import type { CalendarEntry } from '../domain/calendarFile';
import { as, instant, type Instant, type WallClock, type Zone } from '../domain/ids';
import { calledInMessage } from '../domain/names';
import { isWallClock, resolve } from '../domain/time';
import { idFromKey, newId } from '../platform/newId';
import type { Appointment } from '../prisma/generated/client';
import { guard, may, within, type Caller } from './access';
import { companion } from './companions';
import { programInUse } from './definitions';
import { staffName } from './names';
import { followUp } from './occasions';
import type { ParticipantActs } from './participants';
import { businessNow, type ActOptions, type OfficeTools } from './tools';

export interface AppointmentShown extends Appointment {
  name: string;
  companion: string | null;
}

export interface NewAppointment {
  participant: string;
  title: string;
  place?: string;
  /** Wall clock of the site, or of the program. */
  startsWall: string;
  minutes?: number;
  /** Who goes along. */
  companion?: string;
}

const LONGEST = { title: 120, place: 200 };

/** Appointments of people's own, to which a mentor or a colleague goes along. Nobody is told what they are about. */
export function appointmentActs(tools: OfficeTools, participants: Pick<ParticipantActs, 'find'>) {
  const { database } = tools;

  async function find(caller: Caller, id: string): Promise<Appointment> {
    const appointment = await database.appointment.findUnique({ where: { id } });
    if (!appointment) throw new NotThere(`appointment ${id}`);
    const { personId, companionPersonId } = appointment;
    const isCompanion = companionPersonId !== null && companionPersonId === caller.personId;
    guard(caller, 'take-part', appointment, `appointment ${id}`, isCompanion ? companionPersonId : personId);
    return appointment;
  }

  function timeOf(startsWall: string, zone: Zone, now: Instant): Instant {
    if (!isWallClock(startsWall))
      throw new Refused(
        'NotAWallClock',
        `"${String(startsWall)}" is not a date and time; write it like 2026-03-01T17:30.`,
      );
    const { instant: startsAt } = resolve(startsWall, zone);
    if (startsAt <= now)
      throw new Refused('InThePast', 'An appointment can only be at a time that is still to come.');
    return startsAt;
  }

  function noted(
    notes: Notes,
    { id, personId, companionPersonId }: Appointment,
    how: 'planned' | 'moved' | 'cancelled',
    key: string,
  ): void {
    for (const [reader, other] of both(personId, companionPersonId))
      notes.say(`appointment-${id}/${key}/${reader}`, reader, 'appointment-noted', {
        appointment: id,
        how,
        mine: true,
        ...(other ? { other } : {}),
      });
  }

  return {
    /** @throws Refused `NotATitle`, `NotAWallClock`, `InThePast`, `UnknownPerson` */
    async plan(
      caller: Caller,
      input: NewAppointment,
      options?: ActOptions,
    ): Promise<{ appointmentId: string; startsAt: Date; state: 'going-on' | 'pending' }> {
      const participant = await participants.find(caller, input.participant, 'take-part');
      const { programId, siteId, personId } = participant;
      const title = input.title.trim();
      const place = input.place?.trim();
      if (!title || title.length > LONGEST.title || (place ?? '').length > LONGEST.place)
        throw new Refused(
          'NotATitle',
          `An appointment needs a few words, at most ${LONGEST.title} characters.`,
        );
      const { definition } = await programInUse(database, programId);
      const site = siteId ? await database.site.findUnique({ where: { id: siteId } }) : null;
      const zone = as<Zone>(site?.zone ?? definition.zone);
      const at = await businessNow(tools);
      const startsAt = timeOf(input.startsWall, zone, at);
      const going = input.companion ? await companion(database, participant, input.companion) : undefined;
      if (going?.personId === personId)
        throw new Refused('UnknownPerson', 'Somebody else goes along; name them, or leave it open.');
      const id = options?.key ? idFromKey('appointment', participant.id, options.key) : newId();
      const row = await database.$transaction(async (tx) => {
        const known = await tx.appointment.findUnique({ where: { id } });
        if (known) return known;
        const created = await tx.appointment.create({
          data: {
            id,
            participantId: participant.id,
            personId,
            programId,
            siteId,
            title,
            place: place || null,
            startsWall: input.startsWall,
            zone,
            startsAt,
            minutes: input.minutes ?? 60,
            companionPersonId: going?.personId ?? null,
            status: 'planned',
            createdBy: caller.actor,
            createdAt: at,
          },
        });
        const notes = new Notes(created, at);
        notes.happened(`appointment-${id}/planned`, 'appointment-planned', caller.actor, personId, {
          appointment: id,
          at: startsAt,
          accompanied: going !== undefined,
        });
        noted(notes, created, 'planned', 'planned');
        await notes.write(tx);
        return created;
      });
      return { appointmentId: id, startsAt: row.startsAt, state: await followUp(tools, 'appointment', row) };
    },

    /** Another time, place or companion; everybody who goes hears of it once. */
    async move(
      caller: Caller,
      id: string,
      input: { startsWall?: string; place?: string; companion?: string },
    ): Promise<{ state: 'going-on' | 'pending' }> {
      const before = await find(caller, id);
      if (before.status !== 'planned') throw new Refused('Over', 'This appointment is over; note a new one.');
      const at = await businessNow(tools);
      const startsWall = input.startsWall ?? before.startsWall;
      const startsAt = timeOf(startsWall, as<Zone>(before.zone), at);
      const going = input.companion ? await companion(database, before, input.companion) : undefined;
      if (going?.personId === before.personId)
        throw new Refused('UnknownPerson', 'Somebody else goes along; name them, or leave it open.');
      const moves = before.moves + 1;
      const row = await database.$transaction(async (tx) => {
        const moved = await tx.appointment.update({
          where: { id },
          data: {
            startsWall,
            startsAt,
            place: input.place?.trim() || before.place,
            companionPersonId: going?.personId ?? before.companionPersonId,
            moves,
          },
        });
        const notes = new Notes(moved, at);
        notes.close(`appointment-${id}/outcome-${before.moves}`, 'moved', caller.actor);
        const key = `appointment-${id}/moved-${moves}`;
        const data = { appointment: id, to: startsAt };
        notes.happened(key, 'appointment-moved', caller.actor, moved.personId, data);
        noted(notes, moved, 'moved', `moved-${moves}`);
        await notes.write(tx);
        return moved;
      });
      return { state: await followUp(tools, 'appointment', row) };
    },

    /** It does not take place; both hear of it. */
    async cancel(caller: Caller, id: string): Promise<{ state: 'going-on' | 'pending' }> {
      const before = await find(caller, id);
      const at = await businessNow(tools);
      await database.$transaction(async (tx) => {
        const { count } = await tx.appointment.updateMany({
          where: { id, status: 'planned' },
          data: { status: 'cancelled', decidedBy: caller.actor, decidedAt: at },
        });
        if (count === 0) return;
        const notes = new Notes(before, at);
        notes.close(`appointment-${id}/outcome-${before.moves}`, 'cancelled', caller.actor);
        const data = { appointment: id, outcome: 'cancelled' };
        notes.happened(
          `appointment-${id}/settled`,
          'appointment-settled',
          caller.actor,
          before.personId,
          data,
        );
        noted(notes, before, 'cancelled', 'cancelled');
        await notes.write(tx);
      });
      return { state: await followUp(tools, 'appointment', before) };
    },

    /** Whether it took place: said by whoever went along, the person, or staff. The first word counts. */
    async settle(caller: Caller, id: string, input: { outcome: 'kept' | 'not-kept' }): Promise<void> {
      const appointment = await find(caller, id);
      const at = await businessNow(tools);
      if (appointment.startsAt.toISOString() > at)
        throw new Refused('NotYet', 'This appointment is still to come; move or cancel it instead.');
      await database.$transaction((tx) => settleAppointment(tx, id, { ...input, by: caller.actor, at }));
    },

    /** Appointments, those to come first; of one person, or of the places in reach. */
    async list(
      caller: Caller,
      filter: { programId?: string; participant?: string; from?: Date } = {},
    ): Promise<AppointmentShown[]> {
      const { participant, from, programId } = filter;
      const one = participant
        ? await participants.find(caller, participant, caller.personId ? 'take-part' : 'see')
        : undefined;
      const mayReadAll = one ? may(caller, 'take-part', one, one.personId) : true;
      const rows = await database.appointment.findMany({
        where: {
          AND: [
            one
              ? { OR: [{ participantId: one.id }, { companionPersonId: one.personId }] }
              : within(caller.scope, 'take-part'),
            programId ? { programId } : {},
            from ? { startsAt: { gte: from } } : {},
            mayReadAll ? {} : { id: '' },
          ],
        },
        orderBy: { startsAt: 'desc' },
        take: 200,
      });
      const ids = rows.flatMap((row) => [
        row.personId,
        ...(row.companionPersonId ? [row.companionPersonId] : []),
      ]);
      const people = await database.person.findMany({ where: { id: { in: ids } } });
      const named = (id: string | null) => {
        const person = people.find((other) => other.id === id);
        return person ? staffName(person) : null;
      };
      return rows.map((row) => ({
        ...row,
        name: named(row.personId) ?? '–',
        companion: named(row.companionPersonId),
      }));
    },

    /** What one of those who go puts into their calendar; names nothing for whoever chose `basic`. */
    async calendar(caller: Caller, id: string): Promise<CalendarEntry> {
      const appointment = await find(caller, id);
      const readerId = caller.personId ?? appointment.personId;
      const otherId =
        readerId === appointment.personId ? appointment.companionPersonId : appointment.personId;
      const people = await database.person.findMany({
        where: { id: { in: [readerId, ...(otherId ? [otherId] : [])] } },
      });
      const reader = people.find((one) => one.id === readerId);
      const other = people.find((one) => one.id === otherId);
      const cancelled = appointment.status === 'cancelled';
      const words = {
        title: appointment.title,
        ...(appointment.place ? { place: appointment.place } : {}),
        ...(other ? { with: calledInMessage({ ...other, familyName: other.surname }) } : {}),
      };
      return {
        uid: `appointment-${id}`,
        sequence: appointment.moves + (cancelled ? 1 : 0),
        stampedAt: instant(await tools.clock.now()),
        startsWall: appointment.startsWall as WallClock,
        zone: as<Zone>(appointment.zone),
        minutes: appointment.minutes,
        cancelled,
        language: reader?.language === 'fr' ? 'fr' : 'en',
        ...(reader?.detail === 'basic' ? {} : words),
      };
    },
  };
}
