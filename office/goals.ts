import { NotThere, Refused } from '../client/fullCircle';
import { idFromKey, newId } from '../platform/newId';
import type { Standing } from '../workflows/contract';
import type { Caller } from './access';
import type { JourneyActs } from './journeys';
import type { ActOptions, OfficeTools } from './tools';

const LONGEST_TITLE = 200;

export function goalActs(tools: OfficeTools, journeys: Pick<JourneyActs, 'current'>) {
  const { database, fullCircle } = tools;
  return {
    /** Takes down a goal in the person's own words; the path knows it by its id. */
    async set(
      caller: Caller,
      participantId: string,
      input: { title: string },
      options?: ActOptions,
    ): Promise<{ goalId: string; standing: Standing }> {
      const { participant, journeyId } = await journeys.current(caller, participantId, 'take-part');
      const title = input.title.trim();
      if (!title || title.length > LONGEST_TITLE) {
        throw new Refused('NotATitle', `A goal needs words, at most ${LONGEST_TITLE} characters.`);
      }
      const goalId = options?.key ? idFromKey('goal', participant.id, options.key) : newId();
      const at = await tools.clock.now();
      await database.goal.createMany({
        skipDuplicates: true,
        data: {
          id: goalId,
          participantId: participant.id,
          title,
          status: 'open',
          createdAt: at,
          updatedAt: at,
        },
      });
      const standing = await fullCircle.journeys.setGoal(
        journeyId,
        { by: caller.actor, goalId },
        { ...options, key: options?.key ?? goalId },
      );
      return { goalId, standing };
    },

    /** Partial progress counts: percent, 0 to 100. */
    async progress(
      caller: Caller,
      participantId: string,
      input: { goalId: string; progress: number },
      options?: ActOptions,
    ): Promise<Standing> {
      const { participant, journeyId } = await journeys.current(caller, participantId, 'take-part');
      const goal = await database.goal.findUnique({ where: { id: input.goalId } });
      if (goal?.participantId !== participant.id) throw new NotThere(`goal ${input.goalId}`);
      return fullCircle.journeys.recordGoalProgress(journeyId, { by: caller.actor, ...input }, options);
    },
  };
}
