import { NotThere, Refused } from '../../client/fullCircle';
import type { TierChange } from '../../prisma/generated/client';
import type { Standing } from '../../workflows/contract';
import { guard, may, type Caller } from '../access';
import { programInUse } from '../definitions';
import { wordsOf } from '../input';
import type { JourneyActs } from '../journeys';
import type { ParticipantActs } from '../participants';
import type { ActOptions, OfficeTools } from '../tools';

type Title = { en?: string | undefined; fr?: string | undefined };

export interface ShownTier {
  tier: string | null;
  title: Title | null;
  compensation: string | null;
  rate: { amount: number; per: string } | null;
  maxHoursPerWeek: number | null;
  tasks: { id: string; title: Title }[];
  changes: TierChange[];
}

/** Where a peer stands on the continuum, how that came about, and somebody else's look at it when they ask for one. */
export function tierActs(
  tools: OfficeTools,
  participants: Pick<ParticipantActs, 'find' | 'look'>,
  journeys: Pick<JourneyActs, 'current' | 'changeTier'>,
) {
  const { database, fullCircle } = tools;

  /** The peer sees the reasons about themself; staff who may read messages see them too. */
  async function show(caller: Caller, person: string): Promise<ShownTier> {
    const participant = await participants.look(caller, person);
    const { definition } = await programInUse(database, participant.programId);
    const tier = definition.tiers.find(({ id }) => id === participant.tier);
    const changes = await database.tierChange.findMany({
      where: { participantId: participant.id },
      orderBy: { at: 'desc' },
      take: 100,
    });
    const reads = caller.personId === participant.personId || may(caller, 'read-messages', participant);
    return {
      tier: participant.tier,
      title: tier?.title ?? null,
      compensation: tier?.compensation ?? null,
      rate: tier?.rate ?? null,
      maxHoursPerWeek: tier?.maxHoursPerWeek ?? null,
      tasks: tier?.tasks ?? [],
      changes: changes.map((change) => (reads ? change : { ...change, words: null, reviewWords: null })),
    };
  }

  async function find(changeId: string) {
    const change = await database.tierChange.findUnique({ where: { id: changeId } });
    if (!change) throw new NotThere(`change of tier ${changeId}`);
    const participant = await database.participant.findUniqueOrThrow({ where: { id: change.participantId } });
    return { change, participant };
  }

  /** What the peer says of a change: fine, or that somebody else should look at it. */
  async function answer(
    caller: Caller,
    changeId: string,
    input: { answer: 'fine' | 'look-again' },
    options?: ActOptions,
  ): Promise<Standing> {
    const { change, participant } = await find(changeId);
    const { journeyId } = await journeys.current(caller, participant.id, 'take-part');
    if (input.answer === 'look-again' && !change.askedReviewAt)
      await database.tierChange.update({
        where: { id: changeId },
        data: { askedReviewAt: await tools.clock.now() },
      });
    return fullCircle.journeys.peerAct(
      journeyId,
      { what: 'tier-word', changeId, answer: input.answer, by: caller.actor },
      options,
    );
  }

  /**
   * Somebody else has looked at it: it stands, or it is taken back. Whoever decided on it does not look at it themself.
   * @throws Refused `NotAsked`, `AnotherPersonNeeded`, `AlreadyDecided`, `WordsNeeded`
   */
  async function review(
    caller: Caller,
    changeId: string,
    input: { outcome: 'stands' | 'undone'; words: string },
    options?: ActOptions,
  ): Promise<void> {
    const { change, participant } = await find(changeId);
    guard(caller, 'decide-journeys', participant, `change of tier ${changeId}`);
    if (!change.askedReviewAt)
      throw new Refused('NotAsked', 'The peer has not asked for this change to be looked at again.');
    if (change.by === caller.actor || caller.personId === participant.personId)
      throw new Refused('AnotherPersonNeeded', 'Somebody who did not decide on the change looks at it.');
    if (change.review && change.review !== input.outcome)
      throw new Refused('AlreadyDecided', 'Somebody has looked at this change already.');
    const words = wordsOf(input.words, 'What was found', 2_000);
    const { journeyId } = await journeys.current(caller, participant.id, 'decide-journeys');
    if (input.outcome === 'undone' && change.from && participant.tier === change.to)
      await journeys.changeTier(
        caller,
        participant.id,
        { tier: change.from, reason: 'own-word', words },
        { key: `tier-review/${changeId}` },
      );
    await fullCircle.journeys.peerAct(
      journeyId,
      { what: 'tier-review', changeId, outcome: input.outcome, by: caller.actor },
      options,
    );
    await database.tierChange.update({
      where: { id: changeId },
      data: {
        review: input.outcome,
        reviewWords: words,
        reviewedBy: caller.actor,
        reviewedAt: await tools.clock.now(),
      },
    });
  }

  return { show, answer, review };
}
