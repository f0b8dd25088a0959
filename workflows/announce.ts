import { continueAsNew, workflowInfo } from '@temporalio/workflow';
import type { AnnounceInput } from './contract';
import { Course } from './support/course';
import { now } from './support/now';
import { alarming } from './support/proxies';

/** Carries out invitations and other news that staff have decided on and stored, then ends. Quiet hours are kept. */
export async function announce(input: AnnounceInput): Promise<void> {
  const at = now();
  const outbox = input.intents.map((key) => ({ key, at }));
  const baggage = { agenda: [], outbox, seen: [] };
  const course = new Course({
    scope: { programId: input.programId, workflowId: workflowInfo().workflowId },
    baggage,
    doers: {},
    ...(input.urgent && { deliver: alarming.deliver }),
    continueAsNew: () =>
      continueAsNew<typeof announce>({ ...input, intents: baggage.outbox.map(({ key }) => key) }),
  });
  await course.finish();
}
