import { RELEASE } from './release';
import { DAY, plus } from '../../../domain/duration';
import {
  as,
  type Duration,
  type JourneyId,
  type ParticipantId,
  type PersonId,
  type TransitionId,
  type WallClock,
} from '../../../domain/ids';
import * as contract from '../../../workflows/contract';
import type { CriticalTransitionInput, CriticalTransitionState } from '../../../workflows/contract';
import type { Memory } from '../../support/memoryActivities';
import { atRest, createWorld, STAFF, Traveller } from '../../support/people';
import { smallProgram } from '../../support/program';
import type { Rig } from '../../support/rig';

let rig: Rig;
let memory: Memory;

beforeAll(async () => {
  ({ rig, memory } = await createWorld());
  memory.mentor = as<PersonId>('rory');
});

afterAll(async () => {
  await rig.close();
  expect(memory.violations).toEqual([]);
});

const duration = (text: string) => as<Duration>(text);

const idOf = (name: string) => contract.workflowIds.criticalTransition(as<TransitionId>(name));
const handle = (name: string) => rig.client.workflow.getHandle(idOf(name));
const rests = (name: string) => atRest(rig, new Set([idOf(name)]));
const state = (name: string): Promise<CriticalTransitionState> =>
  rests(name).then(() => handle(name).query(contract.transitionState));
const contact = async (name: string, id: string) => (await state(name)).contacts.find((one) => one.id === id);
const reasons = (name: string) =>
  memory
    .openWaits('staff-task')
    .filter(({ workflowId }) => workflowId === idOf(name))
    .map(({ details }) => details?.['reason']);

async function wallIn(days: number): Promise<WallClock> {
  return as<WallClock>(`${plus(await rig.now(), days * DAY).slice(0, 10)}T09:00`);
}

async function begins(name: string, more: Partial<CriticalTransitionInput> = {}): Promise<void> {
  const input: CriticalTransitionInput = {
    transitionId: as<TransitionId>(name),
    programId: as('small'),
    journeyId: as<JourneyId>(name),
    participantId: as<ParticipantId>(name),
    personId: as<PersonId>(name),
    zone: as('UTC'),
    policy: RELEASE,
    insideSince: await rig.now(),
    reportedBy: STAFF,
    ...more,
  };
  await rig.client.workflow.start('criticalTransition', {
    taskQueue: rig.taskQueue,
    workflowId: idOf(name),
    args: [input],
  });
}

const move = (name: string, date: WallClock | null) =>
  rests(name).then(() => handle(name).executeUpdate(contract.moveDate, { args: [{ date, by: STAFF }] }));
const mark = (name: string, id: string, outcome: 'done' | 'not-reached' | 'not-wanted') =>
  rests(name).then(() =>
    handle(name).executeUpdate(contract.markContact, { args: [{ contact: id, outcome, by: STAFF }] }),
  );

test.each([
  ['in one run', 'moved', undefined],
  ['over many runs', 'moved-renewed', 25],
])(
  '%s: the date moves twice, is unknown, is known again; at the end everything is settled',
  async (_, name, historyLimit) => {
    await begins(name, { date: await wallIn(30), ...(historyLimit && { historyLimit }) });
    await move(name, await wallIn(20));
    const soon = await move(name, await wallIn(5));
    expect(soon.contacts.find(({ id }) => id === 'before')).toMatchObject({ status: 'planned' });
    await move(name, null);
    expect((await state(name)).contacts.map(({ status }) => status)).toEqual(Array(4).fill('no-date'));
    await rig.pass(8 * DAY);
    expect(reasons(name)).toEqual(['transition-date']);
    await move(name, await wallIn(2));
    expect(reasons(name)).toEqual([]);
    await rests(name);
    await handle(name).executeUpdate(contract.arrangeHandOver, {
      args: [{ by: STAFF, to: as<PersonId>('rory') }],
    });
    await mark(name, 'before', 'not-wanted');
    await rig.pass(2 * DAY);
    await mark(name, 'hand-over', 'done');
    expect(await state(name)).toMatchObject({ inside: true });
    await mark(name, 'out', 'done');
    expect(await state(name)).toMatchObject({ inside: false, status: 'open' });
    await rig.pass(3 * DAY);
    expect(
      memory.saidTo('rory').filter((template) => template === 'transition-contact').length,
    ).toBeGreaterThan(0);
    await mark(name, 'third-day', 'done');
    const { outcome } = memory.transitions.get(name)?.state ?? {};
    expect(outcome).toBe('completed');
    expect(memory.openWaits().filter(({ workflowId }) => workflowId === idOf(name))).toEqual([]);
    expect(memory.saidTo(name)).toEqual(['transition-hello']);
  },
);

test('what is late is owed by staff; what was tried and not reached is owed again the next day', async () => {
  await begins('late', { date: await wallIn(2) });
  await mark('late', 'hand-over', 'not-reached');
  expect(await contact('late', 'hand-over')).toMatchObject({ status: 'planned', tries: 1 });
  await rig.pass(5 * DAY);
  expect(await contact('late', 'out')).toMatchObject({ status: 'late' });
  expect(reasons('late')).toEqual(
    expect.arrayContaining(['transition-contact-late', 'transition-hand-over-late']),
  );
  // The day has passed, and nobody has said that they are out.
  expect(await state('late')).toMatchObject({ inside: true });
  await mark('late', 'out', 'done');
  await handle('late').executeUpdate(contract.closeTransition, {
    args: [{ outcome: 'cancelled', by: STAFF }],
  });
  expect(memory.openWaits().filter(({ workflowId }) => workflowId === idOf('late'))).toEqual([]);
});

test('it is refused, in words, to mark what is not there, to hand over to nobody, to complete what goes on inside', async () => {
  await begins('refusing', { date: await wallIn(2) });
  await expect(mark('refusing', 'tea', 'done')).rejects.toMatchObject({ cause: { type: 'UnknownContact' } });
  await expect(mark('refusing', 'hand-over', 'done')).rejects.toMatchObject({
    cause: { type: 'PersonNeeded' },
  });
  await expect(mark('refusing', 'out', 'not-wanted')).rejects.toMatchObject({
    cause: { type: 'NotPossibleNow' },
  });
  for (const outcome of ['completed', 'cancelled'] as const) {
    const ends = handle('refusing').executeUpdate(contract.closeTransition, {
      args: [{ outcome, by: STAFF }],
    });
    await expect(ends).rejects.toMatchObject({ cause: { type: 'NotPossibleNow' } });
  }
  await mark('refusing', 'out', 'done');
  await handle('refusing').executeUpdate(contract.closeTransition, {
    args: [{ outcome: 'cancelled', by: STAFF }],
  });
});

/** A person in retention, with a transition of theirs. */
async function crossing(name: string): Promise<Traveller> {
  memory.beginTransition = async (input) => {
    await rig.client.workflow.start('criticalTransition', {
      taskQueue: rig.taskQueue,
      workflowId: contract.workflowIds.criticalTransition(input.transitionId),
      args: [input],
    });
  };
  const policy = smallProgram({ stages: ['screening', 'retention', 'achievement'] });
  const traveller = await new Traveller(rig, memory, name).setsOut('mentee', {
    ...policy,
    retention: { ...policy.retention, askAgainAfter: duration('P3D') },
  });
  await traveller.passes('application', 'conversation', 'co-facilitation');
  return traveller;
}

const asked = (name: string) =>
  memory.events.filter(
    ({ workflowId, kind }) => workflowId === `journey-${name}` && kind === 'check-in-asked',
  ).length;

test('while somebody is inside nothing is asked and nothing missed; after it check-ins are closer, then thin again', async () => {
  const una = await crossing('una');
  await rig.pass(9 * DAY);
  expect(asked('una')).toBe(1);
  await una.staff(contract.reportTransition, {
    transitionId: as<TransitionId>('una-out'),
    kind: 'custody-release',
    plan: RELEASE,
    insideSince: await rig.now(),
  });
  await rig.pass(20 * DAY);
  expect(asked('una')).toBe(1);
  expect(memory.kinds('journey-una/')).not.toContain('check-in-missed');
  expect(memory.tasks('una')).not.toContain('silence');
  await handle('una-out').executeUpdate(contract.markContact, {
    args: [{ contact: 'out', outcome: 'done', by: STAFF, on: await wallIn(0) }],
  });
  const answer = async () => {
    const wait = (await una.standing()).waitingFor.find(({ kind }) => kind === 'retention-check-in');
    if (wait) await una.does(contract.answerCheckIn, { wait: wait.key, answer: 'ok' });
  };
  const before = asked('una');
  for (let day = 0; day < 14; day++) {
    await rig.pass(DAY);
    await answer();
  }
  const near = asked('una') - before;
  expect(near).toBeGreaterThanOrEqual(5);
  for (let day = 0; day < 28; day++) {
    await rig.pass(DAY);
    await answer();
  }
  expect(asked('una') - before - near).toBeLessThanOrEqual(4);
  await una.does(contract.withdraw, {});
});

test('not now is asked again after a while; stop asking is a wish of its own, and the way back is open', async () => {
  const noor = await crossing('noor');
  await rig.pass(8 * DAY);
  const wait = async () => {
    const key = (await noor.standing()).waitingFor.find(({ kind }) => kind === 'retention-check-in')?.key;
    if (!key) throw new Error('nothing is asked');
    return key;
  };
  await noor.does(contract.answerCheckIn, { wait: await wait(), answer: 'not-now' });
  const once = asked('noor');
  await rig.pass(4 * DAY);
  expect(asked('noor')).toBe(once + 1);
  await noor.does(contract.answerCheckIn, { wait: await wait(), answer: 'decline' });
  await rig.pass(90 * DAY);
  expect(asked('noor')).toBe(once + 1);
  expect(memory.kinds('journey-noor/').filter((kind) => kind.startsWith('check-in'))).toEqual([
    'check-in-asked',
    'check-in-answered',
    'check-in-asked',
    'check-ins-declined',
  ]);
  expect(memory.tasks('noor')).not.toContain('silence');
  expect((await noor.standing()).status).toBe('active');
  await noor.does(contract.resumeCheckIns, {});
  // Asked the next day, whatever time of day it is now; the one after that is a week later.
  await rig.pass(5 * DAY);
  expect(asked('noor')).toBe(once + 2);
  await noor.does(contract.withdraw, {});
});

test('a death ends the plan: nothing is owed and nothing said any more', async () => {
  const may = await crossing('may');
  await may.staff(contract.reportTransition, {
    transitionId: as<TransitionId>('may-out'),
    kind: 'custody-release',
    plan: RELEASE,
    date: await wallIn(10),
  });
  await rig.pass(DAY);
  await may.staff(contract.recordDeath, { told: 'otherwise' });
  await rig.pass(DAY);
  expect(memory.transitions.get('may-out')?.state).toMatchObject({ status: 'closed', outcome: 'died' });
  expect(memory.openWaits().filter(({ subjectPersonId }) => subjectPersonId === 'may')).toEqual([]);
});
