import { isCancellation, patched } from '@temporalio/workflow';
import type { PersonId } from '../domain/ids';
import type { InboundAct, InboundInput, InboundPlan, Intent } from './contract';
import { workflowIds } from './contract';
import { occurrence } from './support/keys';
import { now } from './support/now';
import { messaging, records, routing } from './support/proxies';
import { raise } from './support/raise';

type Refused = { number: number; act: InboundAct; reason: string };

/**
 * One reply, understood once and carried out. Alarms are raised before anything else is done; the other acts follow in
 * their order, then the answers. What could not be carried out for good goes to a human, and the person is told so.
 */
export async function inbound(input: InboundInput): Promise<void> {
  const plan = await records.planInbound({ ...input, at: now() });
  const alarms = plan.acts.filter((act) => act.act === 'raise');
  await Promise.all(alarms.map((act) => raise(act.escalation)));

  const refused: Refused[] = [];
  for (const [number, act] of plan.acts.entries()) {
    if (act.act === 'raise') continue;
    const reason = await carryOut(input, act, number);
    if (reason) refused.push({ number, act, reason });
  }

  if (refused.length === 0) {
    await answer(plan.replies);
    await records.settleInbound({ ...input, at: now(), outcome: 'done' });
    return;
  }
  // A reply that was written for what did not happen would be untrue; one to an alarm that was raised is not.
  if (alarms.length > 0) await answer(plan.replies);
  await records.settleInbound({
    ...input,
    at: now(),
    outcome: 'needs-human',
    reason: refused.map(({ act, reason }) => `${act.act}:${reason}`).join(' '),
  });
  await answer(await handToHuman(input, plan, refused, alarms.length > 0));
}

/** @returns the code of the refusal; nothing when it is done, or when nobody is missing it */
async function carryOut(
  { inboundId }: InboundInput,
  act: InboundAct,
  number: number,
): Promise<string | undefined> {
  try {
    const { outcome, reason } = await routing.carryOut({ act, key: `${inboundId}/${number}` });
    if (outcome === 'done') return undefined;
    // Its run has ended, by a human or from outside: "I am not ok" is an alarm all the same.
    if (act.act === 'subject-answered' && act.signal.alarm) await raise(act.signal.alarm);
    // An escalation that a human has ended meanwhile needs no news of the person any more.
    return act.act === 'subject-answered' ? undefined : (reason ?? 'refused');
  } catch (error) {
    if (isCancellation(error)) throw error;
    return 'not-reached';
  }
}

/** A task for staff about each act that was refused and, unless an answer went out already, word to the person. */
async function handToHuman(
  input: InboundInput,
  plan: InboundPlan,
  refused: Refused[],
  answered: boolean,
): Promise<InboundPlan['replies']> {
  const { scope } = plan;
  if (!scope) return [];
  const workflowId = workflowIds.inbound(input.inboundId);
  const intents = await newsForWhoLooks(workflowId, refused, scope.personId);
  if (scope.personId && !answered) {
    const key = occurrence(workflowId, 'human');
    intents.push({ key, personId: scope.personId, template: 'not-understood', urgency: 'notice' });
  }
  await records.record({
    at: now(),
    scope: { ...scope, workflowId },
    open: refused.map(({ number, act, reason }) => ({
      key: occurrence(workflowId, `act-${number}`),
      kind: 'staff-task',
      owedBy: 'staff',
      ...(scope.personId ? { subjectPersonId: scope.personId } : {}),
      details: { task: 'reply-refused', act: act.act, reason },
    })),
    events: refused.map(({ number, act, reason }) => ({
      key: occurrence(workflowId, `act-${number}`, 'task'),
      kind: 'staff-task-opened',
      by: 'system',
      data: { task: 'reply-refused', act: act.act, reason },
    })),
    ...(intents.length > 0 ? { intents } : {}),
  });
  return intents.map(({ key }) => key);
}

/**
 * Whoever asks for another end of a shift that is over may just have been missed, and answers what they were asked last.
 * Nothing is cleared by it, but nobody is to go on searching without knowing that they have written.
 */
async function newsForWhoLooks(
  workflowId: string,
  refused: Refused[],
  personId: PersonId | undefined,
): Promise<Intent[]> {
  const [hours] = refused.flatMap(({ number, act }) =>
    act.act === 'extend-shift' || act.act === 'shorten-shift' ? [{ number, shiftId: act.shiftId }] : [],
  );
  if (!hours || !personId || !patched('who-looks-hears-of-what-was-refused')) return [];
  const { people } = await records.whoLooksFor({ shiftId: hours.shiftId, personId, at: now() });
  const task = occurrence(workflowId, `act-${hours.number}`);
  return people.map((staff) => ({
    key: occurrence(workflowId, `act-${hours.number}`, staff),
    personId: staff,
    template: 'staff-task',
    refs: { reason: 'reply', peer: personId, wait: task },
    urgency: 'notice',
  }));
}

/** A reply that cannot be sent for now is told by its intent's standing; the acts are done all the same. */
async function answer(keys: InboundPlan['replies']): Promise<void> {
  if (keys.length === 0) return;
  try {
    await messaging.deliver({ keys, at: now() });
  } catch (error) {
    if (isCancellation(error)) throw error;
  }
}
