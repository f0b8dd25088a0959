import type { DataConverter } from '@temporalio/common';
import type { WorkflowBundleOption } from '@temporalio/worker';
import type { RecordedRun } from '../../local/skipping/recordedRuns';
import { replayHistories } from '../../workers/replayHistories';
import { closeCalls } from './closeCalls';

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
  const results = replayHistories({ workflowBundle: bundle, dataConverter }, runs);
  for await (const result of results) {
    if (result.error) failures.push({ workflowId: result.workflowId, reason: result.error.message });
  }
  return failures;
}

/** @throws Error, in words, when one of the runs does not replay or was acted on just when a timer fires */
export async function holdsUp(
  bundle: WorkflowBundleOption,
  dataConverter: DataConverter,
  runs: RecordedRun[],
): Promise<void> {
  const failures = await replay(bundle, dataConverter, runs);
  const wrong = [
    ...failures.map(({ workflowId, reason }) => `${workflowId} does not replay: ${reason}`),
    ...closeCalls(runs),
  ];
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
}
