import { NotThere, Refused } from '../../client/fullCircle';
import { idFromKey, newId } from '../../platform/newId';
import { can, guard, NotAllowed, type Caller } from '../access';
import { programInUse } from '../definitions';
import { perhapsWords, starsOf, wordsOf } from '../input';
import { staffName } from '../names';
import type { ParticipantActs } from '../participants';
import { businessNow, type ActOptions, type OfficeTools } from '../tools';
import { writeDown } from '../writeDown';

export const PROPOSAL_ANSWERS = ['taken-up', 'not-now'] as const;
export type ProposalAnswer = (typeof PROPOSAL_ANSWERS)[number];

/**
 * Peers propose what they would like to learn and say what they think of what they have learned: a voice in how training
 * is done. Staff answer each proposal, whichever way.
 */
export function voiceActs(tools: OfficeTools, participants: Pick<ParticipantActs, 'find'>) {
  const { database } = tools;
  return {
    /** @throws Refused `WordsNeeded`, `TooLong` */
    async propose(
      caller: Caller,
      person: string,
      input: { title: string; why?: string },
      options?: ActOptions,
    ): Promise<{ proposalId: string }> {
      const participant = await participants.find(caller, person, 'take-part');
      const id = options?.key ? idFromKey('proposal', participant.id, options.key) : newId();
      const at = await businessNow(tools);
      await database.moduleProposal.createMany({
        skipDuplicates: true,
        data: {
          id,
          programId: participant.programId,
          participantId: participant.id,
          title: wordsOf(input.title, 'A proposal', 120),
          why: perhapsWords(input.why, 'A reason', 1_000) ?? null,
          at,
        },
      });
      await writeDown(database, caller, participant, {
        key: `module-proposal-${id}/made`,
        kind: 'module-proposed',
        data: { proposal: id },
        at,
      });
      return { proposalId: id };
    },

    /** @throws Refused `UnknownModule`, `NotTaken`, `NotStars` */
    async rate(
      caller: Caller,
      person: string,
      input: { module: string; stars: number; words?: string },
    ): Promise<void> {
      const participant = await participants.find(caller, person, 'take-part');
      const { programId, personId } = participant;
      const { definition } = await programInUse(database, programId);
      if (!definition.transition.training.some(({ id }) => id === input.module))
        throw new Refused('UnknownModule', `"${input.module}" is not a module of ${programId}.`);
      const taken = await database.event.findMany({
        where: { kind: 'training-completed', programId, personId },
        select: { data: true },
      });
      if (!taken.some(({ data }) => (data as { module?: unknown }).module === input.module))
        throw new Refused('NotTaken', 'A module is rated by those who have taken it.');
      const at = await businessNow(tools);
      const kept = {
        stars: starsOf(input.stars),
        words: perhapsWords(input.words, 'A comment', 1_000) ?? null,
        at,
      };
      const key = { programId, module: input.module, participantId: participant.id };
      await database.moduleRating.upsert({
        where: { programId_module_participantId: key },
        create: { ...key, ...kept },
        update: kept,
      });
      await writeDown(database, caller, participant, {
        key: `participant-${participant.id}/rated/${input.module}/${at}`,
        kind: 'module-rated',
        data: { module: input.module, stars: kept.stars },
        at,
      });
    },

    /** What peers propose, and how they rate each module; names stand with proposals only, since those are answered. */
    async heard(caller: Caller, programId: string) {
      if (!caller.scope.some((grant) => can([grant], 'see', { programId, siteId: grant.siteId ?? null })))
        throw new NotThere(`program ${programId}`);
      const { definition } = await programInUse(database, programId);
      const [proposals, ratings] = await Promise.all([
        database.moduleProposal.findMany({ where: { programId }, orderBy: { at: 'desc' }, take: 200 }),
        database.moduleRating.findMany({ where: { programId }, orderBy: { at: 'desc' } }),
      ]);
      const people = await database.participant.findMany({
        where: { id: { in: proposals.map(({ participantId }) => participantId) } },
        include: { person: true },
      });
      return {
        proposals: proposals
          .flatMap((proposal) => {
            const from = people.find(({ id }) => id === proposal.participantId);
            if (!from || !can(caller.scope, 'see', from)) return [];
            return [{ ...proposal, from: staffName(from.person) }];
          })
          .sort((a, b) => Number(a.status !== 'open') - Number(b.status !== 'open')),
        modules: definition.transition.training.map(({ id, title }) => {
          const own = ratings.filter(({ module }) => module === id);
          const sum = own.reduce((total, { stars }) => total + stars, 0);
          return {
            id,
            title,
            ratings: own.length,
            stars: own.length > 0 ? Math.round((sum / own.length) * 10) / 10 : null,
            words: own.flatMap(({ words }) => words ?? []).slice(0, 20),
          };
        }),
      };
    },

    /** Staff answer a proposal, with words. @throws Refused `UnknownAnswer`, `AlreadyDecided` */
    async answer(
      caller: Caller,
      proposalId: string,
      input: { status: ProposalAnswer; answer: string },
    ): Promise<void> {
      const what = `proposal ${proposalId}`;
      const row = await database.moduleProposal.findUnique({ where: { id: proposalId } });
      if (!row) throw new NotThere(what);
      const from = await database.participant.findUniqueOrThrow({ where: { id: row.participantId } });
      guard(caller, 'manage-workshops', from, what);
      if (!PROPOSAL_ANSWERS.includes(input.status))
        throw new Refused('UnknownAnswer', `An answer is one of: ${PROPOSAL_ANSWERS.join(', ')}.`);
      if (from.personId === caller.personId) throw new NotAllowed('manage-workshops');
      await database.moduleProposal.update({
        where: { id: proposalId },
        data: {
          status: input.status,
          answer: wordsOf(input.answer, 'An answer', 1_000),
          decidedBy: caller.actor,
          decidedAt: await tools.clock.now(),
        },
      });
    },
  };
}
