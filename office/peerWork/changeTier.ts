import { Refused } from '../../client/fullCircle';
import { idFromKey, newId } from '../../platform/newId';
import type { ChangeTier, Standing } from '../../workflows/contract';
import type { Caller } from '../access';
import { programInUse } from '../definitions';
import { perhapsWords, wordsOf } from '../input';
import type { Current } from '../journeys';
import type { ActOptions, OfficeTools } from '../tools';

export type TierReason = ChangeTier['reason'];

/**
 * Moves somebody on the continuum, either way. A move down is the peer's own word, or has a reason that is stated, kept,
 * told to them, and looked at by somebody else when they ask: never a punishment.
 * @throws Refused `UnknownTier`, `ReasonNeeded`, `WordsNeeded`
 */
export function changeTier(tools: OfficeTools, current: Current) {
  const { database, fullCircle } = tools;
  return async (
    caller: Caller,
    person: string,
    input: { tier: string; reason: TierReason; words?: string },
    options?: ActOptions,
  ): Promise<Standing> => {
    const { participant, journeyId } = await current(caller, person, 'decide-journeys');
    const { definition } = await programInUse(database, participant.programId);
    const tiers = definition.tiers.map(({ id }) => id);
    const { tier, reason } = input;
    if (!tiers.includes(tier))
      throw new Refused(
        'UnknownTier',
        tiers.length > 0
          ? `"${tier}" is not a tier of ${participant.programId}; its tiers are ${tiers.join(', ')}.`
          : `${participant.programId} has no tiers.`,
      );
    const from = participant.tier;
    const isDown = from !== null && tiers.indexOf(tier) < tiers.indexOf(from);
    if (isDown && reason === 'growth')
      throw new Refused(
        'ReasonNeeded',
        "A move down needs the peer's own word (own-word) or a stated reason (stated-reason), in words that the peer may read.",
      );
    const words = isDown
      ? wordsOf(input.words, 'The reason', 2_000)
      : perhapsWords(input.words, 'The reason', 2_000);
    const id = options?.key ? idFromKey('tier', participant.id, options.key) : newId();
    const told = await fullCircle.journeys.changeTier(
      journeyId,
      { tier, reason, changeId: id, by: caller.actor },
      { ...options, key: options?.key ?? id },
    );
    if (from === tier) return told;
    await database.tierChange.createMany({
      skipDuplicates: true,
      data: {
        id,
        participantId: participant.id,
        from,
        to: tier,
        reason,
        words: words ?? null,
        by: caller.actor,
        at: await tools.clock.now(),
      },
    });
    return told;
  };
}
