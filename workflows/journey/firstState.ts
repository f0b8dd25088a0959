import type { Instant } from '../../domain/ids';
import type { JourneyInput, JourneyState } from '../contract';

/** Where a path begins: nothing passed, nothing asked. */
export function firstState(input: JourneyInput, at: Instant): JourneyState {
  return {
    status: 'active',
    role: input.role,
    stage: input.policy.stages[0] ?? 'screening',
    stageSince: at,
    startedAt: at,
    steps: (input.earned?.steps ?? []).map((id) => ({ id, status: 'passed', openedAt: at, decidedAt: at })),
    privileges: [...(input.earned?.privileges ?? [])],
    ...(input.earned?.tier && { tier: input.earned.tier }),
    ...(input.earned?.peer && { peer: input.earned.peer }),
    surveyDone: false,
    goals: [],
    training: [...(input.earned?.training ?? [])],
    mentorships: [],
    meetingsHeld: 0,
    retention: { cadence: 0, steady: 0, missed: 0, number: 0 },
    sequence: 0,
    seen: [],
    waits: [],
    agenda: [],
    outbox: [],
  };
}
