import type { Client } from '@temporalio/client';
import { TASK_QUEUE } from '../workflows/contract';
import { auditFacade } from './audits';
import { createCalls, type CallOptions } from './call';
import { announcementFacade, inboundFacade, matchingFacade } from './errands';
import { escalationFacade } from './escalations';
import { forgettingFacade } from './forgetting';
import { journeyFacade } from './journeys';
import { mentorshipFacade } from './mentorships';
import { occasionFacade } from './occasions';
import { requestFacade } from './requests';
import { shiftFacade } from './shifts';
import { transitionFacade } from './transitions';

export type { ActOptions, Again, CallOptions, RunStanding, Started } from './call';
export { NotThere, Refused, Unavailable } from './errors';

/**
 * Everything that anybody outside a workflow can do to one. Acts carry an idempotency key, starts never run an id twice,
 * and every call ends within its `timeoutMs` (10 s unless told) with its answer or with one of
 * {@link Refused}, {@link NotThere}, {@link Unavailable}.
 *
 * @param client made with the data converter that carries the payload codec
 * @param options `timeoutMs`: another patience for the calls that say nothing of theirs
 */
export function createFullCircle(client: Client, options: { taskQueue?: string; timeoutMs?: number } = {}) {
  const { taskQueue = TASK_QUEUE, timeoutMs } = options;
  const calls = createCalls(client, taskQueue, timeoutMs);
  return {
    journeys: journeyFacade(calls),
    mentorships: mentorshipFacade(calls),
    matching: matchingFacade(calls),
    shifts: shiftFacade(calls),
    transitions: transitionFacade(calls),
    escalations: escalationFacade(calls),
    requests: requestFacade(calls),
    occasions: occasionFacade(calls),
    inbound: inboundFacade(calls),
    announcements: announcementFacade(calls),
    audits: auditFacade(calls, client, taskQueue),
    histories: forgettingFacade(client),
    /** What Temporal knows of a workflow's latest run: for the auditor, which has decided already that it should run. */
    runOf: (workflowId: string, options?: CallOptions) => calls.runOf(workflowId, options),
    /** Resolves when Temporal answers for our namespace; for readiness probes. */
    ping: (options?: CallOptions) => calls.ping(options),
  };
}
export type FullCircle = ReturnType<typeof createFullCircle>;
