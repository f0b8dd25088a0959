import type { UpdateDefinition } from '@temporalio/common';
import type { ShiftId } from '../domain/ids';
import * as contract from '../workflows/contract';
import type { ActOptions, Calls, CallOptions, StartOptions } from './call';
import { searchAttributes } from './searchAttributes';

export function shiftFacade(calls: Calls) {
  const act =
    <Input>(definition: UpdateDefinition<contract.ShiftState, [Input]>) =>
    (id: ShiftId, update: Input, options?: ActOptions): Promise<contract.ShiftState> =>
      calls.update(contract.workflowIds.shift(id), definition, update, options);

  return {
    schedule: (input: contract.ShiftInput, options?: StartOptions) =>
      calls.start(
        contract.workflowTypes.shift,
        contract.workflowIds.shift(input.shiftId),
        input,
        searchAttributes({ program: input.programId, site: input.siteId, status: 'scheduled' }),
        options,
      ),
    extend: act(contract.extend),
    shorten: act(contract.shorten),
    reschedule: act(contract.rescheduleShift),
    cancel: act(contract.cancelShift),
    handOver: act(contract.handOverShift),
    addPeer: act(contract.addPeer),
    removePeer: act(contract.removePeer),
    offer: act(contract.offerShift),
    answerOffer: act(contract.answerShiftOffer),
    /** What came of the act that was sent under this key; undefined when the shift knows of none. */
    outcome: (id: ShiftId, key: string, options?: CallOptions) =>
      calls.outcome<contract.ShiftState>(contract.workflowIds.shift(id), key, options),
    state: (id: ShiftId, options?: CallOptions) =>
      calls.query(contract.workflowIds.shift(id), contract.shiftState, options),
  };
}
