import { calledInMessage } from '../../domain/names';
import { as, instant, type Zone } from '../../domain/ids';
import { formatLocal } from '../../domain/time';
import type { Caller } from '../../office/access';
import type { AppointmentShown } from '../../office/appointments';
import type { GoalShown } from '../../office/goals';
import type { Participant, Person } from '../../prisma/generated/client';
import type { Lang } from '../i18n/language';
import type { Parts } from '../parts';
import { ownData, type OwnData } from './ownData';

interface Dated {
  when: string;
}
export interface MyMeeting extends Dated {
  mentorshipId: string;
  number: number;
  other: string;
  proposed: { when: string; mine: boolean } | undefined;
}
export interface MyEvent extends Dated {
  id: string;
  title: string;
  place: string | null;
  status: string;
}
export interface MyAppointment extends Dated {
  id: string;
  title: string;
  place: string | null;
  other: string | null;
}
export interface MyMentee {
  participantId: string;
  name: string;
  goals: GoalShown[];
}
type Titled = { id: string; title: string; text: string; link: string | null };

/** Everything that is somebody's own: dates, goals, who they walk with, what they were sent. */
export interface Mine {
  participant: Participant;
  paused: boolean | undefined;
  meetings: MyMeeting[];
  events: MyEvent[];
  appointments: MyAppointment[];
  goals: GoalShown[];
  mentees: MyMentee[];
  resources: Titled[];
  sent: Titled[];
  own: OwnData;
}

export async function mineOf(
  parts: Parts,
  caller: Caller,
  person: Person,
  programId: string | undefined,
  lang: Lang,
): Promise<Mine | undefined> {
  const { database, office } = parts;
  const participant = await database.participant.findFirst({
    where: { personId: person.id, ...(programId ? { programId } : {}) },
    include: { journeys: { orderBy: { startedAt: 'desc' }, take: 1 } },
    orderBy: { createdAt: 'desc' },
  });
  if (!participant) return undefined;
  // Whoever came by a link is here for themself, whatever they may do as staff.
  const themself: Caller = { ...caller, actor: `person:${person.id}`, scope: [], personId: as(person.id) };
  const now = await parts.clock.now();
  const { zone } = await parts.database.program.findUniqueOrThrow({ where: { id: participant.programId } });
  const [meetings, events, goals, appointments, mentees, sent, own] = await Promise.all([
    myMeetings(parts, participant, now, lang),
    myEvents(parts, participant.id, now, lang),
    office.goals.list(themself, participant.id),
    office.appointments.list(themself, { participant: participant.id, from: now }),
    myMentees(parts, themself, participant.id),
    office.resources.sentTo(themself, participant.id),
    ownData(parts, themself, participant.id, lang, (at) =>
      formatLocal(instant(at), as<Zone>(zone), lang, 'date-time'),
    ),
  ]);
  const local = (text: { en?: string; fr?: string }) => text[lang] ?? text.en ?? text.fr ?? '';
  const titled = (one: (typeof sent)[number]): Titled => ({
    id: one.id,
    title: local(one.title),
    text: local(one.text),
    link: one.link,
  });
  const [first] = mentees;
  const library = first ? await office.resources.listFor(themself, first.participantId) : [];
  return {
    participant,
    paused: participant.journeys[0] && participant.journeys[0].status === 'paused',
    meetings,
    events,
    goals: goals.filter(({ status }) => status !== 'let-go'),
    appointments: await myAppointments(parts, person, appointments, lang),
    mentees,
    resources: library.map((one) => titled({ ...one, at: now })),
    sent: sent.map(titled),
    own,
  };
}

async function myMeetings(parts: Parts, me: Participant, now: Date, lang: Lang): Promise<MyMeeting[]> {
  const meetings = await parts.database.meeting.findMany({
    where: {
      status: 'planned',
      startsAt: { gt: now },
      mentorship: { status: 'active', OR: [{ menteeId: me.id }, { mentorId: me.id }] },
    },
    include: { mentorship: true },
    orderBy: { startsAt: 'asc' },
  });
  const names = await callings(
    parts,
    meetings.flatMap(({ mentorship }) => [mentorship.menteeId, mentorship.mentorId]),
  );
  return meetings.map(({ mentorship, mentorshipId, number, startsAt, zone, proposedAt, proposedBy }) => {
    const side = mentorship.menteeId === me.id ? 'mentee' : 'mentor';
    const local = (at: Date) => formatLocal(instant(at), as<Zone>(zone), lang, 'date-time');
    return {
      mentorshipId,
      number,
      other: names.get(side === 'mentee' ? mentorship.mentorId : mentorship.menteeId) ?? '',
      when: local(startsAt),
      proposed: proposedAt ? { when: local(proposedAt), mine: proposedBy === side } : undefined,
    };
  });
}

async function myAppointments(
  { database }: Parts,
  me: Person,
  appointments: readonly AppointmentShown[],
  lang: Lang,
): Promise<MyAppointment[]> {
  const planned = appointments.filter(({ status }) => status === 'planned').reverse();
  const otherOf = (one: AppointmentShown) => (one.personId === me.id ? one.companionPersonId : one.personId);
  const ids = planned.map(otherOf).filter((id) => id !== null);
  const people = await database.person.findMany({ where: { id: { in: ids } } });
  // Staff read whole names; on each other's pages people are called as in messages.
  const names = new Map(people.map((one) => [one.id, calledInMessage({ ...one, familyName: one.surname })]));
  return planned.map((one) => ({
    id: one.id,
    title: one.title,
    place: one.place,
    other: names.get(otherOf(one) ?? '') ?? null,
    when: formatLocal(instant(one.startsAt), as<Zone>(one.zone), lang, 'date-time'),
  }));
}

async function myEvents(parts: Parts, participantId: string, now: Date, lang: Lang): Promise<MyEvent[]> {
  const invitations = await parts.database.workshopInvitation.findMany({
    where: { participantId, workshop: { status: 'planned', startsAt: { gt: now } } },
    include: { workshop: true },
    orderBy: { workshop: { startsAt: 'asc' } },
  });
  return invitations.map(({ status, workshop }) => ({
    id: workshop.id,
    title: workshop.title,
    place: workshop.place,
    status,
    when: formatLocal(instant(workshop.startsAt), as<Zone>(workshop.zone), lang, 'date-time'),
  }));
}

async function myMentees(parts: Parts, caller: Caller, mentorId: string): Promise<MyMentee[]> {
  const pairs = await parts.database.mentorship.findMany({ where: { mentorId, status: 'active' } });
  const names = await callings(
    parts,
    pairs.map(({ menteeId }) => menteeId),
  );
  return Promise.all(
    pairs.map(async ({ menteeId }) => ({
      participantId: menteeId,
      name: names.get(menteeId) ?? '',
      goals: await parts.office.goals.list(caller, menteeId),
    })),
  );
}

async function callings(parts: Parts, participantIds: string[]): Promise<Map<string, string>> {
  const people = await parts.database.participant.findMany({
    where: { id: { in: participantIds } },
    include: { person: true },
  });
  return new Map(
    people.map(({ id, person }) => [id, calledInMessage({ ...person, familyName: person.surname })]),
  );
}
