import type { UpdateDefinition } from '@temporalio/common';
import type { MentorshipId } from '../domain/ids';
import * as contract from '../workflows/contract';
import type { ActOptions, Calls, CallOptions } from './call';

/** A mentorship is started by the mentee's journey when staff approve the pair; here it is only acted on. */
export function mentorshipFacade(calls: Calls) {
  const act =
    <Input>(definition: UpdateDefinition<contract.MentorshipState, [Input]>) =>
    (id: MentorshipId, update: Input, options?: ActOptions): Promise<contract.MentorshipState> =>
      calls.update(contract.workflowIds.mentorship(id), definition, update, options);

  return {
    accept: act(contract.accept),
    decline: act(contract.decline),
    logMeeting: act(contract.logMeeting),
    reschedule: act(contract.reschedule),
    endMatch: act(contract.endMatch),
    closingWords: act(contract.closingWords),
    state: (id: MentorshipId, options?: CallOptions) =>
      calls.query(contract.workflowIds.mentorship(id), contract.mentorshipState, options),
  };
}
