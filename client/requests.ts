import type { UpdateDefinition } from '@temporalio/common';
import type { RequestId } from '../domain/ids';
import * as contract from '../workflows/contract';
import type { ActOptions, Calls, CallOptions, StartOptions } from './call';
import { searchAttributes } from './searchAttributes';

export function requestFacade(calls: Calls) {
  const act =
    <Input>(definition: UpdateDefinition<contract.RequestState, [Input]>) =>
    (id: RequestId, update: Input, options?: ActOptions): Promise<contract.RequestState> =>
      calls.update(contract.workflowIds.request(id), definition, update, options);

  return {
    make: (input: contract.RequestInput, options?: StartOptions) =>
      calls.start(
        contract.workflowTypes.request,
        contract.workflowIds.request(input.requestId),
        input,
        searchAttributes({
          program: input.programId,
          site: input.siteId,
          status: input.carried?.state.status ?? 'open',
        }),
        options,
      ),
    take: act(contract.takeRequest),
    fulfil: act(contract.fulfilRequest),
    cancel: act(contract.cancelRequest),
    state: (id: RequestId, options?: CallOptions) =>
      calls.query(contract.workflowIds.request(id), contract.requestState, options),
  };
}
