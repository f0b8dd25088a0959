import { createRouting, type WorkflowPort } from '../../activities/routing';
import { withPlainFailures } from '../../activities/plainFailures';
import { as } from '../../domain/ids';
import type { InboundAct } from '../../workflows/contract';

type Call = [what: string, id: string, key: string | undefined];

/** Workflows that say the same to everybody. */
function workflows(says: () => Promise<unknown>): { port: WorkflowPort; calls: Call[] } {
  const calls: Call[] = [];
  const tell = (what: string) => (id: string, _input: unknown, options?: { key: string }) => {
    calls.push([what, id, options?.key]);
    return says();
  };
  const port: WorkflowPort = {
    occasions: { wake: (input) => tell('wake')(input.ref, input) },
    journeys: {
      pause: tell('pause'),
      resume: tell('resume'),
      answerCheckIn: tell('answerCheckIn'),
      submitSurvey: tell('submitSurvey'),
      consentToTransition: tell('consentToTransition'),
    },
    mentorships: {
      start: (input) => tell('start')(input.mentorshipId, input),
      accept: tell('accept'),
      decline: tell('decline'),
      logMeeting: tell('logMeeting'),
      answerTime: tell('answerTime'),
      interimInTouch: tell('interimInTouch'),
    },
    transitions: {
      start: (input) => tell('start')(input.transitionId, input),
      markContact: tell('markContact'),
    },
    shifts: { extend: tell('extend'), shorten: tell('shorten'), answerOffer: tell('answerOffer') },
    requests: { make: (input) => tell('make')(input.requestId, input) },
    escalations: {
      acknowledge: tell('acknowledge'),
      subjectAnswered: tell('subjectAnswered'),
      raise: (input) => tell('raise')(input.escalationId, input),
    },
  };
  return { port, calls };
}

const extend: InboundAct = {
  act: 'extend-shift',
  shiftId: as('s1'),
  update: { by: 'person:ana', minutes: 30 },
};
const named = (name: string, more: object = {}): Error => Object.assign(new Error('no'), { name, ...more });

test('an act reaches its workflow under the reply’s key', async () => {
  const { port, calls } = workflows(async () => undefined);
  expect(await createRouting(port).carryOut({ act: extend, key: 'SM1/0' })).toEqual({ outcome: 'done' });
  const decline: InboundAct = {
    act: 'answer-offer',
    mentorshipId: as('m1'),
    answer: 'decline',
    update: { by: 'person:ana', side: 'mentee' },
  };
  await createRouting(port).carryOut({ act: decline, key: 'SM1/1' });
  expect(calls).toEqual([
    ['extend', 's1', 'SM1/0'],
    ['decline', 'm1', 'SM1/1'],
  ]);
});

test('a workflow that says no, or is over, is an answer and not a failure', async () => {
  const refused = createRouting(
    workflows(() => Promise.reject(named('Refused', { code: 'ShiftIsOver' }))).port,
  );
  expect(await refused.carryOut({ act: extend, key: 'k' })).toEqual({
    outcome: 'refused',
    reason: 'ShiftIsOver',
  });
  const over = createRouting(workflows(() => Promise.reject(named('NotThere'))).port);
  expect(await over.carryOut({ act: extend, key: 'k' })).toEqual({ outcome: 'refused', reason: 'NotThere' });
});

test('Temporal that is away is tried again', async () => {
  const away = createRouting(workflows(() => Promise.reject(named('Unavailable'))).port);
  await expect(away.carryOut({ act: extend, key: 'k' })).rejects.toThrow();
});

test.each<InboundAct>([
  {
    act: 'acknowledge',
    escalationId: as('escalation-s1-sam-end'),
    update: { by: 'person:ana', via: 'sms' },
  },
  {
    act: 'subject-answered',
    escalationId: as('escalation-s1-sam-end'),
    signal: { key: as('k'), how: 'not-ok' },
  },
])('an escalation that has not begun yet is told again ($act); one that has ended is not', async (act) => {
  let tries = 0;
  const beginning = createRouting(
    workflows(async () => {
      if ((tries += 1) < 3) throw named('NotThere', { isOver: false });
    }).port,
  );
  for (const _early of [1, 2]) await expect(beginning.carryOut({ act, key: 'k' })).rejects.toThrow();
  expect(await beginning.carryOut({ act, key: 'k' })).toEqual({ outcome: 'done' });
  const over = createRouting(workflows(() => Promise.reject(named('NotThere', { isOver: true }))).port);
  expect(await over.carryOut({ act, key: 'k' })).toEqual({ outcome: 'refused', reason: 'NotThere' });
});

test('a failure says what went wrong and not to whom', async () => {
  const failing = withPlainFailures(
    {
      deliver: () =>
        Promise.reject(named('PrismaClientKnownRequestError', { code: 'P2010', message: '+15195550101' })),
    },
    () => undefined,
  );
  const failure = await failing.deliver().catch((error: unknown) => error as Error);
  expect(JSON.stringify([failure, failure.message])).not.toContain('+1519');
  expect(failure).toMatchObject({ type: 'PrismaClientKnownRequestError:P2010', nonRetryable: false });
});

test('what is malformed is not tried again', async () => {
  const failing = withPlainFailures({ record: () => Promise.reject(new RangeError('x')) }, () => undefined);
  await expect(failing.record()).rejects.toMatchObject({ nonRetryable: true });
});
