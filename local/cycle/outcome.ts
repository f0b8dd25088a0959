import type { Stage } from '../../domain/policy';
import { DAY, between } from '../../domain/duration';
import type { Instant } from '../../domain/ids';
import { workflowIds } from '../../workflows/contract';
import { recordedRuns } from '../skipping/recordedRuns';
import type { World } from '../skipping/world';
import type { Cast } from './cast';

const YEAR = 365.25 * DAY;

/** What the last line of the cycle says. */
export interface Outcome {
  people: number;
  /** How many people the ledger shows in each stage, at any time. */
  stages: Record<Stage, number>;
  /** By channel: how many ended how. Intents that nothing was sent for stand under `none`. */
  messages: Record<string, Record<string, number>>;
  escalations: number;
  /** History events of all workflows, divided by people. */
  eventsPerPerson: number;
  eventsPerPersonYear: number;
  historyBytesPerPersonYear: number;
  /** Of the machine's clock. */
  seconds: number;
  /** Program time that was lived through, in days. */
  days: number;
}

export interface Verdict {
  outcome: Outcome;
  /** Why the run is not good; empty when it is. */
  faults: string[];
}

/**
 * Draws up what a played roster came to, from the ledger, the messages, the carrier's phones, the inboxes and the
 * histories: none of it from what the director meant to happen.
 */
export async function drawUp(world: World, cast: Cast, began: Instant, startedAt: number): Promise<Verdict> {
  const faults: string[] = [];
  const participants = cast.members.filter(({ participantId }) => participantId);
  const stages = await stagesReached(world);

  for (const { row, name, personId } of participants) {
    const reached = stages.get(personId) ?? new Set<string>();
    const missing = row.script.expectedStages.filter((stage) => !reached.has(stage));
    if (missing.length > 0) faults.push(`${row.reference} ${name} has not reached ${missing.join(', ')}`);
  }
  faults.push(...(await lostMessages(world)));
  const open = await world.database.escalation.count({ where: { status: { not: 'resolved' } } });
  if (open > 0) faults.push(`${open} escalations have no outcome`);

  const { events, bytes } = await historySize(world);
  const days = between(began, await world.now()) / DAY;
  const years = (participants.length * days * DAY) / YEAR;
  const people = Math.max(1, participants.length);
  const counts: Record<string, number> = {};
  for (const reached of stages.values())
    for (const stage of reached) counts[stage] = (counts[stage] ?? 0) + 1;
  return {
    faults,
    outcome: {
      people: participants.length,
      stages: counts,
      messages: await messagesByOutcome(world),
      escalations: await world.database.escalation.count(),
      eventsPerPerson: Math.round(events / people),
      eventsPerPersonYear: Math.round(events / years),
      historyBytesPerPersonYear: Math.round(bytes / years),
      seconds: Math.round((Date.now() - startedAt) / 100) / 10,
      days: Math.round(days),
    },
  };
}

async function stagesReached(world: World): Promise<Map<string, Set<string>>> {
  const entered = await world.database.event.findMany({ where: { kind: 'stage-entered' } });
  const reached = new Map<string, Set<string>>();
  for (const { personId, data } of entered) {
    if (!personId) continue;
    const stages = reached.get(personId) ?? new Set();
    reached.set(personId, stages.add(String((data as { stage?: unknown }).stage)));
  }
  return reached;
}

/** Every text, call and mail stored as sent must be in a phone or an inbox, and none may be there twice. */
async function lostMessages(world: World): Promise<string[]> {
  const sent = await world.database.delivery.findMany({ where: { status: { in: ['sent', 'delivered'] } } });
  const phones = world.carrier.phones();
  const got = new Set(phones.flatMap(({ messages, calls }) => [...messages, ...calls].map(({ sid }) => sid)));
  const mails = world.mailbox.mailboxes().flatMap((box) => box.mails.map(({ messageId }) => bare(messageId)));
  const inboxes = new Set(mails);
  const lost = sent.filter(
    ({ channel, carrierId }) => !(channel === 'email' ? inboxes : got).has(bare(carrierId ?? '')),
  );
  const faults = lost.map(({ intentKey }) => `stored as sent, but nobody got it: ${intentKey}`);
  if (mails.length > inboxes.size) faults.push(`${mails.length - inboxes.size} mails arrived twice`);
  const known = new Set(sent.map(({ carrierId }) => carrierId));
  const unknown = world.carrier
    .phones()
    .flatMap(({ messages }) => messages)
    .filter(({ direction, sid }) => direction === 'outbound-api' && !known.has(sid));
  return faults.concat(unknown.map(({ sid }) => `in a phone, but not stored as sent: ${sid}`));
}

function bare(messageId: string): string {
  return messageId.replace(/^<|>$/g, '');
}

async function messagesByOutcome(world: World): Promise<Outcome['messages']> {
  const [deliveries, unsent] = await Promise.all([
    world.database.delivery.groupBy({ by: ['channel', 'status'], _count: true }),
    world.database.messageIntent.groupBy({
      by: ['status'],
      where: { deliveries: { none: {} } },
      _count: true,
    }),
  ]);
  const messages: Outcome['messages'] = {};
  const add = (channel: string, status: string, count: number): void => {
    messages[channel] = { ...messages[channel], [status]: count };
  };
  for (const { channel, status, _count } of deliveries) add(channel, status, _count);
  for (const { status, _count } of unsent) add('none', status, _count);
  return messages;
}

async function historySize(world: World): Promise<{ events: number; bytes: number }> {
  const [journeys, mentorships, shifts, inbound] = await Promise.all([
    world.database.journey.findMany({ select: { id: true } }),
    world.database.mentorship.findMany({
      select: { id: true },
      where: { status: { notIn: ['proposed', 'rejected'] } },
    }),
    world.database.shift.findMany({ select: { id: true } }),
    world.database.inbound.findMany({ select: { id: true } }),
  ]);
  const ids = [
    ...journeys.map(({ id }) => workflowIds.journey(id as never)),
    ...mentorships.map(({ id }) => workflowIds.mentorship(id as never)),
    ...shifts.map(({ id }) => workflowIds.shift(id as never)),
    ...inbound.map(({ id }) => workflowIds.inbound(id as never)),
  ];
  const runs = await recordedRuns(world.client, ids);
  const last = runs.map(({ history }) => history.events ?? []);
  return {
    events: last.reduce((sum, events) => sum + events.length, 0),
    bytes: runs.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}
