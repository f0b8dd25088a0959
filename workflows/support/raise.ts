import { defineSearchAttributeKey, WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import {
  ChildWorkflowCancellationType,
  ParentClosePolicy,
  startChild,
  WorkflowIdReusePolicy,
  workflowInfo,
} from '@temporalio/workflow';
import {
  priorities,
  workflowIds,
  workflowTypes,
  type EscalationInput,
  type SEARCH_ATTRIBUTES,
} from '../contract';

/**
 * Raises an escalation. Its id is its occurrence, so one that stands already, open or ended, is left as it is and this
 * is a success. Started as a child because that is one command of the task that decides it: no activity slot, no
 * connection and no carrier stands between the decision and the alarm. It outlives whoever raised it.
 */
export async function raise(input: EscalationInput): Promise<void> {
  try {
    await startChild(workflowTypes.escalation, {
      workflowId: workflowIds.escalation(input.escalationId),
      args: [input],
      parentClosePolicy: ParentClosePolicy.ABANDON,
      cancellationType: ChildWorkflowCancellationType.ABANDON,
      workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
      priority: priorities.escalation,
      ...labels(input),
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}

/**
 * Only where the parent carries ours: on a server that does not know them a label would fail the workflow task, and no
 * alarm may hang on a label.
 */
function labels(input: EscalationInput) {
  if (workflowInfo().typedSearchAttributes.getAll().length === 0) return {};
  const label = (name: (typeof SEARCH_ATTRIBUTES)[number], value: string) => ({
    key: defineSearchAttributeKey(name, 'KEYWORD'),
    value,
  });
  return {
    typedSearchAttributes: [
      label('FullCircleProgram', input.programId),
      ...(input.siteId ? [label('FullCircleSite', input.siteId)] : []),
      label('FullCircleStatus', 'open'),
    ],
  };
}
