import { occurrences } from '../../workflows/contract';
import type { PersonId, ShiftId } from '../../domain/ids';
import type { Evidence } from './evidence';

export interface Findings {
  /** Not done, and nobody was told. */
  lost: string[];
  /** Begun and not ended. */
  stuck: string[];
  /** Done twice, and not marked as a repeat. */
  doubled: string[];
  /** A missed check-in that raised nothing. */
  missing: string[];
  /** Alarms sent again on purpose because nobody could say whether the first had arrived. */
  repeats: number;
  /** Of those, where the first had arrived: told twice. None where the carrier can be asked. */
  twice: number;
  /** Not sent, and flagged as such: by outcome. */
  flagged: Record<string, number>;
}

/** A missed check-in is one a minute after the end of the shift (the program's grace). */
const GRACE_MS = 60_000;
/** A worker that was killed is back by then, and hears what was written meanwhile. */
const HEARD_WITHIN_MS = 15_000;
/** What has been due for so long and is not done will not be done. */
const PATIENCE_MS = 20_000;
/** A path asks every 12 s; one that has asked nobody for so long has stopped. */
const SILENT_PATH_MS = 60_000;
const TRIES_OF_A_TASK = 3;

export interface Expected {
  /** Ids of shifts that the API said it had taken. */
  shiftIds: readonly string[];
  /** Peers who never answer. */
  silent: ReadonlySet<string>;
  /** Paths on which check-ins go on for ever. */
  checkedIn: ReadonlySet<string>;
}

/** What the evidence says, by the promises of the product. */
export function judge(evidence: Evidence, expected: Expected): Findings {
  const findings: Findings = {
    ...{ lost: [], stuck: [], doubled: [], missing: [] },
    ...{ repeats: 0, twice: 0, flagged: {} },
  };
  shiftsAndAlarms(evidence, expected, findings);
  alarms(evidence, findings);
  intents(evidence, findings);
  texts(evidence, findings);
  calls(evidence, findings);
  mails(evidence, findings);
  replies(evidence, findings);
  checkIns(evidence, expected, findings);
  workflows(evidence, findings);
  return findings;
}

function shiftsAndAlarms({ rows }: Evidence, { shiftIds, silent }: Expected, findings: Findings): void {
  const known = new Set(rows.shifts.map(({ id }) => id));
  for (const id of shiftIds) if (!known.has(id)) findings.lost.push(`shift ${id}: taken, not stored`);
  const waits = new Map(rows.waits.map((wait) => [wait.key, wait]));
  const ledger = new Map(rows.events.map((event) => [event.key, event]));
  const about = groupBy(rows.intents, ({ waitKey }) => waitKey ?? '');
  for (const shift of rows.shifts) {
    if (shift.status !== 'closed') findings.stuck.push(`shift ${shift.id}: ${shift.status}`);
    for (const { personId } of shift.peers) {
      const what = { kind: 'end', number: 0 } as const;
      const key = occurrences.shiftWait(shift.id as ShiftId, personId as PersonId, what);
      const wait = waits.get(key);
      if (!wait || !about.has(key)) {
        findings.lost.push(`${key}: never asked`);
        continue;
      }
      const raised = rows.escalations.filter(
        (one) => one.shiftId === shift.id && one.subjectPersonId === personId && one.kind === 'missed-end',
      );
      const missedAt = shift.endsAt.getTime() + GRACE_MS;
      const answeredAt = wait.outcome === 'ok' ? (wait.closedAt?.getTime() ?? Infinity) : Infinity;
      const inTime = answeredAt < missedAt;
      if (raised.length > 1) findings.doubled.push(`${key}: ${raised.length} escalations`);
      // A reply is dated by when it came. What counts is what the ledger knew first: a worker that was killed over it
      // may have left the answer to be written after the miss.
      const [missed, answered] = [ledger.get(`${key}/missed`), ledger.get(`${key}/answered`)];
      const isMissed = missed !== undefined && answered !== undefined && missed.id < answered.id;
      if (inTime && !isMissed && raised.length > 0)
        findings.doubled.push(`${key}: answered in time, and raised`);
      // Nobody sees a miss while no worker is up; whoever has written by then is heard first, and not missed.
      const heardFirst = answeredAt < missedAt + HEARD_WITHIN_MS && !ledger.has(`${key}/missed`);
      if (!inTime && !heardFirst && raised.length === 0)
        findings.missing.push(
          `${key}: missed, and nothing raised (${missed ? 'seen' : 'not seen'}; ${answeredIn(answeredAt - missedAt)})`,
        );
      if (silent.has(personId) && inTime) findings.lost.push(`${key}: cleared though nobody answered`);
    }
  }
}

function answeredIn(late: number): string {
  return Number.isFinite(late) ? `answered ${(late / 1000).toFixed(1)} s after the grace` : 'never answered';
}

function alarms({ rows, executions }: Evidence, findings: Findings): void {
  const raised = groupBy(
    rows.events.filter(({ kind }) => kind === 'escalation-raised'),
    ({ escalationId }) => escalationId ?? '',
  );
  const running = new Map(executions.map((one) => [one.workflowId, one]));
  const pages = groupBy(rows.intents, ({ escalationId }) => escalationId ?? '');
  for (const { id, status, peerAnsweredAt } of rows.escalations) {
    if (status !== 'resolved') findings.stuck.push(`${id}: ${status}`);
    const times = raised.get(id)?.length ?? 0;
    if (times !== 1) findings[times === 0 ? 'lost' : 'doubled'].push(`${id}: raised ${times} times`);
    if (!running.has(id)) findings.lost.push(`${id}: no workflow`);
    const paged = (pages.get(id) ?? []).filter(({ template }) => template === 'escalation-raised');
    const heard = paged.some((page) => page.status === 'sent' || page.status === 'superseded');
    if (!heard && !peerAnsweredAt) findings.lost.push(`${id}: nobody was told`);
  }
  for (const { workflowId, type } of executions)
    if (type === 'escalation' && !rows.escalations.some(({ id }) => id === workflowId))
      findings.lost.push(`${workflowId}: no row`);
}

function intents({ rows, at, messages, calls: rung, mails }: Evidence, findings: Findings): void {
  const deliveries = groupBy(rows.deliveries, ({ intentKey }) => intentKey);
  const tokens = new Set([...messages, ...rung].map(tokenOf));
  const mailIds = new Set(mails.map(({ messageId }) => messageId));
  for (const { key, status, at: decidedAt, notBefore } of rows.intents) {
    if (status === 'pending') {
      const since = (notBefore ?? decidedAt).getTime();
      if (since < at - PATIENCE_MS) findings.lost.push(`${key}: still pending after ${at - since} ms`);
      continue;
    }
    if (status !== 'sent') {
      findings.flagged[status] = (findings.flagged[status] ?? 0) + 1;
      continue;
    }
    const arrived = (deliveries.get(key) ?? []).some(({ channel, token, carrierId }) =>
      channel === 'email' ? mailIds.has(carrierId ?? '') : tokens.has(token),
    );
    if (!arrived) findings.lost.push(`${key}: stored as sent, and on no phone and in no mailbox`);
  }
}

function texts({ rows, sooner: { messages } }: Evidence, findings: Findings): void {
  const sent = messages.filter(({ direction }) => direction === 'outbound-api');
  const all = sent.map((message) => ({ token: tokenOf(message), what: `text ${message.sid}` }));
  arrivals('text', rows.deliveries, all, findings);
}

function calls({ rows, sooner }: Evidence, findings: Findings): void {
  const all = sooner.calls.map((call) => ({ token: tokenOf(call), what: `call ${call.sid}` }));
  arrivals('call', rows.deliveries, all, findings);
}

/** The Message-ID is made from the intent's key: a repeat on purpose has the same one. */
function mails({ rows, sooner }: Evidence, findings: Findings): void {
  const sent = rows.deliveries.filter(({ channel }) => channel === 'email');
  const all = sooner.mails.map(({ id, envelope }) => ({
    token: /reply\+([0-9a-f]+)@/.exec(envelope.from)?.[1],
    what: `mail ${id}`,
  }));
  arrivals('mail', sent, all, findings);
}

/** What arrived on one channel: a delivery stands for each, and what is not repeated on purpose arrives once. */
function arrivals(
  noun: string,
  deliveries: Evidence['rows']['deliveries'],
  all: readonly { token: string | undefined; what: string }[],
  findings: Findings,
): void {
  const byToken = new Map(deliveries.map((delivery) => [delivery.token, delivery]));
  const ordinary = new Map<string, number>();
  const again: string[] = [];
  for (const { token, what } of all) {
    const delivery = byToken.get(token ?? '');
    if (!delivery) findings.doubled.push(`${what}: no delivery stands for it`);
    else if (delivery.isRepeat) again.push(delivery.intentKey);
    else ordinary.set(delivery.intentKey, (ordinary.get(delivery.intentKey) ?? 0) + 1);
  }
  for (const [key, count] of ordinary) if (count > 1) findings.doubled.push(`${key}: ${count} ${noun}s`);
  findings.repeats += again.length;
  findings.twice += again.filter((key) => ordinary.has(key)).length;
}

function replies({ rows, sooner: { messages }, at }: Evidence, findings: Findings): void {
  const stored = new Map(rows.inbound.map((inbound) => [inbound.id, inbound]));
  for (const { sid, direction } of messages) {
    if (direction !== 'inbound') continue;
    const inbound = stored.get(sid);
    if (!inbound) findings.lost.push(`reply ${sid}: not stored`);
    else if (inbound.status !== 'done' && inbound.receivedAt.getTime() < at - PATIENCE_MS)
      findings.lost.push(`reply ${sid}: ${inbound.status}, not done`);
  }
}

function checkIns({ rows, at }: Evidence, { checkedIn }: Expected, findings: Findings): void {
  const stored = new Set(rows.intents.map(({ key }) => key));
  const asked = groupBy(
    rows.events.filter(({ kind }) => kind === 'check-in-asked'),
    ({ journeyId }) => journeyId ?? '',
  );
  for (const [journeyId, events] of asked) {
    const numbers = events.map(({ data }) => (data as { number: number }).number);
    numbers.forEach((number, index) => {
      if (number !== index + 1)
        findings.lost.push(`journey-${journeyId}: check-in ${index + 1} was not asked`);
      const key = `journey-${journeyId}/check-in/${number}/asked`;
      if (!stored.has(key)) findings.lost.push(`${key}: not stored`);
    });
  }
  const answers = groupBy(
    rows.events.filter(({ kind }) => kind === 'check-in-answered'),
    ({ journeyId, data }) => `journey-${journeyId}/check-in/${(data as { number: number }).number}`,
  );
  for (const [key, events] of answers)
    if (events.length > 1) findings.doubled.push(`${key}: answered ${events.length} times in the ledger`);
  for (const journeyId of checkedIn) {
    const last = asked.get(journeyId)?.at(-1)?.at.getTime();
    if (last === undefined || last < at - SILENT_PATH_MS)
      findings.stuck.push(
        `journey-${journeyId}: last asked ${last ? new Date(last).toISOString() : 'never'}`,
      );
  }
}

function workflows({ rows, executions, at }: Evidence, findings: Findings): void {
  const ended = new Set(rows.escalations.flatMap(({ id, status }) => (status === 'resolved' ? id : [])));
  const looks = executions.filter(({ type, status }) => type === 'audit' && status === 'COMPLETED');
  const lastLook = Math.max(0, ...looks.map(({ startedAt }) => startedAt));
  for (const { workflowId, status, taskAttempt, type, startedAt } of executions) {
    // A look of the auditor is given up after three minutes of trouble; the next one does what it could not do.
    const isMadeUpFor = type === 'audit' && status === 'FAILED' && startedAt < lastLook;
    if (status !== 'RUNNING' && status !== 'COMPLETED' && !isMadeUpFor)
      findings.stuck.push(`${workflowId}: ${status}`);
    if (taskAttempt >= TRIES_OF_A_TASK)
      findings.stuck.push(`${workflowId}: its workflow task fails (${taskAttempt} tries)`);
    // An escalation that has been ended stays for the debrief that it offers hours later.
    const goesOn =
      type === 'journey' || type === 'mentorship' || ended.has(workflowId) || startedAt > at - PATIENCE_MS;
    if (status === 'RUNNING' && !goesOn) findings.stuck.push(`${workflowId}: still running`);
  }
}

function tokenOf({ statusCallback }: { statusCallback?: string }): string | undefined {
  return statusCallback ? (new URL(statusCallback).searchParams.get('t') ?? undefined) : undefined;
}

function groupBy<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group) group.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return groups;
}
