import { recordScreeningStep } from '../../../workflows/contract';
import { DAY, plus } from '../../../domain/duration';
import type { Memory } from '../../support/memoryActivities';
import { createWorld, STAFF, Traveller } from '../../support/people';
import type { Rig } from '../../support/rig';

let rig: Rig;
let memory: Memory;

beforeAll(async () => {
  ({ rig, memory } = await createWorld());
});

afterAll(async () => {
  await rig.close();
  expect(memory.violations).toEqual([]);
});

const sets = (name: string) => new Traveller(rig, memory, name).setsOut();

test('a person who has passed the first step takes part at once, and cannot be matched yet', async () => {
  const sam = await sets('first-step');
  const standing = await sam.does(recordScreeningStep, { step: 'application', outcome: 'advance' });

  expect(standing.privileges).toEqual(['attend-workshops']);
  expect(standing.stage).toBe('screening');
  expect(standing.steps.map(({ id, status }) => [id, status])).toEqual([
    ['application', 'passed'],
    ['conversation', 'open'],
    ['co-facilitation', 'open'],
  ]);
});

test('the one who owes the form is asked, reminded twice, and then staff are told', async () => {
  const ann = await sets('slow-form');
  await rig.pass(8 * DAY);
  expect(memory.saidTo('slow-form')).toEqual([
    'welcome',
    'screening-step-reminder',
    'screening-step-reminder',
    'screening-step-reminder',
  ]);
  expect(memory.tasks('slow-form')).toEqual([]);
  await rig.pass(7 * DAY);
  expect(memory.tasks('slow-form')).toEqual(['screening-step-late']);

  await ann.passes('application');
  expect(memory.tasks('slow-form')).toEqual([]);
});

test('a person moves to matching with what matching needs, while a later step is still open', async () => {
  const kim = await sets('graduated');
  const standing = await kim.passes('application', 'conversation');

  expect(standing.stage).toBe('matching');
  expect(standing.waitingFor.map(({ kind, owedBy }) => [kind, owedBy])).toEqual([
    ['screening-step', 'staff'],
    ['survey', 'participant'],
  ]);
  const later = await kim.passes('co-facilitation');
  expect(later.stage).toBe('matching');
  expect(later.privileges).toContain('co-facilitate');
});

test('a declined step is looked at again on its date, and nothing earned is lost', async () => {
  const joe = await sets('declined');
  await joe.passes('application', 'conversation');
  const lookAgainAt = plus(await rig.now(), 30 * DAY);
  const declined = await joe.staff(recordScreeningStep, {
    step: 'co-facilitation',
    outcome: 'decline',
    lookAgainAt,
  });

  expect(declined.privileges).toEqual(['attend-workshops', 'be-matched']);
  expect(declined.stage).toBe('matching');
  expect(declined.waitingFor.find((wait) => wait.dueAt === lookAgainAt)?.owedBy).toBe('staff');
  await rig.pass(29 * DAY);
  expect((await joe.standing()).steps[2]?.status).toBe('declined');
  await rig.pass(2 * DAY);
  expect((await joe.standing()).steps[2]?.status).toBe('open');
  expect(memory.tasks('declined')).toContain('look-again');
  expect(memory.saidTo('declined')).toContain('screening-declined-look-again');
});

test('the same decision twice changes nothing', async () => {
  const eve = await sets('twice');
  await eve.passes('application');
  const before = memory.batches.length;
  await eve.passes('application');
  expect(memory.batches.length).toBe(before);
});

test.each([
  ['a step that the program does not have', { step: 'nope', outcome: 'advance' }, 'UnknownStep'],
  ['a step whose time has not come', { step: 'conversation', outcome: 'advance' }, 'NotPossibleNow'],
  ['a decline without a date', { step: 'application', outcome: 'decline' }, 'DateNeeded'],
  [
    'a decline with a date that has passed',
    { step: 'application', outcome: 'hold', lookAgainAt: '2001-01-01T00:00:00.000Z' },
    'DateNotInFuture',
  ],
] as const)('%s is refused with a reason', async (what, act, type) => {
  const max = await sets(`refused ${what}`);
  const refused = max.handle.executeUpdate(recordScreeningStep, { args: [{ ...act, by: STAFF } as never] });
  await expect(refused).rejects.toMatchObject({ cause: { type } });
});
