import { continueAsNew, setHandler } from '@temporalio/workflow';
import type { OccasionInput } from './contract';
import { occasionChanged, workflowIds } from './contract';
import { Course } from './support/course';
import { now } from './support/now';
import { occasions } from './support/proxies';

/**
 * Follows something that has dates of its own: a workshop, an appointment, a referral. What is due stands in its rows; this
 * wakes when they say so, or when they have changed, and ends when nothing is left to do.
 */
export async function occasion(input: OccasionInput): Promise<void> {
  const baggage = input.carried ?? { agenda: [{ do: 'look', at: now() }], outbox: [], seen: [] };
  const { kind, ref, programId, siteId } = input;
  const course = new Course({
    scope: { programId, workflowId: workflowIds.occasion(kind, ref) },
    baggage,
    doers: { look },
    continueAsNew: () => continueAsNew<typeof occasion>({ ...input, carried: baggage }),
  });

  async function look(): Promise<void> {
    const question = { kind, ref, programId, ...(siteId && { siteId }), at: now() };
    const { nextAt, ...told } = await occasions.lookAtOccasion(question);
    course.sayTheRest(told);
    if (nextAt) course.plan({ do: 'look', at: nextAt });
  }

  setHandler(occasionChanged, () => {
    course.unplan(() => true);
    course.plan({ do: 'look', at: now() });
  });

  await course.until(() => baggage.agenda.length === 0);
  await course.finish();
}
