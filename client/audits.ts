import {
  type Client,
  ScheduleNotFoundError,
  type ScheduleOptions,
  ScheduleOverlapPolicy,
  type ScheduleOptionsStartWorkflowAction,
  type Workflow,
} from '@temporalio/client';
import * as contract from '../workflows/contract';
import { PATIENCE_MS, type Calls, type CallOptions } from './call';
import { searchAttributes } from './searchAttributes';

/** A look that comes so much late is skipped: the next one sees the same and more. */
const CATCH_UP = '1 minute';

type AuditSchedule = Pick<
  ScheduleOptions<ScheduleOptionsStartWorkflowAction<Workflow>>,
  'spec' | 'action' | 'policies'
>;

export function auditFacade(calls: Calls, client: Client, taskQueue: string) {
  return {
    /** One look now; `run` names it, and the same name is the same look. */
    start: (run: string, options?: CallOptions) =>
      calls.start(
        contract.workflowTypes.audit,
        contract.workflowIds.audit(run),
        undefined,
        searchAttributes({ status: 'running' }),
        options,
      ),
    result: (run: string, options?: CallOptions) =>
      calls.result<contract.AuditReport>(contract.workflowIds.audit(run), options),
    /**
     * Sees to it that the auditor looks every so many minutes. Safe to repeat, by several processes at once; a change of
     * the rhythm takes the place of the one before, unless it is `onlyIfGone`: workers that keep it up leave alone what
     * another one has changed since. @throws the SDK's own error when Temporal is away or has no schedules
     */
    async everyMinutes(minutes: number, { onlyIfGone = false } = {}): Promise<void> {
      const schedule = {
        spec: { intervals: [{ every: `${minutes} minutes` as const }] },
        action: {
          type: 'startWorkflow' as const,
          workflowType: contract.workflowTypes.audit,
          workflowId: 'audit',
          taskQueue,
          args: [],
        },
        policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: CATCH_UP } as const,
      };
      await client.withDeadline(Date.now() + PATIENCE_MS, () =>
        onlyIfGone ? create(schedule) : put(schedule),
      );
    },
  };

  async function put(schedule: AuditSchedule): Promise<void> {
    const handle = client.schedule.getHandle(contract.AUDIT_SCHEDULE);
    try {
      await handle.update((before) => ({ ...before, ...schedule }));
    } catch (error) {
      if (!(error instanceof ScheduleNotFoundError)) throw error;
      await create(schedule);
    }
  }

  async function create(schedule: AuditSchedule): Promise<void> {
    await client.schedule
      .create({ scheduleId: contract.AUDIT_SCHEDULE, ...schedule })
      .catch((there: Error) => {
        if (there.name !== 'ScheduleAlreadyRunning') throw there;
      });
  }
}
