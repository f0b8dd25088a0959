import type { Client } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import { temporal } from '@temporalio/proto';
import { Worker, type WorkflowBundleOption } from '@temporalio/worker';

type History = temporal.api.history.v1.IHistory;

export interface RecordedRun {
  workflowId: string;
  runId: string;
  history: History;
}

/**
 * Every run that came of the given workflows: back and forth through continue-as-new, and down to their children.
 * The test server cannot list, so the histories themselves are followed.
 */
export async function recordedRuns(client: Client, roots: Iterable<string>): Promise<RecordedRun[]> {
  const runs = new Map<string, RecordedRun>();
  const pending: { workflowId: string; runId?: string }[] = [...roots].map((workflowId) => ({ workflowId }));
  for (let next = pending.pop(); next; next = pending.pop()) {
    const handle = client.workflow.getHandle(next.workflowId, next.runId);
    const history = await handle.fetchHistory();
    const events = history.events ?? [];
    const started = events[0]?.workflowExecutionStartedEventAttributes;
    const runId = started?.originalExecutionRunId ?? next.runId ?? '';
    if (runs.has(runId)) continue;
    runs.set(runId, { workflowId: next.workflowId, runId, history });
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

/**
 * Replays runs on the given code.
 * @returns the runs that do not replay, with the reason; empty when all do
 */
export async function replay(
  bundle: WorkflowBundleOption,
  dataConverter: DataConverter,
  runs: RecordedRun[],
): Promise<{ workflowId: string; reason: string }[]> {
  const failures: { workflowId: string; reason: string }[] = [];
  if (runs.length === 0) return failures;
  const results = Worker.runReplayHistories({ workflowBundle: bundle, dataConverter }, runs);
  for await (const result of results) {
    if (result.error) failures.push({ workflowId: result.workflowId, reason: result.error.message });
  }
  return failures;
}
