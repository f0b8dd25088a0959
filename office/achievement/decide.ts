import type { AchievementOutcome, Standing } from '../../workflows/contract';
import type { Prisma } from '../../prisma/generated/client';
import type { Caller } from '../access';
import type { Current } from '../journeys';
import type { ActOptions, OfficeTools } from '../tools';
import { stayInvited } from './alumni';

/**
 * Staff and the person have looked at it together. What was reached is kept as it stood then, in percent; whoever finishes
 * and has agreed to it stays invited.
 */
export function decideAchievement(tools: OfficeTools, current: Current) {
  const { database, fullCircle } = tools;
  return async (
    caller: Caller,
    participantId: string,
    input: { outcome: AchievementOutcome; staysInvited?: boolean },
    options?: ActOptions,
  ): Promise<Standing> => {
    const { participant, journeyId, journey } = await current(caller, participantId, 'decide-journeys');
    const { outcome } = input;
    const wait = await database.wait.findFirst({
      where: { journeyId, kind: 'achievement-review', closedAt: null },
      orderBy: { since: 'desc' },
    });
    const goals = await database.goal.findMany({
      where: { participantId: participant.id },
      orderBy: { createdAt: 'asc' },
    });
    const standing = await fullCircle.journeys.decideAchievement(
      journeyId,
      { outcome, by: caller.actor },
      options,
    );
    if (!wait) return standing;
    const at = await tools.clock.now();
    const kept = {
      outcome,
      decidedBy: caller.actor,
      decidedAt: at,
      goals: goals.map(({ id, title, progress }) => ({ id, title, progress })) as Prisma.InputJsonArray,
      ...(input.staysInvited === undefined ? {} : { staysInvited: input.staysInvited }),
    };
    const review = await database.achievementReview.upsert({
      where: { id: wait.key },
      create: { id: wait.key, participantId: participant.id, journeyId, createdAt: wait.since, ...kept },
      update: kept,
    });
    if (outcome === 'finish' && review.staysInvited)
      await stayInvited(tools, caller, participant, { invited: true, privileges: journey.privileges });
    return standing;
  };
}
