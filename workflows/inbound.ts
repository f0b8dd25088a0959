import { isCancellation } from '@temporalio/workflow';
import type { InboundAct, InboundInput, InboundPlan } from './contract';
import { workflowIds } from './contract';
import { occurrence } from './support/keys';
import { now } from './support/now';
import { messaging, records, routing } from './support/proxies';
import { raise } from './support/raise';

type Refused = { number: number; act: InboundAct['act']; reason: string };

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
    if (reason) refused.push({ number, act: act.act, reason });
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
    reason: refused.map(({ act, reason }) => `${act}:${reason}`).join(' '),
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
  const reply = occurrence(workflowId, 'human');
  const person = answered ? undefined : scope.personId;
  await records.record({
    at: now(),
    scope: { ...scope, workflowId },
    open: refused.map(({ number, act, reason }) => ({
      key: occurrence(workflowId, `act-${number}`),
      kind: 'staff-task',
      owedBy: 'staff',
      ...(scope.personId ? { subjectPersonId: scope.personId } : {}),
      details: { task: 'reply-refused', act, reason },
    })),
    events: refused.map(({ number, act, reason }) => ({
      key: occurrence(workflowId, `act-${number}`, 'task'),
      kind: 'staff-task-opened',
      by: 'system',
      data: { task: 'reply-refused', act, reason },
    })),
    ...(person
      ? {
          intents: [{ key: reply, personId: person, template: 'not-understood', urgency: 'notice' as const }],
        }
      : {}),
  });
  return person ? [reply] : [];
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
