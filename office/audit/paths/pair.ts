import { millis, plus } from '../../../domain/duration';
import {
  as,
  instant,
  type Instant,
  type JourneyId,
  type OccurrenceKey,
  type PersonId,
} from '../../../domain/ids';
import type { Database } from '../../../platform/database';
import type { Meeting } from '../../../prisma/generated/client';
import {
  workflowIds,
  type Actor,
  type Due,
  type MentorshipInput,
  type Side,
  type SideName,
} from '../../../workflows/contract';
import { programInUse } from '../../definitions';
import { highest, last, saidBy, tasksSeen, toldBy, waitsOf, type Told, type WaitRow } from './told';

type Carried = NonNullable<MentorshipInput['carried']>;
type PairMeeting = Carried['meeting'];

const SIDES: readonly SideName[] = ['mentee', 'mentor'];
const KEPT = 12;

/**
 * A pair where it stood, from its row, its meetings, its waits and what happened.
 * @returns nothing where one of the two has no path that the pair could belong to
 */
export async function restoredPair(
  database: Database,
  id: string,
  at: Date,
): Promise<MentorshipInput | undefined> {
  const row = await database.mentorship.findUniqueOrThrow({
    where: { id },
    include: { meetings: { orderBy: { number: 'asc' } } },
  });
  const workflowId = workflowIds.mentorship(as(id));
  const mentee = await sideOf(database, row.menteeId);
  const mentor = await sideOf(database, row.mentorId);
  if (!mentee || !mentor) return undefined;
  const people = [mentee.side.personId, mentor.side.personId];
  const about = { mentorshipId: id, personId: { in: people } };
  const [told, approved, waits, said] = await Promise.all([
    toldBy(database, workflowId, about),
    database.event.findFirst({
      where: {
        kind: 'match-approved',
        personId: mentee.side.personId,
        data: { path: ['mentorship'], equals: id },
      },
    }),
    waitsOf(database, workflowId),
    saidBy(database, workflowId, { personId: { in: people } }),
  ]);
  const { policy: program } = await programInUse(database, row.programId, mentee.version);
  const policy: MentorshipInput['policy'] = {
    ...program.mentorship,
    offerLapsesAfter: program.matching.offerLapsesAfter,
    remindOfferAfter: program.matching.remindOfferAfter,
  };
  const input: MentorshipInput = {
    mentorshipId: as(id),
    programId: as(row.programId),
    ...(mentee.siteId ? { siteId: as(mentee.siteId) } : {}),
    zone: program.zone,
    mentee: mentee.side,
    mentor: mentor.side,
    policy,
    approvedBy: (approved?.actor ?? 'system') as Actor,
  };
  // Neither was asked yet: it begins as it would have begun.
  if (!waits.some(({ kind }) => kind === 'match-offer')) return input;

  const open = waits.filter(({ closedAt }) => closedAt === null);
  const meeting = meetingOf(row.meetings.at(-1)) ?? { number: 0 };
  const previous = meetingOf(row.meetings.at(-2));
  const settled = row.meetings.filter(({ status }) => OUTCOMES.includes(status));
  const interim = interimOf(told, open, row.interimPersonId);
  const paused = SIDES.filter((side) => (side === 'mentee' ? mentee : mentor).pausedAt !== undefined);
  const pausedAt = [mentee.pausedAt, mentor.pausedAt].filter((one) => one !== undefined).sort()[0];
  const proposal = proposalOf(row.meetings.at(-1), open);
  const keys = [...waits.map(({ key }) => key), ...told.map(({ key }) => key), ...said.at.keys()];
  const numbered = (pattern: string) => highest(keys, new RegExp(`^${workflowId}/${pattern}`));
  const isOver = row.status === 'ended';
  const given = (side: SideName) =>
    isOver && !open.some(({ key }) => key === `${workflowId}/closing/${side}`);
  const state: Carried = {
    status: isOver ? 'closing' : row.status === 'active' ? 'active' : 'offered',
    said: {
      ...(row.menteeSaid && { mentee: row.menteeSaid as 'accept' }),
      ...(row.mentorSaid && { mentor: row.mentorSaid as 'accept' }),
    },
    closingWords: { mentee: given('mentee'), mentor: given('mentor') },
    meeting,
    ...(previous && { previous }),
    outcomes: Object.fromEntries(
      settled.slice(-KEPT).map(({ number, status }) => [number, status as 'attended']),
    ),
    saidBy: Object.fromEntries(
      settled
        .filter(({ decidedBy }) => decidedBy !== null && decidedBy !== 'system')
        .slice(-KEPT)
        .map(({ number, decidedBy }) => [number, decidedBy as Actor]),
    ),
    missedInARow: settled.length - 1 - settled.findLastIndex(({ status }) => status === 'attended'),
    paused: isOver ? [] : paused,
    ...(pausedAt && !isOver && { pausedAt }),
    ...(row.endReason && { endReason: row.endReason as NonNullable<Carried['endReason']> }),
    ...(proposal && { proposal }),
    ...(interim && { interim }),
    proposals: numbered(String.raw`meeting/\d+/time/(\d+)/`),
    interims: numbered(String.raw`interim/(\d+)$`),
    sequence: numbered(String.raw`(\d+)/`) + 1,
    agenda: [],
    outbox: said.outbox,
    seen: tasksSeen(waits),
  };
  const agenda = agendaOf(state, {
    policy,
    open,
    said: said.at,
    now: instant(at),
    last: row.meetings.at(-1),
  });
  return { ...input, carried: { ...state, agenda } };
}

const OUTCOMES = ['attended', 'missed', 'unknown'];

interface SideRow {
  side: Side;
  siteId: string | null;
  version: string;
  pausedAt: Instant | undefined;
}

/** One side, with the path that it is on now. */
async function sideOf(database: Database, participantId: string): Promise<SideRow | undefined> {
  const participant = await database.participant.findUnique({
    where: { id: participantId },
    include: { journeys: { orderBy: { startedAt: 'desc' }, take: 1 } },
  });
  const journey = participant?.journeys[0];
  if (!participant || !journey) return undefined;
  const paused =
    journey.status === 'paused'
      ? await database.event.findFirst({
          where: { journeyId: journey.id, kind: 'journey-paused' },
          orderBy: { id: 'desc' },
        })
      : null;
  return {
    side: {
      participantId: as(participantId),
      personId: as<PersonId>(participant.personId),
      journeyId: as<JourneyId>(journey.id),
    },
    siteId: participant.siteId,
    version: journey.programVersion,
    pausedAt: journey.status === 'paused' ? instant(paused?.at ?? journey.updatedAt) : undefined,
  };
}

function meetingOf(row: Meeting | undefined): PairMeeting | undefined {
  if (!row) return undefined;
  const { number, startsAt, startsWall, moves } = row;
  return { number, startsAt: instant(startsAt), startsWall: as(startsWall), ...(moves > 0 && { moves }) };
}

function interimOf(
  told: readonly Told[],
  open: readonly WaitRow[],
  personId: string | null,
): Carried['interim'] | undefined {
  if (last(told, 'mentor-stepped-back', 'mentor-came-back')?.kind !== 'mentor-stepped-back') return undefined;
  const wait = open.find(({ kind }) => kind === 'interim-contact');
  return {
    ...(wait && { key: as<OccurrenceKey>(wait.key) }),
    ...(personId && { personId: as<PersonId>(personId) }),
  };
}

function proposalOf(meeting: Meeting | undefined, open: readonly WaitRow[]): Carried['proposal'] {
  const wait = open.find(({ kind }) => kind === 'meeting-time');
  const { proposedAt, proposedWall, proposedBy, number } = meeting ?? {};
  if (!wait || number === undefined || !proposedAt || !proposedWall || !proposedBy) return undefined;
  return {
    number,
    startsAt: instant(proposedAt),
    startsWall: as(proposedWall),
    by: proposedBy as SideName,
    key: as(wait.key),
  };
}

/** What the pair would do next by itself. */
function agendaOf(
  state: Carried,
  known: {
    policy: MentorshipInput['policy'];
    open: readonly WaitRow[];
    said: ReadonlyMap<string, Instant>;
    now: Instant;
    last: Meeting | undefined;
  },
): Due[] {
  const { policy, open, said, now } = known;
  const due = (kind: string): Instant | undefined =>
    open
      .flatMap((wait) => (wait.kind === kind && wait.dueAt ? [instant(wait.dueAt)] : []))
      .sort()
      .at(-1);
  if (state.status === 'closing') return [{ do: 'close', at: due('closing-words') ?? now }];
  if (state.status === 'offered') {
    const lapses = due('match-offer') ?? now;
    const remindAt = plus(lapses, millis(policy.remindOfferAfter) - millis(policy.offerLapsesAfter));
    const reminded = [...said.keys()].some((key) => /\/offer\/(mentee|mentor)\/reminder$/.test(key));
    return [
      ...(reminded || remindAt >= lapses ? [] : [{ do: 'remind-offer', at: remindAt, expiresAt: lapses }]),
      { do: 'lapse', at: lapses },
    ];
  }
  const { interim, proposal, meeting } = state;
  const proposed = due('meeting-time');
  const isAhead = known.last?.status === 'planned' && meeting.startsAt !== undefined;
  return [
    ...(interim && !interim.key && !interim.personId
      ? [{ do: 'find-interim', at: now, evenPaused: true as const }]
      : []),
    ...(proposal && proposed ? [{ do: 'lapse-time', at: proposed, key: proposal.key }] : []),
    ...(isAhead
      ? aroundMeeting(meeting.startsAt as Instant, due('meeting-outcome'), policy, now)
      : interim
        ? []
        : [{ do: 'plan-meeting', at: now }]),
  ];
}

/** Reminded of before, asked about after, and left unknown when nobody says. */
function aroundMeeting(
  startsAt: Instant,
  outcomeDueAt: Instant | undefined,
  { remindBefore, askAfter }: MentorshipInput['policy'],
  now: Instant,
): Due[] {
  if (outcomeDueAt) return [{ do: 'settle-meeting', at: outcomeDueAt }];
  const reminders = remindBefore
    .map((before, i): Due => ({
      do: 'remind-meeting',
      at: plus(startsAt, -Math.abs(millis(before))),
      number: i + 1,
    }))
    .filter(({ at }) => at > now);
  return [...reminders, { do: 'ask-meeting', at: plus(startsAt, askAfter) }];
}
