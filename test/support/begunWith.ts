import type { Client } from '@temporalio/client';
import type { Payload } from '@temporalio/common';
import type { RecordedRun } from '../../local/skipping/recordedRuns';

/** What a run was given as it began. */
export async function inputOf<Input>(
  client: Client,
  { events }: RecordedRun['history'],
): Promise<Input | undefined> {
  const { payloadConverter, payloadCodecs } = client.options.loadedDataConverter;
  let payloads = (events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads ?? []) as Payload[];
  for (const codec of [...payloadCodecs].reverse()) payloads = await codec.decode(payloads);
  return payloads[0] && payloadConverter.fromPayload<Input>(payloads[0]);
}

/** What the latest run of a workflow was given: after a continue-as-new, everything that it has taken with it. */
export async function begunWith<Input>(client: Client, workflowId: string): Promise<Input> {
  const input = await inputOf<Input>(client, await client.workflow.getHandle(workflowId).fetchHistory());
  if (!input) throw new Error(`${workflowId} was given nothing`);
  return input;
}
