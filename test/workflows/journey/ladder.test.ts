import type { PersonId } from '../../../domain/ids';
import type { ProgramPolicy } from '../../../domain/policy';
import { DAY, HOUR, plus } from '../../../domain/duration';
import {
  askPeers,
  givePeerWord,
  recordDeath,
  recordScreeningStep,
  sendInStep,
  undoStep,
} from '../../../workflows/contract';
import type { Memory } from '../../support/memoryActivities';
import { createWorld, STAFF, Traveller } from '../../support/people';
import { smallProgram } from '../../support/program';
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

const MENTOR = 'devon' as PersonId;

/** The small program, where mentors have a word in the conversation. */
function withPeers(): ProgramPolicy {
  const program = smallProgram();
  const steps = program.screening.steps.map((step) =>
    step.id === 'conversation'
      ? { ...step, decidedBy: 'staff-and-peers' as const }
      : step.id === 'application'
        ? { ...step, kind: 'application' as const }
        : step,
  );
  return { ...program, screening: { steps } };
}

const sets = (name: string) => new Traveller(rig, memory, name).setsOut('mentee', withPeers());
const owed = (standing: { waitingFor: { kind: string; owedBy: string }[] }) =>
  standing.waitingFor.map(({ kind, owedBy }) => [kind, owedBy]);

test('what a person owed comes in: from then on staff owe the decision, and nobody reminds the person', async () => {
  const ida = await sets('sends-in');
  const standing = await ida.does(sendInStep, { step: 'application' });
  expect(owed(standing)).toEqual([['screening-step', 'staff']]);
  await ida.does(sendInStep, { step: 'application' });
  await rig.pass(8 * DAY);
  expect(memory.saidTo('sends-in')).toEqual(['welcome', 'screening-step-reminder']);
  await rig.pass(7 * DAY);
  expect(memory.tasks('sends-in')).toEqual(['screening-step-late']);
  await ida.passes('application');
  expect(memory.tasks('sends-in')).toEqual([]);
});

test('whoever has applied on the page is not asked for the application again', async () => {
  const applied = new Traveller(rig, memory, 'applied');
  await rig.client.workflow.start('journey', {
    taskQueue: rig.taskQueue,
    workflowId: 'journey-applied',
    args: [
      {
        ...applied.side,
        role: 'mentee',
        policy: withPeers(),
        startedBy: STAFF,
        applied: true,
      },
    ],
  });
  applied.company.add(applied.workflowId);
  const standing = await applied.standing();
  expect(owed(standing)).toEqual([['screening-step', 'staff']]);
  expect(standing.steps).toMatchObject([
    { id: 'application', status: 'open', sentInAt: expect.any(String) as string },
  ]);
  expect(memory.saidTo('applied')).toEqual(['welcome']);
});

test('a mentor is asked for their word, reminded once, and staff see that it is late', async () => {
  const amy = await sets('asked-word');
  await amy.passes('application');
  const standing = await amy.staff(askPeers, { step: 'conversation', peers: [MENTOR, MENTOR] });
  expect(owed(standing)).toContainEqual(['peer-word', 'participant']);
  await amy.staff(askPeers, { step: 'conversation', peers: [MENTOR] });
  expect(memory.saidTo(MENTOR).filter((one) => one === 'peer-word-asked')).toHaveLength(1);
  await rig.pass(3 * DAY);
  expect(memory.saidTo(MENTOR).filter((one) => one === 'peer-word-asked')).toHaveLength(2);
  await rig.pass(3 * DAY);
  expect(memory.tasks('asked-word')).toEqual(['peer-word-late']);

  const given = await amy.staff(givePeerWord, { step: 'conversation', peer: MENTOR, word: 'advance' });
  expect(given.steps.find(({ id }) => id === 'conversation')?.peerWords).toBe(1);
  expect(memory.tasks('asked-word')).toEqual([]);
  expect((await amy.passes('conversation')).stage).toBe('matching');
});

test('without any word of a mentor the decision needs a reason', async () => {
  const ben = await sets('no-word');
  await ben.passes('application');
  await expect(ben.passes('conversation')).rejects.toMatchObject({ cause: { type: 'ReasonNeeded' } });
  const standing = await ben.staff(recordScreeningStep, {
    step: 'conversation',
    outcome: 'advance',
    reasonStated: true,
  });
  expect(standing.stage).toBe('matching');
});

test('a mentor who has not answered is not waited for any more once it is decided', async () => {
  const cia = await sets('decided-before');
  await cia.passes('application');
  await cia.staff(askPeers, { step: 'conversation', peers: [MENTOR] });
  const standing = await cia.staff(recordScreeningStep, {
    step: 'conversation',
    outcome: 'hold',
    lookAgainAt: plus(await rig.now(), 10 * DAY),
    reasonStated: true,
  });
  expect(standing.waitingFor.filter(({ kind }) => kind === 'peer-word')).toEqual([]);
});

test('a decline that was a slip is undone: it is open again, and the person is told', async () => {
  const eve = await sets('slip-decline');
  await eve.passes('application');
  const lookAgainAt = plus(await rig.now(), 30 * DAY);
  await eve.staff(recordScreeningStep, { step: 'co-facilitation', outcome: 'decline', lookAgainAt });
  const standing = await eve.staff(undoStep, { step: 'co-facilitation' });
  expect(standing.steps.find(({ id }) => id === 'co-facilitation')?.status).toBe('open');
  expect(memory.saidTo('slip-decline').at(-1)).toBe('screening-step-reopened');
  await rig.pass(31 * DAY);
  expect(memory.tasks('slip-decline')).not.toContain('look-again');
});

test('a passed step is undone on the same day only, and while nothing is built on it', async () => {
  const fay = await sets('slip-passed');
  await fay.passes('application');
  const standing = await fay.staff(undoStep, { step: 'application' });
  expect(standing.privileges).toEqual([]);
  expect(standing.steps.map(({ id, status }) => [id, status])).toEqual([['application', 'open']]);

  await fay.passes('application');
  await rig.pass(25 * HOUR);
  await expect(fay.staff(undoStep, { step: 'application' })).rejects.toMatchObject({
    cause: { type: 'AlreadyDecided' },
  });
  await fay.staff(recordScreeningStep, { step: 'conversation', outcome: 'advance', reasonStated: true });
  await expect(fay.staff(undoStep, { step: 'conversation' })).rejects.toMatchObject({
    cause: { type: 'NotPossibleNow' },
  });
});

test.each([
  ['sending in what staff decide', sendInStep, { step: 'conversation' }, 'NotPossibleNow'],
  [
    'asking mentors about a step that staff decide',
    askPeers,
    { step: 'co-facilitation', peers: [MENTOR] },
    'NotPossibleNow',
  ],
  ['asking nobody', askPeers, { step: 'conversation', peers: [] }, 'PersonNeeded'],
  ['undoing nothing', undoStep, { step: 'conversation' }, 'NotPossibleNow'],
  [
    'a word on a step that is passed',
    givePeerWord,
    { step: 'application', peer: MENTOR, word: 'hold' },
    'AlreadyDecided',
  ],
  ['sending in for a passed step', sendInStep, { step: 'application' }, 'AlreadyDecided'],
] as const)('%s is refused with a reason', async (what, update, act, type) => {
  const gus = await sets(`refused ${what}`);
  await gus.passes('application');
  const refused = gus.handle.executeUpdate(update as never, { args: [{ ...act, by: STAFF }] as never });
  await expect(refused).rejects.toMatchObject({ cause: { type } });
});

test('after a death nobody is asked for a word about the person any more', async () => {
  const hal = await sets('died-meanwhile');
  await hal.passes('application');
  await hal.staff(askPeers, { step: 'conversation', peers: ['robin' as PersonId] });
  await hal.staff(recordDeath, {});
  await rig.pass(8 * DAY);
  expect(memory.saidTo('robin')).toEqual(['peer-word-asked']);
});
