import * as contract from '../workflows/contract';
import type { Calls, CallOptions } from './call';
import { searchAttributes } from './searchAttributes';

export function occasionFacade(calls: Calls) {
  return {
    /** Its rows are stored: it is looked at now. Begins the workflow where none is running; safe to repeat. */
    wake: (input: contract.OccasionInput, options?: CallOptions) =>
      calls.wake(
        contract.workflowTypes.occasion,
        contract.workflowIds.occasion(input.kind, input.ref),
        input,
        contract.occasionChanged,
        searchAttributes({ program: input.programId, site: input.siteId, status: 'running' }),
        options,
      ),
  };
}
