import type { Evidence } from './evidence';
import { judge, type Expected, type Findings } from './judge';

const NOW = Date.parse('2026-05-04T12:00:00.000Z');
const at = (secondsAgo: number): Date => new Date(NOW - secondsAgo * 1000);

type Part<K extends keyof Evidence['rows']> = Evidence['rows'][K][number];
type Message = Evidence['messages'][number];

/** A shift of Ana, who answered, and Bo, who did not; Bo's alarm reached Sam and has been ended. */
function soundRun(): { evidence: Evidence; expected: Expected } {
  const wait = (key: string, outcome: string | null, closedAt: Date | null) =>
    ({ key, kind: 'end-of-shift', outcome, closedAt }) as Part<'waits'>;
  const intent = (key: string, more: object) =>
    ({ key, status: 'sent', at: at(200), notBefore: null, ...more }) as Part<'intents'>;
  const delivery = (intentKey: string, token: string, more: object = {}) =>
    ({ intentKey, token, channel: 'sms', isRepeat: false, ...more }) as Part<'deliveries'>;
  const text = (token: string) =>
    ({
      sid: `SM-${token}`,
      direction: 'outbound-api',
      statusCallback: `http://127.0.0.1/carrier/twilio/status?t=${token}`,
    }) as Message;
  const reply = { sid: 'SM-in', direction: 'inbound' } as Message;
  const messages = [text('t1'), text('t2'), text('t3'), reply];
  const escalation = 'escalation-s1-bo-end';
  const evidence: Evidence = {
    at: NOW,
    messages,
    calls: [],
    mails: [],
    sooner: { messages, calls: [], mails: [] },
    executions: ['shift-s1', escalation].map((workflowId) => ({
      workflowId,
      type: workflowId.split('-')[0]!,
      status: 'COMPLETED',
      startedAt: NOW - 300_000,
      taskAttempt: 0,
    })),
    rows: {
      shifts: [
        {
          id: 's1',
          status: 'closed',
          endsAt: at(180),
          peers: [{ personId: 'ana' }, { personId: 'bo' }],
        } as Part<'shifts'>,
      ],
      waits: [wait('shift-s1/ana/end', 'ok', at(170)), wait('shift-s1/bo/end', 'found-safe', at(30))],
      escalations: [
        {
          id: escalation,
          shiftId: 's1',
          subjectPersonId: 'bo',
          kind: 'missed-end',
          status: 'resolved',
          peerAnsweredAt: null,
        } as Part<'escalations'>,
      ],
      intents: [
        intent('ask-ana', { waitKey: 'shift-s1/ana/end' }),
        intent('ask-bo', { waitKey: 'shift-s1/bo/end' }),
        intent('page', { escalationId: escalation, template: 'escalation-raised' }),
      ],
      deliveries: [delivery('ask-ana', 't1'), delivery('ask-bo', 't2'), delivery('page', 't3')],
      inbound: [{ id: 'SM-in', status: 'done', receivedAt: at(170) } as Part<'inbound'>],
      journeys: [],
      events: [{ kind: 'escalation-raised', escalationId: escalation } as Part<'events'>],
    },
  };
  return { evidence, expected: { shiftIds: ['s1'], silent: new Set(['bo']), checkedIn: new Set() } };
}

const found = ({ lost, stuck, doubled, missing }: Findings) => ({ lost, stuck, doubled, missing });

test('a run in which everything went right has no findings', () => {
  const { evidence, expected } = soundRun();
  expect(found(judge(evidence, expected))).toEqual({ lost: [], stuck: [], doubled: [], missing: [] });
});

test.each<[string, keyof ReturnType<typeof found>, (evidence: Evidence) => void]>([
  ['a miss that raised nothing', 'missing', ({ rows }) => void (rows.escalations = [])],
  [
    'a miss that raised two alarms',
    'doubled',
    ({ rows }) => void rows.escalations.push(rows.escalations[0]!),
  ],
  [
    'an alarm about somebody who answered',
    'doubled',
    ({ rows }) =>
      void rows.escalations.push({
        ...rows.escalations[0]!,
        id: 'escalation-s1-ana-end',
        subjectPersonId: 'ana',
      }),
  ],
  ['a shift that never closed', 'stuck', ({ rows }) => void (rows.shifts[0]!.status = 'ended')],
  ['a shift that was taken and is not there', 'lost', ({ rows }) => void (rows.shifts = [])],
  ['a peer who was never asked', 'lost', ({ rows }) => void rows.waits.shift()],
  [
    'a silent peer who counts as home',
    'lost',
    ({ rows }) => void Object.assign(rows.waits[1]!, { outcome: 'ok', closedAt: at(170) }),
  ],
  [
    'an alarm that no phone got',
    'lost',
    (evidence) => void (evidence.messages = evidence.messages.filter(({ sid }) => sid !== 'SM-t3')),
  ],
  ['an alarm that nobody was told of', 'lost', ({ rows }) => void (rows.intents[2]!.status = 'expired')],
  [
    'a text that came twice',
    'doubled',
    (evidence) => void evidence.sooner.messages.push({ ...evidence.messages[0]!, sid: 'SM-again' }),
  ],
  ['a text that nobody decided', 'doubled', ({ rows }) => void rows.deliveries.shift()],
  ['an intent that was never carried out', 'lost', ({ rows }) => void (rows.intents[0]!.status = 'pending')],
  ['a reply that was not kept', 'lost', ({ rows }) => void (rows.inbound = [])],
  ['a reply that nothing followed from', 'lost', ({ rows }) => void (rows.inbound[0]!.status = 'started')],
  [
    'a workflow whose task fails',
    'stuck',
    ({ executions }) => void Object.assign(executions[0]!, { status: 'RUNNING', taskAttempt: 5 }),
  ],
  [
    'a workflow that was terminated',
    'stuck',
    ({ executions }) => void (executions[0]!.status = 'TERMINATED'),
  ],
  ['an alarm without a workflow', 'lost', ({ executions }) => void executions.pop()],
])('%s is found', (_, kind, spoil) => {
  const { evidence, expected } = soundRun();
  spoil(evidence);
  expect(judge(evidence, expected)[kind]).not.toEqual([]);
});

test.each([
  ['after', 7n, []],
  ['before', 3n, ['shift-s1/ana/end: answered in time, and raised']],
])('an answer that was written %s the miss, whatever time it bears', (_, id, doubled) => {
  const { evidence, expected } = soundRun();
  const { rows } = evidence;
  const event = (name: string, given: bigint) =>
    ({ key: `shift-s1/ana/end/${name}`, kind: 'shift-check-in', id: given }) as Part<'events'>;
  rows.events.push(event('missed', 5n), event('answered', id));
  rows.escalations.push({ ...rows.escalations[0]!, id: 'escalation-s1-ana-end', subjectPersonId: 'ana' });
  expect(judge(evidence, expected).doubled).toEqual(doubled);
});

test.each([
  ['made up for by the next', ['FAILED', 'COMPLETED'], 0],
  ['the last one', ['COMPLETED', 'FAILED'], 1],
])('a look of the auditor that failed, %s', (_, statuses, stuck) => {
  const { evidence, expected } = soundRun();
  for (const [n, status] of statuses.entries())
    evidence.executions.push({
      ...{ workflowId: `audit-${n}`, type: 'audit', status, taskAttempt: 0 },
      startedAt: NOW - 300_000 + n * 120_000,
    });
  expect(judge(evidence, expected).stuck).toHaveLength(stuck);
});

test.each([
  ['had not arrived', 0],
  ['had arrived', 1],
])('an alarm repeated on purpose whose first one %s is counted, and is not a double', (first, twice) => {
  const { evidence, expected } = soundRun();
  evidence.rows.deliveries.push({ ...evidence.rows.deliveries[2]!, token: 't4', isRepeat: true });
  const again = { ...evidence.messages[2]!, sid: 'SM-t4', statusCallback: 'http://127.0.0.1/status?t=t4' };
  evidence.sooner.messages.push(again);
  if (first === 'had not arrived') evidence.sooner.messages.splice(2, 1);
  const findings = judge(evidence, expected);
  expect(findings.doubled).toEqual([]);
  expect(findings).toMatchObject({ repeats: 1, twice });
});
