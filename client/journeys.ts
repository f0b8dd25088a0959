import type { UpdateDefinition } from '@temporalio/common';
import type { JourneyId } from '../domain/ids';
import * as contract from '../workflows/contract';
import type { ActOptions, Calls, CallOptions, StartOptions } from './call';
import { searchAttributes } from './searchAttributes';

/** Every act on a journey answers with where the person stands after it. */
export function journeyFacade(calls: Calls) {
  const act =
    <Input>(definition: UpdateDefinition<contract.Standing, [Input]>) =>
    (id: JourneyId, update: Input, options?: ActOptions): Promise<contract.Standing> =>
      calls.update(contract.workflowIds.journey(id), definition, update, options);

  return {
    start: (input: contract.JourneyInput, options?: StartOptions) =>
      calls.start(
        contract.workflowTypes.journey,
        contract.workflowIds.journey(input.journeyId),
        input,
        searchAttributes({
          program: input.policy.program,
          site: input.siteId,
          stage: input.carried?.stage ?? input.policy.stages[0],
          role: input.role,
          status: input.carried?.status ?? 'active',
        }),
        options,
      ),
    recordScreeningStep: act(contract.recordScreeningStep),
    sendInStep: act(contract.sendInStep),
    askPeers: act(contract.askPeers),
    givePeerWord: act(contract.givePeerWord),
    undoStep: act(contract.undoStep),
    submitSurvey: act(contract.submitSurvey),
    decideMatch: act(contract.decideMatch),
    setGoal: act(contract.setGoal),
    recordGoalProgress: act(contract.recordGoalProgress),
    letGoOfGoal: act(contract.letGoOfGoal),
    answerCheckIn: act(contract.answerCheckIn),
    decideAchievement: act(contract.decideAchievement),
    consentToTransition: act(contract.consentToTransition),
    completeTraining: act(contract.completeTraining),
    changeTier: act(contract.changeTier),
    peerAct: act(contract.peerAct),
    reportTransition: act(contract.reportTransition),
    pause: act(contract.pause),
    resume: act(contract.resume),
    withdraw: act(contract.withdraw),
    reopen: act(contract.reopen),
    recordDeath: act(contract.recordDeath),
    resumeCheckIns: act(contract.resumeCheckIns),
    moveToVersion: act(contract.moveToVersion),
    standing: (id: JourneyId, options?: CallOptions) =>
      calls.query(contract.workflowIds.journey(id), contract.standing, options),
  };
}
