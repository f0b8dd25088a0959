import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { translate } from './translate';

const PATIENCE_MS = 20_000;

/**
 * Makes Temporal forget workflows: ends what still runs, and deletes every run of those ids with its history, where the
 * server can. One that cannot lets them go by itself when its retention is over.
 */
export function forgettingFacade(client: Client) {
  return {
    /** @returns how many ids nothing is left of, and how many wait for the retention */
    async forget(workflowIds: readonly string[]): Promise<{ forgotten: number; left: number }> {
      let [forgotten, left] = [0, 0];
      for (const workflowId of workflowIds) {
        try {
          await client.withDeadline(Date.now() + PATIENCE_MS, () => end(workflowId));
          const isGone = await client.withDeadline(Date.now() + PATIENCE_MS, () => deleteRuns(workflowId));
          if (isGone) forgotten += 1;
          else left += 1;
        } catch (error) {
          throw translate(error, { what: 'history', changes: true });
        }
      }
      return { forgotten, left };
    },
  };

  async function end(workflowId: string): Promise<void> {
    const handle = client.workflow.getHandle(workflowId);
    try {
      const { status } = await handle.describe();
      if (status.name === 'RUNNING') await handle.terminate('forgotten');
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    }
  }

  async function deleteRuns(workflowId: string): Promise<boolean> {
    const { namespace } = client.options;
    const drop = (runId: string) =>
      client.workflowService.deleteWorkflowExecution({ namespace, workflowExecution: { workflowId, runId } });
    try {
      const { runId } = await client.workflow.getHandle(workflowId).describe();
      // Earlier runs of a path that went on in new ones have histories of their own.
      for await (const run of client.workflow.list({ query: `WorkflowId = "${workflowId}"` }))
        if (run.runId !== runId) await drop(run.runId);
      await drop(runId);
      return true;
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return true;
      if (codeOf(error) === UNIMPLEMENTED) return false;
      throw error;
    }
  }
}

/** A server that does not know how; its retention does it. */
const UNIMPLEMENTED = 12;

function codeOf(error: unknown): unknown {
  const { code, cause } = error as { code?: unknown; cause?: { code?: unknown } };
  return code ?? cause?.code;
}
