/** Stand-ins with the contract's names: they answer, refuse and end in the ways that the facade has to pass on. */
import { ApplicationFailure, condition, setHandler } from '@temporalio/workflow';
import * as contract from '../../../workflows/contract';
import { instant } from '../../../domain/ids';

export async function journey(input: contract.JourneyInput): Promise<void> {
  let ended = false;
  const goals: contract.GoalState[] = [];
  const standing = (): contract.Standing => ({
    status: 'active',
    role: input.role,
    stage: 'screening',
    since: instant(0),
    privileges: [],
    steps: [],
    goals: [...goals],
    mentorships: [],
    waitingFor: [],
  });
  setHandler(contract.standing, standing);
  setHandler(contract.setGoal, (update) => {
    goals.push({ id: update.goalId, progress: 0 });
    return standing();
  });
  setHandler(contract.recordScreeningStep, () => standing(), {
    validator: (update: contract.RecordScreeningStep) => {
      if (update.step === 'unknown')
        throw ApplicationFailure.nonRetryable('There is no such step.', 'UnknownStep');
      if (update.step === 'nameless') throw new Error('No reason was given.');
    },
  });
  setHandler(contract.withdraw, () => {
    ended = true;
    return standing();
  });
  await condition(() => ended);
}

export async function escalation(): Promise<void> {
  let heard: string | undefined;
  setHandler(contract.subjectAnswered, (signal) => {
    heard = signal.how;
  });
  await condition(() => heard !== undefined);
}

export async function matchRound(input: contract.MatchRoundInput): Promise<contract.MatchRoundResult> {
  if (input.round === 'never-ends') await condition(() => false);
  return { proposed: [], unmatched: [] };
}
