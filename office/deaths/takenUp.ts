import { instant } from '../../domain/ids';
import { reopenedStep } from '../../domain/ladder';
import type { ProgramPolicy, Role, Stage } from '../../domain/policy';
import type { Definition } from '../../programs';
import type { Database } from '../../platform/database';
import type { Journey, Participant } from '../../prisma/generated/client';
import { workflowIds, type JourneyState } from '../../workflows/contract';
import { learnt } from '../achievement/earned';
import { goalsOf } from '../audit/paths/besides';
import { achievementOf, besideTheRules, consentOf, peerOf } from '../audit/paths/decided';
import { rhythmOf } from '../audit/paths/rhythm';
import { stepsOf } from '../audit/paths/steps';
import { toldBy } from '../audit/paths/told';

/**
 * Where a path begins that takes up one which was ended by a death recorded by mistake: with everything that had been
 * earned, asked and wished, and without a mentor, because that pair was ended. Nothing where no such mistake was mended.
 */
export async function takenUp(
  database: Database,
  row: Journey & { participant: Participant },
  { policy, definition }: { policy: ProgramPolicy; definition: Definition },
): Promise<{ carried?: JourneyState }> {
  const { participant } = row;
  const before = await database.journey.findFirst({
    where: { participantId: row.participantId, id: { not: row.id }, status: 'ended' },
    orderBy: { startedAt: 'desc' },
  });
  if (!before) return {};
  const [ended, undone] = await Promise.all([
    database.event.count({ where: { kind: 'death-recorded', journeyId: before.id } }),
    database.deathRecord.count({ where: { personId: participant.personId, undoneAt: { not: null } } }),
  ]);
  if (ended === 0 || undone === 0) return {};
  const told = await toldBy(database, workflowIds.journey(before.id as never), { journeyId: before.id });
  const [surveys, goals, { training, expiries }, meetings, reviewed] = await Promise.all([
    database.surveyResponse.count({ where: { participantId: participant.id } }),
    database.goal.findMany({ where: { participantId: participant.id, status: { not: 'let-go' } } }),
    learnt(database, definition, participant),
    database.meeting.count({ where: { mentorship: { menteeId: participant.id }, status: 'attended' } }),
    goalsOf(database, told),
  ]);
  const at = instant(row.startedAt);
  const role = before.role as Role;
  const startedAt = instant(before.startedAt);
  const steps = stepsOf(policy, told, { passedSteps: before.passedSteps, startedAt });
  const consented = consentOf(told);
  const tier = participant.tier ?? undefined;
  const rhythm = rhythmOf(policy, told, role);
  const peer = peerOf(told, [], expiries);
  return {
    carried: {
      status: 'active',
      role,
      stage: before.stage as Stage,
      stageSince: at,
      startedAt,
      steps: steps.map((step) => (step.status === 'passed' ? step : reopenedStep(step, at))),
      privileges: before.privileges,
      ...(tier && { tier }),
      surveyDone: surveys > 0,
      goals: goals.map(({ id, progress }) => ({
        id,
        progress,
        ...(reviewed.find((goal) => goal.id === id)?.reviewed && { reviewed: true }),
      })),
      training,
      mentorships: [],
      meetingsHeld: meetings,
      retention: {
        cadence: 0,
        steady: 0,
        missed: 0,
        number: 0,
        ...(rhythm.nextAt && { nextAt: at }),
        ...(rhythm.declinedAt && { declinedAt: rhythm.declinedAt }),
      },
      ...(consented !== undefined && { consentedToTransition: consented }),
      ...achievementOf(told),
      ...(peer && { peer }),
      ...besideTheRules({ policy, told, steps, role, tier, privileges: before.privileges }),
      sequence: 0,
      waits: [],
      agenda: [],
      outbox: [],
      seen: [],
    },
  };
}
