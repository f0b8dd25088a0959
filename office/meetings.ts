import { NotThere, Refused } from '../client/fullCircle';
import type { CalendarEntry } from '../domain/calendarFile';
import { as, instant, type WallClock, type Zone } from '../domain/ids';
import { calledInMessage } from '../domain/names';
import { isWallClock } from '../domain/time';
import type { Meeting } from '../prisma/generated/client';
import type { MentorshipState, SideName } from '../workflows/contract';
import { guard, type Caller } from './access';
import { companion } from './companions';
import { staffName } from './names';
import { pairFor, speaksFor } from './pairs';
import type { ParticipantActs } from './participants';
import type { ActOptions, OfficeTools } from './tools';

export interface MeetingShown {
  mentorshipId: string;
  number: number;
  mentee: { participantId: string; name: string };
  mentor: { participantId: string; name: string };
  startsWall: string;
  startsAt: Date;
  zone: string;
  status: string;
  /** Another time that one side would rather have, and the other has not answered. */
  proposed: { wall: string; at: Date; by: SideName } | null;
}

const HOUR_MINUTES = 60;

/** Meetings of a pair: other times are proposed and answered, and everybody can take a date into their calendar. */
export function meetingActs(tools: OfficeTools, participants: Pick<ParticipantActs, 'find'>) {
  const { database, fullCircle } = tools;

  /** Somebody's meetings with everybody they meet, the next first, then those that were. */
  async function list(caller: Caller, participantId: string): Promise<MeetingShown[]> {
    const person = await participants.find(caller, participantId, caller.personId ? 'take-part' : 'see');
    const pairs = await database.mentorship.findMany({
      where: { OR: [{ menteeId: person.id }, { mentorId: person.id }] },
      include: { meetings: { orderBy: { number: 'desc' }, take: 20 } },
    });
    const people = await database.participant.findMany({
      where: { id: { in: pairs.flatMap(({ menteeId, mentorId }) => [menteeId, mentorId]) } },
      include: { person: true },
    });
    const named = (id: string) => {
      const found = people.find((one) => one.id === id);
      return { participantId: id, name: found ? staffName(found.person) : '–' };
    };
    const all = pairs.flatMap(({ meetings, menteeId, mentorId }) =>
      meetings.map((meeting): MeetingShown => ({
        mentorshipId: meeting.mentorshipId,
        number: meeting.number,
        mentee: named(menteeId),
        mentor: named(mentorId),
        startsWall: meeting.startsWall,
        startsAt: meeting.startsAt,
        zone: meeting.zone,
        status: meeting.status,
        proposed: proposedOf(meeting),
      })),
    );
    const isNext = ({ status }: MeetingShown) => Number(status !== 'planned');
    return all.sort((a, b) => isNext(a) - isNext(b) || b.startsAt.getTime() - a.startsAt.getTime());
  }

  async function meetingOf(mentorshipId: string, number: number): Promise<Meeting> {
    const meeting = await database.meeting.findUnique({
      where: { mentorshipId_number: { mentorshipId, number } },
    });
    if (!meeting) throw new NotThere(`meeting ${number} of pair ${mentorshipId}`);
    return meeting;
  }

  return {
    list,

    /**
     * One side would rather meet at another time; it counts once the other has agreed. Naming the time that the other side
     * has proposed is agreeing to it.
     */
    async propose(
      caller: Caller,
      mentorshipId: string,
      input: { number: number; startsWall: string; side?: SideName },
      options?: ActOptions,
    ): Promise<MentorshipState> {
      const found = await pairFor(database, caller, mentorshipId, 'take-part');
      const { number, startsWall } = input;
      if (!isWallClock(startsWall)) {
        throw new Refused(
          'NotAWallClock',
          `"${String(startsWall)}" is not a date and time; write it like 2026-03-01T17:30.`,
        );
      }
      const side = speaksFor(caller, found, input.side);
      const update = { by: caller.actor, number, startsWall, side };
      return fullCircle.mentorships.proposeTime(found.id, update, options);
    },

    async answerTime(
      caller: Caller,
      mentorshipId: string,
      input: { number: number; answer: 'accept' | 'decline'; side?: SideName },
      options?: ActOptions,
    ): Promise<MentorshipState> {
      const found = await pairFor(database, caller, mentorshipId, 'take-part');
      const side = speaksFor(caller, found, input.side);
      const update = { by: caller.actor, side, number: input.number, answer: input.answer };
      return fullCircle.mentorships.answerTime(found.id, update, options);
    },

    /**
     * What goes into a calendar. Its identity stays and its sequence counts on when it moves, so that a calendar which has
     * it moves it too; for somebody who chose `basic` it names nobody.
     */
    async calendar(caller: Caller, mentorshipId: string, number: number): Promise<CalendarEntry> {
      const found = await pairFor(database, caller, mentorshipId, 'see');
      const meeting = await meetingOf(mentorshipId, number);
      const isMentor = caller.personId === found.mentor.personId;
      const reader = isMentor ? found.mentor : found.mentee;
      const other = isMentor ? found.mentee : found.mentor;
      return {
        uid: `meeting-${mentorshipId}-${number}`,
        sequence: meeting.moves + (meeting.status === 'cancelled' ? 1 : 0),
        stampedAt: instant(await tools.clock.now()),
        startsWall: meeting.startsWall as WallClock,
        zone: as<Zone>(meeting.zone),
        minutes: HOUR_MINUTES,
        cancelled: meeting.status === 'cancelled',
        language: reader.person.language === 'fr' ? 'fr' : 'en',
        ...(reader.person.detail === 'basic'
          ? {}
          : { with: calledInMessage({ ...other.person, familyName: other.person.surname }) }),
      };
    },

    /** Somebody else is there for a mentee while their mentor takes a break. @throws Refused `UnknownPerson` */
    async nameInterim(
      caller: Caller,
      mentorshipId: string,
      input: { person: string },
      options?: ActOptions,
    ): Promise<MentorshipState> {
      const { id, mentee } = await pairFor(database, caller, mentorshipId, 'decide-journeys');
      const { personId, owedBy } = await companion(database, mentee, input.person);
      const update = { by: caller.actor, personId: as<never>(personId), owedBy };
      return fullCircle.mentorships.nameInterim(id, update, options);
    },

    /** They have been in touch with the mentee: said by themselves, or by staff for them. */
    async interimInTouch(
      caller: Caller,
      mentorshipId: string,
      options?: ActOptions,
    ): Promise<MentorshipState> {
      const pair = await database.mentorship.findUnique({ where: { id: mentorshipId } });
      const mentee = pair && (await database.participant.findUnique({ where: { id: pair.menteeId } }));
      if (!mentee) throw new NotThere(`pair ${mentorshipId}`);
      guard(caller, 'take-part', mentee, `pair ${mentorshipId}`, pair.interimPersonId);
      return fullCircle.mentorships.interimInTouch(as(mentorshipId), { by: caller.actor }, options);
    },
  };
}

export type MeetingActs = ReturnType<typeof meetingActs>;

function proposedOf({ proposedAt, proposedWall, proposedBy }: Meeting): MeetingShown['proposed'] {
  if (!proposedAt || !proposedWall || !proposedBy) return null;
  return { at: proposedAt, wall: proposedWall, by: proposedBy as SideName };
}
