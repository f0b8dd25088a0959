import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import type { temporal } from '@temporalio/proto';
import type { WorkflowBundle } from '@temporalio/worker';
import { replayHistories } from '../replayHistories';

export interface Replayed {
  /** How many histories were replayed, and how many there was no time for. */
  looked: number;
  left: number;
  failures: { workflowId: string; reason: string }[];
}

/** gRPC's code for what there is not. */
const NOT_FOUND = 5;

interface Recorded {
  workflowId: string;
  history: temporal.api.history.v1.IHistory;
}

/** Replays what was recorded on the code of a bundle. Stops taking up new ones when the time is over. */
export async function replayAll(
  release: { bundle: WorkflowBundle; dataConverter: DataConverter },
  histories: Iterable<() => Promise<Recorded | undefined>>,
  withinMs: number,
): Promise<Replayed> {
  const until = Date.now() + withinMs;
  const outcome: Replayed = { looked: 0, left: 0, failures: [] };
  const [first, ...rest] = histories;
  if (!first) return outcome;
  async function* inTime() {
    for (const read of [first as () => Promise<Recorded | undefined>, ...rest]) {
      if (Date.now() > until) {
        outcome.left += 1;
        continue;
      }
      const recorded = await read();
      if (recorded) yield recorded;
    }
  }
  const results = replayHistories(
    { workflowBundle: release.bundle, dataConverter: release.dataConverter },
    inTime(),
  );
  for await (const { workflowId, error } of results) {
    outcome.looked += 1;
    if (error) outcome.failures.push({ workflowId, reason: firstLine(error.message) });
  }
  return outcome;
}

/** Reads the histories of open runs one at a time; what has ended and is gone meanwhile needs no replay. */
export function* historiesOf(client: Client, workflowIds: Iterable<string>) {
  for (const workflowId of workflowIds)
    yield async (): Promise<Recorded | undefined> => {
      try {
        return { workflowId, history: await client.workflow.getHandle(workflowId).fetchHistory() };
      } catch (error) {
        if (isNotThere(error)) return undefined;
        throw error;
      }
    };
}

/** Reading a history gives the server's own error, not the SDK's name for it. */
function isNotThere(error: unknown): boolean {
  return error instanceof WorkflowNotFoundError || (error as { code?: unknown }).code === NOT_FOUND;
}

function firstLine(message: string): string {
  return message.split('\n')[0]?.slice(0, 300) ?? '';
}
