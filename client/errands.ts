import type { InboundId, ProgramId } from '../domain/ids';
import * as contract from '../workflows/contract';
import type { Calls, CallOptions, StartOptions } from './call';
import { searchAttributes } from './searchAttributes';

/** Short workflows that are started, do one thing durably, and end. */
export function matchingFacade(calls: Calls) {
  return {
    round: (input: contract.MatchRoundInput, options?: CallOptions) =>
      calls.start(
        contract.workflowTypes.matchRound,
        contract.workflowIds.matchRound(input.programId, input.round),
        input,
        searchAttributes({ program: input.programId, status: 'running' }),
        options,
      ),
    /** Waits for what a round proposed. @throws Unavailable when it takes longer than the caller's patience */
    proposed: (programId: ProgramId, round: string, options?: CallOptions) =>
      calls.result<contract.MatchRoundResult>(contract.workflowIds.matchRound(programId, round), options),
  };
}

export function inboundFacade(calls: Calls) {
  return {
    /** The reply is stored already; one carrier id is one workflow, however often its webhook comes. */
    start: (inboundId: InboundId, options?: StartOptions) =>
      calls.start(
        contract.workflowTypes.inbound,
        contract.workflowIds.inbound(inboundId),
        { inboundId } satisfies contract.InboundInput,
        searchAttributes({ status: 'running' }),
        options,
      ),
  };
}

export function announcementFacade(calls: Calls) {
  return {
    /** Carries out intents that are stored already. */
    start: (input: contract.AnnounceInput, options?: CallOptions) =>
      calls.start(
        contract.workflowTypes.announce,
        contract.workflowIds.announce(input.key),
        input,
        searchAttributes({ program: input.programId, status: 'running' }),
        options,
      ),
  };
}
