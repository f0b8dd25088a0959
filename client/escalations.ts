import { setTimeout as pause } from 'node:timers/promises';
import type { UpdateDefinition } from '@temporalio/common';
import type { EscalationId } from '../domain/ids';
import * as contract from '../workflows/contract';
import type { ActOptions, Calls, CallOptions, StartOptions } from './call';
import { NotThere } from './errors';
import { searchAttributes } from './searchAttributes';

/** Somebody may answer a page before its workflow has begun: the page comes from whoever saw the miss. */
const BEGINS_WITHIN_MS = 5_000;
const LOOK_AGAIN_MS = 250;

async function onceItHasBegun<T>(call: () => Promise<T>): Promise<T> {
  for (const giveUp = Date.now() + BEGINS_WITHIN_MS; ;) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof NotThere) || error.isOver || Date.now() > giveUp) throw error;
      await pause(LOOK_AGAIN_MS);
    }
  }
}

export function escalationFacade(calls: Calls) {
  const act =
    <Input>(definition: UpdateDefinition<contract.EscalationState, [Input]>) =>
    (id: EscalationId, update: Input, options?: ActOptions): Promise<contract.EscalationState> =>
      onceItHasBegun(() => calls.update(contract.workflowIds.escalation(id), definition, update, options));

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
