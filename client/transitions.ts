import type { UpdateDefinition } from '@temporalio/common';
import type { TransitionId } from '../domain/ids';
import * as contract from '../workflows/contract';
import type { ActOptions, Calls, StartOptions } from './call';
import { searchAttributes } from './searchAttributes';

/** A critical transition is begun by the journey of the person whom it is about. Its kind is nowhere but in payloads. */
export function transitionFacade(calls: Calls) {
  const act =
    <Input>(definition: UpdateDefinition<contract.CriticalTransitionState, [Input]>) =>
    (id: TransitionId, update: Input, options?: ActOptions): Promise<contract.CriticalTransitionState> =>
      calls.update(contract.workflowIds.criticalTransition(id), definition, update, options);

  return {
    start: (input: contract.CriticalTransitionInput, options?: StartOptions) =>
      calls.start(
        contract.workflowTypes.criticalTransition,
        contract.workflowIds.criticalTransition(input.transitionId),
        input,
        searchAttributes({ program: input.programId, site: input.siteId, status: 'open' }),
        options,
      ),
    moveDate: act(contract.moveDate),
    markContact: act(contract.markContact),
    arrangeHandOver: act(contract.arrangeHandOver),
    close: act(contract.closeTransition),
  };
}
