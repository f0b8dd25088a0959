import { instant } from '../../domain/ids';
import type { Role, Stage } from '../../domain/policy';
import type { Transaction } from '../../platform/database';
import type { Journey, Participant } from '../../prisma/generated/client';
import type { JourneyState } from '../../workflows/contract';

/**
 * Where a path begins that takes up one which was ended by a death recorded by mistake: with everything that had been
 * earned, and without a mentor, because that pair was ended. Nothing where no such mistake was mended.
 */
export async function takenUp(
  database: Transaction,
  row: Journey & { participant: Participant },
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
  const [surveys, goals, trained, meetings] = await Promise.all([
    database.surveyResponse.count({ where: { participantId: participant.id } }),
    database.goal.findMany({ where: { participantId: participant.id, status: { not: 'let-go' } } }),
    database.event.findMany({
      where: { kind: 'training-completed', personId: participant.personId, programId: row.programId },
    }),
    database.meeting.count({ where: { mentorship: { menteeId: participant.id }, status: 'attended' } }),
  ]);
  const at = instant(row.startedAt);
  return {
    carried: {
      status: 'active',
      role: before.role as Role,
      stage: before.stage as Stage,
      stageSince: at,
      startedAt: instant(before.startedAt),
      steps: before.passedSteps.map((id) => ({ id, status: 'passed', openedAt: at, decidedAt: at })),
      privileges: before.privileges,
      ...(participant.tier && { tier: participant.tier }),
      surveyDone: surveys > 0,
      goals: goals.map(({ id, progress }) => ({ id, progress })),
      training: [...new Set(trained.map(({ data }) => String((data as { module?: unknown }).module)))],
      mentorships: [],
      meetingsHeld: meetings,
      retention: { cadence: 0, steady: 0, missed: 0, number: 0 },
      sequence: 0,
      waits: [],
      agenda: [],
      outbox: [],
      seen: [],
    },
  };
}
