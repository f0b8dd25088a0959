import { HOUR, plus } from '../../domain/duration';
import type { Duration, PersonId, ProgramId, RequestId, Zone } from '../../domain/ids';
import * as contract from '../../workflows/contract';
import { activitiesOf, MemorySafety } from '../support/memorySafety';
import { createRig, type Rig } from '../support/rig';

const duration = (text: string) => text as Duration;
const people = (...ids: string[]) => ids as PersonId[];

let rig: Rig;
let memory: MemorySafety;
let made = 0;

beforeAll(async () => {
  rig = await createRig(activitiesOf(() => memory));
});
afterAll(() => rig.close());
beforeEach(() => {
  memory = new MemorySafety();
  memory.chain = [
    { id: 'supervisor', channels: ['sms'], acknowledgeWithin: duration('PT5M'), people: people('ana') },
    { id: 'second', channels: ['sms'], acknowledgeWithin: duration('PT5M'), people: people('ben') },
  ];
});

async function ask(exclude: PersonId[] = [], more: Partial<contract.RequestInput> = {}) {
  const requestId = `r${++made}` as RequestId;
  const input: contract.RequestInput = {
    requestId,
    programId: 'cat' as ProgramId,
    personId: 'sam' as PersonId,
    exclude,
    within: duration('PT4H'),
    policy: {
      levels: [],
      outcomeWithin: duration('PT20M'),
      repeatEvery: duration('PT15M'),
      remindToCloseEvery: duration('PT4H'),
    },
    quietHours: { from: '21:00', to: '08:00' },
    zone: 'America/Toronto' as Zone,
    askedBy: 'person:sam',
    ...more,
  };
  const handle = await rig.client.workflow.start('request', {
    taskQueue: rig.taskQueue,
    workflowId: contract.workflowIds.request(requestId),
    args: [input],
  });
  const by = 'account:a1' as const;
  const alarm = rig.client.workflow.getHandle(contract.occurrences.lateRequest(requestId));
  return {
    handle,
    alarm,
    take: (id: string, more: { named?: true } = {}) =>
      handle.executeUpdate(contract.takeRequest, { args: [{ by, personId: id as PersonId, ...more }] }),
    fulfil: () => handle.executeUpdate(contract.fulfilRequest, { args: [{ by }] }),
    cancel: () => handle.executeUpdate(contract.cancelRequest, { args: [{ by: 'person:sam' }] }),
    state: () => handle.query(contract.requestState),
  };
}
const refusal = (attempt: Promise<unknown>) =>
  attempt.then(
    () => undefined,
    (error: { cause?: { type?: string } }) => error.cause?.type,
  );

test('taken in time: those who can take it are asked, reminded at half the time, and the asker hears the name', async () => {
  const request = await ask();
  await rig.pass(HOUR);
  expect(memory.saidTo('sam')).toEqual(['request-received']);
  expect(memory.saidTo('ana')).toEqual(['request-asked']);
  await rig.pass(1.1 * HOUR);
  expect(memory.saidTo('ben')).toEqual(['request-asked', 'request-reminder']);
  expect(await request.take('ben')).toMatchObject({ status: 'taken', takenBy: 'ben', late: false });
  expect(memory.saidTo('sam')).toEqual(['request-received', 'request-taken']);
  expect(memory.said.at(-1)?.intent.refs).toMatchObject({ other: 'ben' });
  await rig.pass(8 * HOUR);
  expect(memory.eventKinds()).not.toContain('request-late');
  await request.fulfil();
  await request.handle.result();
  expect(memory.openWaits()).toEqual([]);
});

test('whoever is named for it by somebody else is told that it is theirs; whoever takes it themself knows', async () => {
  const named = await ask();
  await named.take('ben', { named: true });
  expect(memory.saidTo('ben')).toEqual(['request-asked', 'staff-task']);
  expect(memory.said.at(-1)?.intent).toMatchObject({
    waitKey: `${named.handle.workflowId}/spoken`,
    refs: { reason: 'speak', peer: 'sam', wait: `${named.handle.workflowId}/spoken` },
  });
  await named.fulfil();
  await named.handle.result();

  const own = await ask();
  await own.take('ana');
  expect(memory.saidTo('ana')).not.toContain('staff-task');
  await own.fulfil();
  await own.handle.result();
});

test('nobody takes it: it escalates once, past whoever was left out, and being taken stops the climbing', async () => {
  const request = await ask(people('ana'));
  memory.chain = memory.chain.map((level) => ({
    ...level,
    people: level.people.filter((one) => one !== 'ana'),
  }));
  await rig.pass(4.05 * HOUR);
  expect(await request.state()).toMatchObject({ status: 'open', late: true });
  expect(memory.saidTo('sam')).toEqual(['request-received', 'request-still-looking']);
  expect(memory.saidTo('ben')).toEqual(['request-asked', 'request-reminder', 'escalation-raised']);
  expect(memory.saidTo('ana')).toEqual([]);
  await request.take('ben');
  await rig.pass(2 * HOUR);
  expect(memory.saidTo('ben')).toContain('escalation-request-taken');
  expect(memory.saidTo('ben')).not.toContain('escalation-repeat');
  expect((await request.alarm.describe()).status.name).toBe('RUNNING');
  await request.alarm.executeUpdate(contract.resolve, { args: [{ by: 'account:a1', outcome: 'help-sent' }] });
  await request.fulfil();
  await request.handle.result();
  await rig.pass(1_000);
  expect(memory.eventKinds().filter((kind) => kind === 'request-late')).toHaveLength(1);
});

test('an "ok" of the one who asked does not stop the alarm about it', async () => {
  const request = await ask();
  await rig.pass(4.05 * HOUR);
  await request.alarm.signal(contract.subjectAnswered, { key: 'x' as never, how: 'ok' });
  await rig.pass(20 * 60_000);
  expect(memory.saidTo('ben')).toContain('escalation-raised');
  expect(await request.alarm.query(contract.escalationState)).toMatchObject({ peerAnswered: false });
  await request.alarm.executeUpdate(contract.resolve, { args: [{ by: 'account:a1', outcome: 'help-sent' }] });
  await request.cancel();
  await request.handle.result();
});

test('whoever was left out, and the one who asks, cannot take it; nor can a second person', async () => {
  const request = await ask(people('ana'));
  await rig.pass(1_000);
  expect(await refusal(request.take('ana'))).toBe('LeftOut');
  expect(await refusal(request.take('sam'))).toBe('LeftOut');
  await request.take('ben');
  expect(await refusal(request.take('cho'))).toBe('AlreadyTaken');
  expect(await request.take('ben')).toMatchObject({ takenBy: 'ben' });
  expect(memory.saidTo('sam').filter((one) => one === 'request-taken')).toHaveLength(1);
  await request.fulfil();
  await request.handle.result();
});

test('its run lost and made anew, it goes on where it stood: reminded once, late when promised, taken as ever', async () => {
  const at = await rig.now();
  const dueAt = plus(at, 3 * HOUR);
  const request = await ask(people('ben'), {
    carried: {
      state: { status: 'open', late: false, dueAt },
      agenda: [
        { do: 'remind', at: plus(at, HOUR) },
        { do: 'late', at: dueAt },
      ],
      outbox: [],
      seen: [],
    },
  });
  memory.chain = memory.chain.slice(0, 1);
  expect(await request.state()).toEqual({ status: 'open', late: false, dueAt });
  await rig.pass(2 * HOUR);
  expect([memory.saidTo('ana'), memory.saidTo('sam')]).toEqual([['request-reminder'], []]);
  await rig.pass(HOUR + 60_000);
  expect(await request.state()).toEqual({ status: 'open', late: true, dueAt });
  expect(memory.saidTo('sam')).toEqual(['request-still-looking']);
  expect(memory.saidTo('ana')).toEqual(['request-reminder', 'escalation-raised']);
  expect(await refusal(request.take('ben'))).toBe('LeftOut');
  await request.take('ana');
  await request.alarm.executeUpdate(contract.resolve, { args: [{ by: 'account:a1', outcome: 'help-sent' }] });
  await request.fulfil();
  await request.handle.result();
  expect(memory.eventKinds()).not.toContain('request-made');
});

test('withdrawn, it is over at once and nothing more is said', async () => {
  const request = await ask();
  await rig.pass(1_000);
  expect(await request.cancel()).toMatchObject({ status: 'cancelled' });
  await request.handle.result();
  await rig.pass(5 * HOUR);
  expect(memory.said.map(({ template }) => template).sort()).toEqual([
    'request-asked',
    'request-asked',
    'request-received',
  ]);
  expect(memory.batches.at(-1)?.request).toMatchObject({ status: 'cancelled', late: false });
});

test('whatever is written about it belongs to the site and the path of the one who asked', async () => {
  const request = await ask([], { siteId: 'cat.north' as never, journeyId: 'sam' as never });
  await rig.pass(1_000);
  expect(memory.batches[0]?.scope).toMatchObject({ siteId: 'cat.north', journeyId: 'sam', personId: 'sam' });
  await request.cancel();
  await request.handle.result();
});

test('it is taken by somebody with a name, changed by somebody with a name, and by nobody once it is over', async () => {
  const request = await ask();
  await rig.pass(1_000);
  const unnamed = { by: 'account:a1' } as unknown as contract.TakeRequest;
  expect(await refusal(request.handle.executeUpdate(contract.takeRequest, { args: [unnamed] }))).toBe(
    'PersonNeeded',
  );
  const nobody = {} as unknown as contract.Act;
  expect(await refusal(request.handle.executeUpdate(contract.cancelRequest, { args: [nobody] }))).toBe(
    'PersonNeeded',
  );
  // The name of whoever took it cannot be said while the carrier is away, so the workflow is there to be asked.
  memory.carrier = () => {
    throw new Error('carrier away');
  };
  await request.take('ben');
  // Whoever comes second finds it done, or over: it depends on which moment they come in.
  const twice = await Promise.all([refusal(request.fulfil()), refusal(request.fulfil())]);
  expect(twice).toContain(undefined);
  expect(['RequestOver', undefined]).toEqual(expect.arrayContaining(twice));
  expect(memory.eventKinds().filter((kind) => kind === 'request-fulfilled')).toHaveLength(1);
  expect(await refusal(request.cancel())).toBe('RequestOver');
  memory.carrier = () => {};
  for (let i = 0; i < 60 && (await request.handle.describe()).status.name === 'RUNNING'; i++)
    await rig.pass(60_000);
  await request.handle.result();
});
