import { oneAtATime, store } from '../../activities/matching';
import { readPool } from '../../activities/matching/pool';
import { appendEvents } from '../../activities/records/rows';
import { statement } from '../../activities/records/statement';
import { Refused } from '../../client/fullCircle';
import { as } from '../../domain/ids';
import { matchScore } from '../../domain/matching';
import { obstacles } from '../../domain/matching/rules';
import { idFromKey, newId } from '../../platform/newId';
import type { Transaction } from '../../platform/database';
import type { Caller } from '../access';
import { programInUse } from '../definitions';
import type { ParticipantActs } from '../participants';
import { businessNow, type ActOptions, type OfficeTools } from '../tools';

const LONGEST_REASON = 1_000;

/** A pair that staff choose themselves, from the ranked list of one person. */
export function pickActs(tools: OfficeTools, participants: Pick<ParticipantActs, 'find'>) {
  const { database } = tools;
  return {
    /**
     * Proposes one pair. Whatever the rules keep apart stays apart; only the program's cap may be exceeded, with a reason
     * that is kept.
     * @throws Refused `PairNotPossible`, `CaseloadReasonNeeded`, `AlreadyMatched`
     */
    async pick(
      caller: Caller,
      input: { mentee: string; mentor: string; reason?: string | undefined },
      options?: ActOptions,
    ): Promise<{ mentorshipId: string }> {
      const mentee = await participants.find(caller, input.mentee, 'decide-journeys');
      const mentor = await participants.find(caller, input.mentor, 'decide-journeys');
      const { programId } = mentee;
      const { policy } = await programInUse(database, programId);
      const at = await businessNow(tools);
      const round = `hand-${options?.key ? idFromKey('pick', caller.actor, options.key) : newId()}`;
      return database.$transaction(async (tx) => {
        await oneAtATime(tx, programId);
        const known = await tx.mentorship.findFirst({ where: { programId, round } });
        if (known) return { mentorshipId: known.id };
        const pool = await readPool(tx, programId, policy.matching);
        const [one, other] = [pool.members.get(mentee.id), pool.members.get(mentor.id)];
        if (mentor.programId !== programId || one?.role !== 'mentee' || other?.role !== 'mentor')
          throw new Refused('PairNotPossible', 'A pair is a mentee and a mentor of the same program.');
        if (one.out === 'has-a-match')
          throw new Refused('AlreadyMatched', 'This mentee has a pair that is proposed, offered or active.');
        if (one.out ?? other.out)
          throw new Refused(
            'PairNotPossible',
            'One of the two cannot be matched now; see why: matches explain.',
          );
        const rules = obstacles(one, other, pool.blocks).map(({ rule }) => rule);
        const isFull = rules.includes('caseload-full');
        const beyondOwn = other.ownCap !== undefined && other.load >= other.ownCap;
        const others = rules.filter((rule) => rule !== 'caseload-full');
        if (others.length > 0 || beyondOwn)
          throw new Refused(
            'PairNotPossible',
            `These two may not be paired: ${[...others, ...(beyondOwn && !others.includes('own-cap') ? ['own-cap'] : [])].join(', ')}. A mentor's own number is theirs to change, in the survey.`,
          );
        const pair = {
          menteeId: one.id,
          mentorId: other.id,
          ...matchScore(one.answers, other.answers, policy.matching.weights),
        };
        const [mentorshipId = ''] = await store(
          tx,
          { programId: as(programId), round, by: caller.actor, at },
          [pair],
          () => one.personId,
        );
        if (isFull)
          await keepReason(tx, caller, {
            mentorshipId,
            mentorId: other.id,
            personId: other.personId,
            programId,
            limit: policy.matching.maxCaseload,
            would: other.load + 1,
            reason: input.reason,
            at,
          });
        return { mentorshipId };
      });
    },
  };
}

/** Keeps why a caseload goes above the cap. @throws Refused `CaseloadReasonNeeded` where none is given */
export async function keepReason(
  tx: Transaction,
  caller: Caller,
  over: {
    mentorshipId: string;
    mentorId: string;
    personId: string;
    programId: string;
    limit: number;
    would: number;
    reason: string | undefined;
    at: Awaited<ReturnType<typeof businessNow>>;
  },
): Promise<void> {
  const { mentorshipId, mentorId, personId, programId, limit, would, at } = over;
  const reason = over.reason?.trim() ?? '';
  if (reason === '' || reason.length > LONGEST_REASON)
    throw new Refused(
      'CaseloadReasonNeeded',
      `This would be mentee ${would} of at most ${limit} for this mentor; say why (up to ${LONGEST_REASON} characters). It is kept with the pair.`,
    );
  await tx.caseloadReason.createMany({
    skipDuplicates: true,
    data: { mentorshipId, mentorId, limit, would, reason, by: caller.actor, at },
  });
  const event = {
    key: `mentorship-${mentorshipId}/over-cap`,
    kind: 'caseload-over-cap' as const,
    programId,
    mentorshipId,
    personId,
    actor: caller.actor,
    data: { limit, would },
    at,
  };
  await tx.$executeRaw(statement(appendEvents([event])));
}
