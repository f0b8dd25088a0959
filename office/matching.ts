import { NotThere, Refused } from '../client/fullCircle';
import { as, type MentorshipId, type ProgramId } from '../domain/ids';
import { isWallClock } from '../domain/time';
import { newId } from '../platform/newId';
import type { EndReason, MatchRoundResult, MentorshipState, SideName, Standing } from '../workflows/contract';
import { readPool } from '../activities/matching/pool';
import { guard, may, withinPrograms, type Action, type Caller } from './access';
import { programInUse } from './definitions';
import { explainActs } from './matching/explain';
import { flagActs } from './matching/flag';
import { keepReason, pickActs } from './matching/pick';
import { ruleOutActs } from './matching/ruleOut';
import { staffName } from './names';
import type { ParticipantActs } from './participants';
import { businessNow, type ActOptions, type OfficeTools } from './tools';

export interface Proposal {
  mentorshipId: string;
  programId: string;
  status: string;
  round: string;
  score: number;
  /** Why this pair: codes and numbers. */
  reasons: unknown;
  /** Why the mentor's caseload goes above the cap with it. */
  overCap: { limit: number; would: number; reason: string; by: string } | null;
  mentee: { participantId: string; name: string };
  mentor: { participantId: string; name: string };
  proposedAt: Date;
}

export function matchingActs(tools: OfficeTools, participants: Pick<ParticipantActs, 'find'>) {
  const { database, fullCircle } = tools;

  /** Lets the best assignment over the whole pool be found and proposed; staff then decide pair by pair. */
  async function round(caller: Caller, programId: string, options?: ActOptions): Promise<{ round: string }> {
    guard(caller, 'decide-journeys', { programId }, `program ${programId}`);
    const { policy } = await programInUse(database, programId);
    const name = options?.key ?? newId();
    await fullCircle.matching.round(
      { programId: as(programId), round: name, policy: policy.matching, by: caller.actor },
      options,
    );
    return { round: name };
  }

  /** What a round came to. @throws Unavailable while it is still at it */
  async function result(
    caller: Caller,
    programId: string,
    name: string,
    options?: { timeoutMs?: number },
  ): Promise<MatchRoundResult> {
    guard(caller, 'decide-journeys', { programId }, `program ${programId}`);
    return fullCircle.matching.proposed(as<ProgramId>(programId), name, options);
  }

  /** Pairs, the best first. A pair concerns two people, so only staff of the whole program see them as a list. */
  async function list(
    caller: Caller,
    filter: { programId?: string; status?: string } = {},
  ): Promise<Proposal[]> {
    const pairs = await database.mentorship.findMany({
      where: { AND: [withinPrograms(caller.scope), filter] },
      orderBy: [{ proposedAt: 'desc' }, { score: 'desc' }, { id: 'asc' }],
    });
    const people = await database.participant.findMany({
      where: { id: { in: pairs.flatMap(({ menteeId, mentorId }) => [menteeId, mentorId]) } },
      include: { person: true },
    });
    const reasons = await database.caseloadReason.findMany({
      where: { mentorshipId: { in: pairs.map(({ id }) => id) } },
    });
    const side = (participantId: string) => {
      const participant = people.find(({ id }) => id === participantId);
      return { participantId, name: participant ? staffName(participant.person) : '–' };
    };
    return pairs.map((pair) => ({
      mentorshipId: pair.id,
      programId: pair.programId,
      status: pair.status,
      round: pair.round,
      score: pair.score,
      reasons: pair.reasons,
      overCap: reasons.find(({ mentorshipId }) => mentorshipId === pair.id) ?? null,
      mentee: side(pair.menteeId),
      mentor: side(pair.mentorId),
      proposedAt: pair.proposedAt,
    }));
  }

  /**
   * Approves or rejects a proposed pair: the mentee's path makes the offer to both.
   * @throws Refused `CaseloadReasonNeeded`, `PairRuledOut` for what has changed since it was proposed
   */
  async function decide(
    caller: Caller,
    mentorshipId: string,
    decision: 'approve' | 'reject',
    options?: ActOptions & { reason?: string | undefined },
  ): Promise<Standing> {
    const pair = await findPair(mentorshipId);
    guard(caller, 'decide-journeys', pair.mentee, `pair ${mentorshipId}`);
    if (decision === 'approve' && pair.pair.status === 'proposed')
      await stillPossible(caller, pair, options?.reason);
    const journeyOf = (participant: typeof pair.mentee) => {
      const [journey] = participant.journeys;
      if (!journey)
        throw new Refused('NoPath', `${staffName(participant.person)}'s path has not been started.`);
      return as<never>(journey.id);
    };
    return fullCircle.journeys.decideMatch(
      journeyOf(pair.mentee),
      {
        by: caller.actor,
        mentorshipId: as(mentorshipId),
        decision,
        mentor: {
          participantId: as(pair.mentor.id),
          personId: as(pair.mentor.personId),
          journeyId: journeyOf(pair.mentor),
        },
      },
      options,
    );
  }

  /** Between a proposal and its approval the mentor may have left, and a round of another hand may have filled their places. */
  async function stillPossible(
    caller: Caller,
    { pair, mentee, mentor }: Awaited<ReturnType<typeof findPair>>,
    reason: string | undefined,
  ): Promise<void> {
    const { programId } = mentee;
    const { policy } = await programInUse(database, programId);
    const blocked = await database.pairBlock.count({
      where: {
        OR: [
          { menteeId: mentee.id, mentorId: mentor.id },
          { menteeId: mentor.id, mentorId: mentee.id },
        ],
      },
    });
    if (blocked > 0)
      throw new Refused('PairRuledOut', 'These two have been ruled out meanwhile; reject the pair.');
    const { load = 0, out } =
      (await readPool(database, programId, policy.matching)).members.get(mentor.id) ?? {};
    if (out)
      throw new Refused(
        'PairNotPossible',
        'The mentor has paused or left since this was proposed, or may not be matched now. Reject the pair; another one can be proposed.',
      );
    const limit = policy.matching.maxCaseload;
    const known = await database.caseloadReason.count({ where: { mentorshipId: pair.id } });
    // The pair itself is in the load already.
    if (load <= limit || known > 0) return;
    const at = await businessNow(tools);
    const over = { mentorshipId: pair.id, mentorId: mentor.id, personId: mentor.personId, programId };
    await database.$transaction((tx) => keepReason(tx, caller, { ...over, limit, would: load, reason, at }));
  }

  async function findPair(mentorshipId: string) {
    const pair = await database.mentorship.findUnique({ where: { id: mentorshipId } });
    if (!pair) throw new NotThere(`pair ${mentorshipId}`);
    const sides = await database.participant.findMany({
      where: { id: { in: [pair.menteeId, pair.mentorId] } },
      include: { person: true, journeys: { orderBy: { startedAt: 'desc' }, take: 1 } },
    });
    const side = (id: string) => {
      const participant = sides.find((one) => one.id === id);
      if (!participant) throw new NotThere(`pair ${mentorshipId}`);
      return participant;
    };
    return { pair, mentee: side(pair.menteeId), mentor: side(pair.mentorId) };
  }

  /** An act on a pair, by staff of the mentee's place or by one of the two. */
  async function of(caller: Caller, mentorshipId: string, action: Action) {
    const found = await findPair(mentorshipId);
    const own = [found.mentee, found.mentor].find(({ personId }) => personId === caller.personId);
    if (!own || !may(caller, action, own, own.personId))
      guard(caller, action, found.mentee, `pair ${mentorshipId}`);
    return { ...found, id: as<MentorshipId>(mentorshipId) };
  }

  /** Side of the pair that the caller speaks for: staff say which, the two can only be themselves. */
  function sideOf(caller: Caller, found: Awaited<ReturnType<typeof of>>, said?: SideName): SideName {
    if (caller.personId === found.mentee.personId) return 'mentee';
    if (caller.personId === found.mentor.personId) return 'mentor';
    if (!said) throw new Refused('SideNeeded', 'Say for which side of the pair: mentee or mentor.');
    return said;
  }

  return {
    ...explainActs(tools, participants),
    ...pickActs(tools, participants),
    ...ruleOutActs(tools, participants),
    ...flagActs(tools),
    round,
    result,
    list,
    decide,

    async answer(
      caller: Caller,
      mentorshipId: string,
      input: { answer: 'accept' | 'decline'; side?: SideName },
      options?: ActOptions,
    ): Promise<MentorshipState> {
      const found = await of(caller, mentorshipId, 'take-part');
      const update = { by: caller.actor, side: sideOf(caller, found, input.side) };
      return fullCircle.mentorships[input.answer](found.id, update, options);
    },

    async logMeeting(
      caller: Caller,
      mentorshipId: string,
      input: { number: number; outcome: 'attended' | 'missed' },
      options?: ActOptions,
    ): Promise<MentorshipState> {
      const { id } = await of(caller, mentorshipId, 'take-part');
      return fullCircle.mentorships.logMeeting(id, { by: caller.actor, ...input }, options);
    },

    async reschedule(
      caller: Caller,
      mentorshipId: string,
      input: { number: number; startsWall: string },
      options?: ActOptions,
    ): Promise<MentorshipState> {
      const { id } = await of(caller, mentorshipId, 'take-part');
      const { number, startsWall } = input;
      if (!isWallClock(startsWall)) {
        throw new Refused(
          'NotAWallClock',
          `"${startsWall}" is not a date and time; write it like 2026-03-01T17:30.`,
        );
      }
      return fullCircle.mentorships.reschedule(
        id,
        { by: caller.actor, number, startsWall: startsWall },
        options,
      );
    },

    async end(
      caller: Caller,
      mentorshipId: string,
      input: { reason: EndReason },
      options?: ActOptions,
    ): Promise<MentorshipState> {
      const { id } = await of(caller, mentorshipId, 'take-part');
      return fullCircle.mentorships.endMatch(id, { by: caller.actor, ...input }, options);
    },

    /** Closing words of one side: stored first, and only once; the workflow is told that they are there. */
    async closingWords(
      caller: Caller,
      mentorshipId: string,
      input: { words: string; side?: SideName },
      options?: ActOptions,
    ): Promise<MentorshipState> {
      const found = await of(caller, mentorshipId, 'take-part');
      const side = sideOf(caller, found, input.side);
      const column = side === 'mentee' ? 'menteeWords' : 'mentorWords';
      await database.mentorship.updateMany({
        where: { id: mentorshipId, [column]: null },
        data: { [column]: input.words.trim() },
      });
      return fullCircle.mentorships.closingWords(found.id, { by: caller.actor, side }, options);
    },
  };
}
