import type { Client } from '@temporalio/client';
import { temporal } from '@temporalio/proto';

export interface RecordedRun {
  workflowId: string;
  runId: string;
  /** Size of the history as the server stores it. */
  bytes: number;
  history: temporal.api.history.v1.IHistory;
}

/**
 * Every run that came of the given workflows: back and forth through continue-as-new, and down to their children.
 * The test server cannot list, so the histories themselves are followed.
 */
export async function recordedRuns(client: Client, roots: Iterable<string>): Promise<RecordedRun[]> {
  const runs = new Map<string, RecordedRun>();
  const pending: { workflowId: string; runId?: string | undefined }[] = [...roots].map((workflowId) => ({
    workflowId,
  }));
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (next.runId && runs.has(next.runId)) continue;
    const handle = client.workflow.getHandle(next.workflowId, next.runId);
    const history = await handle.fetchHistory();
    const events = history.events ?? [];
    const started = events[0]?.workflowExecutionStartedEventAttributes;
    const runId = started?.originalExecutionRunId ?? next.runId ?? '';
    if (runs.has(runId)) continue;
    const bytes = temporal.api.history.v1.History.encode(history).finish().length;
    runs.set(runId, { workflowId: next.workflowId, runId, history, bytes });
    if (started?.continuedExecutionRunId) pending.push({ ...next, runId: started.continuedExecutionRunId });
    for (const event of events) {
      const continued = event.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId;
      if (continued) pending.push({ ...next, runId: continued });
      const child = event.childWorkflowExecutionStartedEventAttributes?.workflowExecution;
      if (child?.workflowId) pending.push({ workflowId: child.workflowId, runId: child.runId ?? undefined });
    }
  }
  return [...runs.values()];
}
