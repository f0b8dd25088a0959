import type { UpdateDefinition } from '@temporalio/common';
import type { MentorshipId } from '../domain/ids';
import * as contract from '../workflows/contract';
import type { ActOptions, Calls, CallOptions, StartOptions } from './call';
import { searchAttributes } from './searchAttributes';

/** A mentorship is begun by the mentee's journey when staff approve the pair. */
export function mentorshipFacade(calls: Calls) {
  const act =
    <Input>(definition: UpdateDefinition<contract.MentorshipState, [Input]>) =>
    (id: MentorshipId, update: Input, options?: ActOptions): Promise<contract.MentorshipState> =>
      calls.update(contract.workflowIds.mentorship(id), definition, update, options);

  return {
    start: (input: contract.MentorshipInput, options?: StartOptions) =>
      calls.start(
        contract.workflowTypes.mentorship,
        contract.workflowIds.mentorship(input.mentorshipId),
        input,
        searchAttributes({ program: input.programId, site: input.siteId, status: 'active' }),
        options,
      ),
    accept: act(contract.accept),
    decline: act(contract.decline),
    logMeeting: act(contract.logMeeting),
    reschedule: act(contract.reschedule),
    proposeTime: act(contract.proposeTime),
    answerTime: act(contract.answerTime),
    nameInterim: act(contract.nameInterim),
    interimInTouch: act(contract.interimInTouch),
    endMatch: act(contract.endMatch),
    flagMatch: act(contract.flagMatch),
    closingWords: act(contract.closingWords),
    state: (id: MentorshipId, options?: CallOptions) =>
      calls.query(contract.workflowIds.mentorship(id), contract.mentorshipState, options),
  };
}
