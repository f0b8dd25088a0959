import {
  allHandlersFinished,
  condition,
  continueAsNew,
  getExternalWorkflowHandle,
  patched,
  setHandler,
  sleep,
} from '@temporalio/workflow';
import { millis } from '../domain/duration';
import type { OccurrenceKey } from '../domain/ids';
import {
  acknowledge,
  ESCALATION_OUTCOMES,
  escalationEnded,
  escalationState,
  handOverEscalation,
  resolve,
  subjectAnswered,
  workflowIds,
  isTalkedOver,
  type Actor,
  type EscalationHandOver,
  type EscalationInput,
  type EscalationOutcome,
  type Resolve,
} from './contract';
import { alarmOf, isOver, raised } from './escalation/alarm';
import { answered, isGood, remindLater, remindToClose, seenToHaveAnswered } from './escalation/answering';
import { begin, climbOn, repeat } from './escalation/climb';
import { offerDebrief, resolvedBy, wasEnded } from './escalation/ending';
import { handedOver, outcomeOverdue, takenBy } from './escalation/owning';
import { Course } from './support/course';
import type { Decision } from './support/decision';
import { now } from './support/now';
import { raise } from './support/raise';
import { alarming, clock, records } from './support/proxies';
import { refuse } from './support/refuse';

/**
 * Something missed or alarming climbs its chain of people until a human has acknowledged it and said how it ended.
 *
 * Messages go out beside the climbing: the time a level has to acknowledge runs from when it is told, and a carrier that
 * hangs delays nobody above.
 */
export async function escalation(input: EscalationInput): Promise<void> {
  const alarm = alarmOf(input, input.carried ?? raised(input, now()));
  let begun = input.carried !== undefined;

  const course = new Course({
    scope: {
      programId: input.programId,
      ...(input.siteId ? { siteId: input.siteId } : {}),
      personId: input.subjectPersonId,
      ...(input.journeyId ? { journeyId: input.journeyId } : {}),
      ...(input.shiftId ? { shiftId: input.shiftId } : {}),
      escalationId: input.escalationId,
      workflowId: workflowIds.escalation(input.escalationId),
    },
    baggage: alarm.carried,
    deliver: alarming.deliver,
    leavesUnderWay: true,
    doers: {
      climb: () => goOn(() => climbOn(alarm, now())),
      repeat: () => goOn(() => repeat(alarm, now())),
      outcome: () => goOn(() => outcomeOverdue(alarm, now())),
      remind,
    },
    continueAsNew: () => continueAsNew<typeof escalation>({ ...input, carried: alarm.carried }),
  });

  /** Records what was decided and puts what comes next in place of what would have come. */
  function take(decision: Decision | undefined): void {
    if (decision) course.decide(decision);
    course.unplan(() => true);
    if (alarm.next) course.plan(alarm.next);
  }

  /** Whoever is on call now is paged now: the rota may have changed hands since it was raised. */
  async function askWhoIsOnCall(): Promise<{ peerAnswered?: boolean }> {
    const { chain, ...seen } = await records.chainNow({ ...input, at: now() });
    alarm.carried.chain = chain;
    return seen;
  }

  /** Nobody is paged about somebody who has answered while no word of it could come through. */
  async function goOn(decide: () => Decision): Promise<void> {
    const expected = alarm.next;
    const { peerAnswered } = await askWhoIsOnCall();
    if (alarm.next !== expected) return;
    take((peerAnswered ? seenToHaveAnswered(alarm, now()) : undefined) ?? decide());
  }

  async function remind(): Promise<void> {
    const expected = alarm.next;
    const { until } = await clock.quietUntil({ at: now(), quietHours: input.quietHours, zone: input.zone });
    if (alarm.next !== expected) return;
    if (until) remindLater(alarm, until);
    take(until ? undefined : remindToClose(alarm, now()));
  }

  /** Waits for what an act needs to be judged and, once it was taken, for it to be written. */
  async function act(decide: () => Decision | undefined) {
    await condition(() => begun);
    refuseWhenOver();
    take(decide());
    await course.written();
    return alarm.carried.state;
  }

  function refuseWhenOver(): void {
    if (isOver(alarm))
      refuse('EscalationOver', 'this escalation was resolved; nothing can be changed any more');
  }

  function takesActs({ by }: { by: Actor }): void {
    refuseWhenOver();
    if (!by) refuse('PersonNeeded', '`by` says who acts');
  }

  setHandler(escalationState, () => alarm.carried.state);
  setHandler(acknowledge, (update) => act(() => takenBy(alarm, update, now())), {
    validator: takesActs,
  });
  setHandler(handOverEscalation, (update) => act(() => handedOver(alarm, update, now())), {
    validator: (update: EscalationHandOver) => {
      takesActs(update);
      if (!update.to) refuse('PersonNeeded', '`to` names the person who owns it from now on');
    },
  });
  setHandler(resolve, (update) => act(() => resolvedBy(alarm, update, now())), {
    validator: (update: Resolve) => {
      takesActs(update);
      if (!ESCALATION_OUTCOMES.includes(update.outcome))
        refuse('OutcomeNeeded', `\`outcome\` is one of ${ESCALATION_OUTCOMES.join(', ')}`);
    },
  });
  setHandler(subjectAnswered, async (answer) => {
    await condition(() => begun);
    if (!isGood(answer.how) && patched('not-ok-pages-who-is-on-call-now')) await askWhoIsOnCall();
    // Ended while it was on its way: "I am not ok" is nobody's then, and is an alarm of its own.
    if (isOver(alarm) && answer.alarm) await raise(answer.alarm);
    else take(answered(alarm, answer, now()));
  });

  if (!begun) {
    const at = alarm.carried.raisedAt;
    const { chain, peerAnswered, resolved, begun: told } = await records.openEscalation({ ...input, at });
    begun = true;
    if (resolved) return await endedBefore(resolved);
    take(begin(alarm, chain, peerAnswered === true && !told, now()));
    // Paged by whoever saw the miss, and then the answer came: those who were told hear of it.
    if (peerAnswered && told)
      take(answered(alarm, { key: 'while-it-began' as OccurrenceKey, how: 'ok' }, now()));
  }
  await course.until(() => isOver(alarm));
  course.afterwards(() => tellWhoRaisedIt(input));
  await course.finish();
  await debrief();

  /** Raised again after a human had ended it: nobody is told anything, and whoever raised it learns that it is over. */
  async function endedBefore(outcome: EscalationOutcome): Promise<void> {
    wasEnded(alarm, outcome);
    await tellWhoRaisedIt(input);
    await condition(allHandlersFinished);
  }

  /** A night like that is talked over: staff owe it, and the peer is asked when it suits them, not at 3 in the morning. */
  async function debrief(): Promise<void> {
    const { debriefAfter } = input.policy;
    if (debriefAfter === undefined || !isTalkedOver(input)) return;
    if (!input.shiftId && !patched('debrief-after-every-call')) return;
    await sleep(millis(debriefAfter));
    course.decide(offerDebrief(alarm));
    await course.finish();
  }
}

/** The shift that raised it may have been closed by then; nobody else waits for this. */
async function tellWhoRaisedIt({ raisedBy, escalationId, subjectPersonId }: EscalationInput): Promise<void> {
  if (!raisedBy) return;
  try {
    await getExternalWorkflowHandle(raisedBy).signal(escalationEnded, {
      escalationId,
      personId: subjectPersonId,
    });
  } catch {
    // Only an ended or unknown workflow refuses a signal.
  }
}
