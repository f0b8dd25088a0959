import { DAY } from '../../../domain/duration';
import { as, type Duration } from '../../../domain/ids';
import type { ProgramPolicy } from '../../../domain/policy';
import {
  changeTier,
  consentToTransition,
  decideAchievement,
  moveToVersion,
  pause,
  recordGoalProgress,
  setGoal,
} from '../../../workflows/contract';
import type { Memory } from '../../support/memoryActivities';
import { createWorld, Traveller } from '../../support/people';
import { smallProgram } from '../../support/program';
import type { Rig } from '../../support/rig';

let rig: Rig;
let memory: Memory;

beforeEach(async () => {
  ({ rig, memory } = await createWorld());
});

afterEach(async () => {
  await rig.close();
  expect(memory.violations).toEqual([]);
});

const [APPLICATION, CONVERSATION, , REFERENCES, INTERVIEW] = smallProgram().screening.steps;

/** The second version: the conversation is gone, a visit takes its place, check-ins are sparser. */
function second(changes: Partial<ProgramPolicy> = {}): ProgramPolicy {
  const visit = { ...CONVERSATION!, id: 'visit' };
  return smallProgram({
    version: 'v2',
    screening: { steps: [APPLICATION!, visit, REFERENCES!, INTERVIEW!] },
    retention: { ...smallProgram().retention, cadences: [as<Duration>('P28D')] },
    ...changes,
  });
}

const movedOf = (name: string) =>
  [...memory.events.values()].filter(({ kind, personId }) => kind === 'version-moved' && personId === name);

test('a path keeps its version within a stage, and takes up the new one as it enters the next', async () => {
  const sam = await new Traveller(rig, memory, 'sam').setsOut();
  await sam.passes('application');
  memory.inUse = second();
  await rig.pass(DAY);
  expect(await sam.standing()).toMatchObject({ version: 'v1', stage: 'screening' });

  // The conversation is of the first version, and leads to matching there; the second is taken up on arriving.
  await sam.passes('conversation');
  expect(await sam.standing()).toMatchObject({ version: 'v2', stage: 'matching' });
  expect(movedOf('sam')).toMatchObject([{ by: 'system', data: { from: 'v1', to: 'v2', why: 'stage' } }]);
  // The step that gave it is in no version any more: what it gave stays.
  expect((await sam.standing()).privileges).toEqual(
    expect.arrayContaining(['attend-workshops', 'be-matched']),
  );
  expect(memory.journeys.get('sam')?.version).toBe('v2');
});

test('staff move a path now: a step that is gone is asked no longer, and the one that is new is asked at once', async () => {
  const sam = await new Traveller(rig, memory, 'sam').setsOut();
  await sam.passes('application');
  const before = (await sam.standing()).waitingFor.map(({ key }) => key);
  expect(before).toEqual([
    expect.stringContaining('step/conversation'),
    expect.stringContaining('step/co-facilitation'),
  ]);

  const standing = await sam.staff(moveToVersion, { policy: second() });
  expect(standing.version).toBe('v2');
  expect(standing.steps.map(({ id, status }) => [id, status])).toEqual([
    ['application', 'passed'],
    ['visit', 'open'],
  ]);
  expect(standing.waitingFor.map(({ key }) => key)).toEqual([expect.stringContaining('step/visit')]);
  for (const key of before) expect(memory.waits.get(key)?.outcome).toBe('not-in-version');
  await sam.passes('visit');
  expect((await sam.standing()).stage).toBe('matching');
});

test('saying the same twice changes nothing, and another program is refused', async () => {
  const sam = await new Traveller(rig, memory, 'sam').setsOut();
  await sam.staff(moveToVersion, { policy: second() });
  await sam.staff(moveToVersion, { policy: second() });
  expect(movedOf('sam')).toHaveLength(1);
  await expect(
    sam.staff(moveToVersion, { policy: second({ program: as('another') }) }),
  ).rejects.toMatchObject({ cause: { type: 'OtherProgram' } });
});

test('whoever is past screening is not asked for a step that would give them nothing', async () => {
  const sam = await new Traveller(rig, memory, 'sam').setsOut();
  await sam.passes('application', 'conversation', 'co-facilitation');
  const extra = { ...CONVERSATION!, id: 'first-aid', grants: ['co-facilitate'] };
  const drive = { ...CONVERSATION!, id: 'driving', grants: ['drive'] };
  const base = smallProgram();
  await sam.staff(moveToVersion, {
    policy: smallProgram({ version: 'v2', screening: { steps: [...base.screening.steps, extra, drive] } }),
  });
  const { steps, waitingFor } = await sam.standing();
  expect(steps.map(({ id }) => id)).toEqual(['application', 'conversation', 'co-facilitation', 'driving']);
  expect(waitingFor.some(({ key }) => key.includes('step/driving'))).toBe(true);
});

test('a person whose stage is gone goes to the next one that there is', async () => {
  const sam = await new Traveller(rig, memory, 'sam').setsOut();
  await sam.passes('application', 'conversation');
  expect((await sam.standing()).stage).toBe('matching');
  await sam.staff(moveToVersion, { policy: second({ stages: ['screening', 'achievement'] }) });
  const { stage, waitingFor } = await sam.standing();
  expect(stage).toBe('achievement');
  expect(waitingFor.map(({ kind }) => kind)).toEqual(['achievement-review']);
});

test('a tier that is gone stays with the person until it is changed, and with it what it gave', async () => {
  const sam = await new Traveller(rig, memory, 'sam').setsOut();
  await sam.staff(changeTier, { tier: 'staff', reason: 'growth' });
  await sam.staff(moveToVersion, {
    policy: second({ tiers: [{ id: 'volunteer', grants: [], compensation: 'none' }] }),
  });
  expect(await sam.standing()).toMatchObject({ tier: 'staff', privileges: ['work-shifts'] });
  await sam.staff(changeTier, { tier: 'volunteer', reason: 'own-word' });
  expect((await sam.standing()).privileges).toEqual([]);
});

test('somebody who has paused is moved without being written to', async () => {
  const sam = await new Traveller(rig, memory, 'sam').setsOut();
  await sam.passes('application');
  await sam.does(pause, {});
  await sam.standing();
  const said = memory.saidTo('sam').length;
  await sam.staff(moveToVersion, { policy: second() });
  await rig.pass(10 * DAY);
  expect(await sam.standing()).toMatchObject({ status: 'paused', version: 'v2' });
  expect(memory.saidTo('sam')).toHaveLength(said);
});

test('on the way to the mentor role the training of the new version is what is asked, and what is done counts', async () => {
  const alone = smallProgram({ stages: ['screening', 'achievement', 'transition'] });
  const sam = await new Traveller(rig, memory, 'sam').setsOut('mentee', alone);
  await sam.passes('application', 'conversation', 'co-facilitation');
  await sam.staff(decideAchievement, { outcome: 'become-mentor' });
  await sam.does(consentToTransition, { consents: true });
  const modules = async () =>
    (await sam.standing()).waitingFor
      .filter(({ kind }) => kind === 'training')
      .map(({ key }) => key.split('/')[2]);
  expect(await modules()).toEqual(['listening', 'boundaries']);
  await sam.staff(moveToVersion, {
    policy: {
      ...second(),
      stages: alone.stages,
      transition: { ...alone.transition, training: ['boundaries', 'naloxone'] },
    },
  });
  expect(await modules()).toEqual(['boundaries', 'naloxone']);
});

test('the version goes with the path into its next run', async () => {
  const sam = await new Traveller(rig, memory, 'sam').setsOut('mentee', smallProgram(), 40);
  await sam.staff(moveToVersion, { policy: second() });
  for (let goal = 1; goal <= 6; goal++) {
    await sam.does(setGoal, { goalId: `goal-${goal}` });
    await sam.does(recordGoalProgress, { goalId: `goal-${goal}`, progress: 50 });
  }
  await rig.pass(DAY);
  const { firstExecutionRunId } = (await sam.handle
    .describe()
    .then(({ raw }) => raw.workflowExtendedInfo ?? {})) as {
    firstExecutionRunId?: string;
  };
  expect((await sam.handle.describe()).runId).not.toBe(firstExecutionRunId);
  expect((await sam.standing()).version).toBe('v2');
});
