import { bundleWorkflowCode } from '@temporalio/worker';
import { createFullCircle, NotThere, Refused, Unavailable, type FullCircle } from '../../client/fullCircle';
import { as } from '../../domain/ids';
import { newCodecKey, parseCodecKeys } from '../../platform/codec';
import { openTemporal } from '../../platform/temporal';
import type { ProgramPolicy } from '../../domain/policy';
import type { EscalationInput, JourneyInput } from '../../workflows/contract';
import { createRig, type Rig } from '../support/rig';

let rig: Rig;
let fullCircle: FullCircle;

beforeAll(async () => {
  const stubs = await bundleWorkflowCode({
    workflowsPath: require.resolve('./stubs/workflows'),
    failureConverterPath: require.resolve('../../platform/failureConverter'),
    logger: { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error: console.error },
  });
  rig = await createRig({}, stubs);
  fullCircle = createFullCircle(rig.client, { taskQueue: rig.taskQueue });
});
afterAll(() => rig?.close());

const journeyOf = (id: string): JourneyInput => ({
  journeyId: as(id),
  participantId: as(`participant-of-${id}`),
  personId: as(`person-of-${id}`),
  siteId: as('cat.downtown'),
  role: 'mentee',
  policy: { program: 'cat', stages: ['screening'] } as unknown as ProgramPolicy,
  startedBy: 'account:ana',
});
const by = 'account:ana' as const;
const failure = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('starting a path', () => {
  it('starts it once; whoever starts it again is told so and nothing changes', async () => {
    expect(await fullCircle.journeys.start(journeyOf('j-once'))).toEqual({ started: true });
    await fullCircle.journeys.setGoal(as('j-once'), { by, goalId: 'g1' });
    expect(await fullCircle.journeys.start(journeyOf('j-once'))).toEqual({ started: false });
    expect((await fullCircle.journeys.standing(as('j-once'))).goals).toHaveLength(1);
  });

  it('never runs an id again after it has ended', async () => {
    await fullCircle.journeys.start(journeyOf('j-ended'));
    await fullCircle.journeys.withdraw(as('j-ended'), { by });
    expect(await fullCircle.journeys.start(journeyOf('j-ended'))).toEqual({ started: false });
  });

  it('is found in Temporal by program, site, stage and role, and carries no memo', async () => {
    await fullCircle.journeys.start(journeyOf('j-tagged'));
    const description = await rig.client.workflow.getHandle('journey-j-tagged').describe();
    const tags = Object.fromEntries(
      description.typedSearchAttributes.getAll().map((pair) => [pair.key.name, pair.value]),
    );
    expect(tags).toEqual({
      FullCircleProgram: 'cat',
      FullCircleSite: 'cat.downtown',
      FullCircleStage: 'screening',
      FullCircleRole: 'mentee',
      FullCircleStatus: 'active',
    });
    expect(description.memo ?? {}).toEqual({});
  });
});

describe('acting on a path', () => {
  it('takes the same act once, however often it is sent', async () => {
    await fullCircle.journeys.start(journeyOf('j-twice'));
    const twice = { key: 'click-1' };
    await fullCircle.journeys.setGoal(as('j-twice'), { by, goalId: 'g1' }, twice);
    const after = await fullCircle.journeys.setGoal(as('j-twice'), { by, goalId: 'g1' }, twice);
    expect(after.goals).toHaveLength(1);
  });

  it('answers a repeat as the first time, also when the act has ended the run', async () => {
    await fullCircle.journeys.start(journeyOf('j-last'));
    const last = { key: 'last-act' };
    const first = await fullCircle.journeys.withdraw(as('j-last'), { by }, last);
    await rig.client.workflow.getHandle('journey-j-last').result();
    expect(await fullCircle.journeys.withdraw(as('j-last'), { by }, last)).toEqual(first);
    expect(
      await failure(fullCircle.journeys.withdraw(as('j-last'), { by }, { key: 'other' })),
    ).toBeInstanceOf(NotThere);
  });

  it('passes a refusal on with its code and its words', async () => {
    await fullCircle.journeys.start(journeyOf('j-refusing'));
    const refusal = await failure(
      fullCircle.journeys.recordScreeningStep(as('j-refusing'), { by, step: 'unknown', outcome: 'advance' }),
    );
    expect(refusal).toBeInstanceOf(Refused);
    expect(refusal).toMatchObject({ code: 'UnknownStep', message: 'There is no such step.' });
  });

  it('calls a refusal without a code just that', async () => {
    await fullCircle.journeys.start(journeyOf('j-nameless'));
    const refusal = await failure(
      fullCircle.journeys.recordScreeningStep(as('j-nameless'), { by, step: 'nameless', outcome: 'advance' }),
    );
    expect(refusal).toMatchObject({ name: 'Refused', code: 'Refused', message: 'No reason was given.' });
  });

  it('says that a path does not exist', async () => {
    const error = await failure(fullCircle.journeys.pause(as('nobody'), { by }));
    expect(error).toBeInstanceOf(NotThere);
    expect(error).toMatchObject({ message: 'There is no journey nobody running.' });
    expect(await failure(fullCircle.journeys.standing(as('nobody')))).toBeInstanceOf(NotThere);
  });

  it('says that a path is over', async () => {
    await fullCircle.journeys.start(journeyOf('j-over'));
    await fullCircle.journeys.withdraw(as('j-over'), { by });
    expect(await failure(fullCircle.journeys.pause(as('j-over'), { by }))).toBeInstanceOf(NotThere);
  });

  it('begins a path again that has completed only where a human says so', async () => {
    const input = journeyOf('j-again');
    await fullCircle.journeys.start(input);
    await fullCircle.journeys.withdraw(as('j-again'), { by });
    await rig.client.workflow.getHandle('journey-j-again').result();
    expect(await fullCircle.journeys.start(input)).toEqual({ started: false });
    expect(await fullCircle.journeys.start(input, { again: 'after-termination' })).toEqual({
      started: false,
    });
    expect(await fullCircle.journeys.start(input, { again: 'after-any-end' })).toEqual({ started: true });
    await fullCircle.journeys.withdraw(as('j-again'), { by });
  });
});

describe('telling an escalation that the person was heard from', () => {
  const input = { escalationId: as('escalation-s1-p1-end'), programId: as('cat') } as EscalationInput;

  it('reaches it, and says so when there is none', async () => {
    await fullCircle.escalations.raise(input);
    await fullCircle.escalations.subjectAnswered(input.escalationId, { key: as('k'), how: 'ok' });
    await rig.client.workflow.getHandle(input.escalationId).result();
    const late = fullCircle.escalations.subjectAnswered(input.escalationId, { key: as('k2'), how: 'ok' });
    expect(await failure(late)).toBeInstanceOf(NotThere);
  });
});

describe('a match round', () => {
  const round = (name: string) => ({ programId: as<never>('cat'), round: name, policy: {} as never, by });

  it('gives back what it proposed', async () => {
    await fullCircle.matching.round(round('r1'));
    expect(await fullCircle.matching.proposed(as('cat'), 'r1')).toEqual({ proposed: [], unmatched: [] });
  });
});

describe('when nobody answers', () => {
  it('stops waiting for a worker when the patience of the caller ends', async () => {
    const unattended = createFullCircle(rig.client, { taskQueue: 'nobody-listens' });
    await unattended.journeys.start({ ...journeyOf('j-unattended') });
    const before = performance.now();
    const error = await failure(
      unattended.journeys.setGoal(as('j-unattended'), { by, goalId: 'g1' }, { timeoutMs: 700 }),
    );
    expect(error).toBeInstanceOf(Unavailable);
    expect(error).toMatchObject({ mayHaveHappened: true });
    expect(performance.now() - before).toBeLessThan(9_000);
    await rig.client.workflow.getHandle('journey-j-unattended').terminate();
  });

  it('says within that patience that Temporal is away, for starts, acts, questions and probes', async () => {
    const temporal = openTemporal({
      temporal: { connection: { address: '127.0.0.1:1' }, namespace: 'default', taskQueue: 'none' },
      codecKeys: parseCodecKeys(newCodecKey('test')),
    });
    const away = createFullCircle(temporal.client);
    const patience = { timeoutMs: 400 };
    const before = performance.now();
    const errors = await Promise.all([
      failure(away.journeys.start(journeyOf('j-away'), patience)),
      failure(away.journeys.setGoal(as('j-away'), { by, goalId: 'g1' }, patience)),
      failure(away.journeys.standing(as('j-away'), patience)),
      failure(away.inbound.start(as('SM1'), patience)),
      failure(away.ping(patience)),
    ]);
    expect(errors.every((error) => error instanceof Unavailable)).toBe(true);
    expect(errors.map((error) => (error as Unavailable).mayHaveHappened)).toEqual([
      true,
      true,
      false,
      true,
      false,
    ]);
    expect(performance.now() - before).toBeLessThan(9_000);
    await temporal.close();
  });
});
