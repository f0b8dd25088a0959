import type { UpdateDefinition } from '@temporalio/common';
import type { EscalationId } from '../domain/ids';
import * as contract from '../workflows/contract';
import type { ActOptions, Calls, CallOptions, StartOptions } from './call';
import { searchAttributes } from './searchAttributes';

export function escalationFacade(calls: Calls) {
  const act =
    <Input>(definition: UpdateDefinition<contract.EscalationState, [Input]>) =>
    (id: EscalationId, update: Input, options?: ActOptions): Promise<contract.EscalationState> =>
      calls.update(contract.workflowIds.escalation(id), definition, update, options);

  return {
    /** The id is the occurrence, so raising it again changes nothing (rule 1). */
    raise: (input: contract.EscalationInput, options?: StartOptions) =>
      calls.start(
        contract.workflowTypes.escalation,
        contract.workflowIds.escalation(input.escalationId),
        input,
        searchAttributes({ program: input.programId, site: input.siteId, status: 'open' }),
        options,
      ),
    acknowledge: act(contract.acknowledge),
    handOver: act(contract.handOverEscalation),
    resolve: act(contract.resolve),
    /** Tells it that the person has been heard from; whatever their answer means is the workflow's to decide. */
    subjectAnswered: (id: EscalationId, signal: contract.SubjectAnswered, options?: CallOptions) =>
      calls.signal(contract.workflowIds.escalation(id), contract.subjectAnswered, signal, options),
    state: (id: EscalationId, options?: CallOptions) =>
      calls.query(contract.workflowIds.escalation(id), contract.escalationState, options),
  };
}
