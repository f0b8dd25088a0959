import { condition, getExternalWorkflowHandle, patched, setHandler } from '@temporalio/workflow';
import {
  cancelRequest,
  fulfilRequest,
  occurrences,
  requestState,
  subjectAnswered,
  takeRequest,
  workflowIds,
  type Act,
  type RequestInput,
  type TakeRequest,
} from './contract';
import { Asking } from './request/asking';
import { Course } from './support/course';
import type { Decision } from './support/decision';
import { occurrence } from './support/keys';
import { now } from './support/now';
import { records } from './support/proxies';
import { raise } from './support/raise';
import { refuse } from './support/refuse';

/**
 * Somebody wants to speak with another professional. A named human takes it within the promised time; when nobody has,
 * it escalates like everything else that is owed, and goes on waiting.
 */
export async function request(input: RequestInput): Promise<void> {
  const { carried } = input;
  const asking = new Asking(input, now());
  const workflowId = workflowIds.request(input.requestId);
  let begun = carried !== undefined;
  const course = new Course({
    scope: {
      programId: input.programId,
      ...(input.siteId ? { siteId: input.siteId } : {}),
      personId: input.personId,
      ...(input.journeyId ? { journeyId: input.journeyId } : {}),
      workflowId,
    },
    // A handful of events: a request never continues as new.
    baggage: carried ?? { agenda: [], outbox: [], seen: [] },
    doers: { remind, late },
  });

  async function remind(): Promise<void> {
    const { people } = await records.whoCanTake({ ...input, at: now() });
    if (asking.state.status === 'open') course.decide(asking.halfway(people));
  }

  async function late(): Promise<void> {
    course.decide(asking.becameLate());
    await raise(asking.escalation());
  }

  /** What alarmed the chain is settled: it stops climbing, and stays open for a human to close. */
  function stopTheAlarm(): void {
    if (!asking.state.late) return;
    const escalationId = occurrences.lateRequest(input.requestId);
    course.afterwards(async () => {
      try {
        await getExternalWorkflowHandle(workflowIds.escalation(escalationId)).signal(subjectAnswered, {
          key: occurrence(workflowId, 'heard'),
          how: 'taken',
        });
      } catch {
        // A human has ended it already.
      }
    });
  }

  async function act(decide: () => Decision | undefined) {
    await condition(() => begun);
    const decision = decide();
    if (decision) {
      course.unplan(() => true);
      course.decide(decision);
      stopTheAlarm();
    }
    await course.written();
    return asking.state;
  }

  function takesActs({ by }: Act): void {
    if (asking.over) refuse('RequestOver', 'this request is over; nothing can be changed any more');
    if (!by) refuse('PersonNeeded', '`by` says who acts');
  }

  function take(update: TakeRequest): Decision | undefined {
    const { takenBy } = asking.state;
    if (takenBy === update.personId) return undefined;
    takesActs(update);
    if (takenBy) refuse('AlreadyTaken', 'somebody else has taken this request');
    const isTold = update.named === true && patched('whoever-is-named-hears-of-it');
    return asking.taken(update, now(), isTold);
  }

  setHandler(requestState, () => asking.state);
  setHandler(takeRequest, (update) => act(() => take(update)), {
    validator: (update: TakeRequest) => {
      takesActs(update);
      if (!update.personId) refuse('PersonNeeded', '`personId` names who will speak with them');
      if (asking.isLeftOut(update.personId)) refuse('LeftOut', 'that person cannot take this request');
    },
  });
  for (const [update, status] of [
    [fulfilRequest, 'fulfilled'],
    [cancelRequest, 'cancelled'],
  ] as const) {
    setHandler(update, ({ by }: Act) => act(() => (asking.over ? undefined : asking.ended(status, by))), {
      validator: takesActs,
    });
  }

  if (!carried) {
    const { people } = await records.whoCanTake({ ...input, at: now() });
    begun = true;
    course.decide(asking.made(people));
    course.plan({ do: 'remind', at: asking.halfTime }, { do: 'late', at: asking.state.dueAt });
  }
  await course.until(() => asking.over);
  await course.finish();
}
