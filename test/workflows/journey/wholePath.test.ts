import { DAY } from '../../../domain/duration';
import {
  answerCheckIn,
  closingWords,
  completeTraining,
  consentToTransition,
  decideAchievement,
  recordGoalProgress,
  setGoal,
  type JourneyInput,
} from '../../../workflows/contract';
import { recordedRuns } from '../../../local/skipping/recordedRuns';
import { inputOf } from '../../support/begunWith';
import { smallProgram } from '../../support/program';
import type { Memory } from '../../support/memoryActivities';
import { createWorld, STAFF, Traveller } from '../../support/people';
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

/** The same story told twice: once in one run, once continuing as new at nearly every step. */
test.each([
  ['in one run', undefined],
  ['continuing as new all the time', 15],
])('a mentee goes all the way round to mentor, %s', async (_how, historyLimit) => {
  const mo = await new Traveller(rig, memory, 'mo').setsOut('mentor', smallProgram(), historyLimit);
  await mo.passes('application', 'references', 'interview');
  await mo.answersSurvey();
  expect((await mo.standing()).stage).toBe('matching');

  const sam = await new Traveller(rig, memory, 'sam').setsOut('mentee', smallProgram(), historyLimit);
  await sam.passes('application', 'conversation');
  await sam.answersSurvey();
  const pair = await sam.isMatchedWith(mo);
  await sam.until(({ stage }) => stage === 'mentorship');
  await mo.until(({ stage }) => stage === 'mentorship');
  await sam.does(setGoal, { goalId: 'housing' });
  await sam.does(completeTraining, { module: 'listening' });

  await pair.meets();
  await pair.meets();
  await sam.until(({ stage }) => stage === 'retention');
  await pair.meets();

  const asked = await sam.until(({ waitingFor }) =>
    waitingFor.some(({ kind }) => kind === 'retention-check-in'),
  );
  const checkIn = asked.waitingFor.find(({ kind }) => kind === 'retention-check-in');
  await sam.does(answerCheckIn, { wait: checkIn!.key, answer: 'ok' });

  await sam.staff(recordGoalProgress, { goalId: 'housing', progress: 50 });
  expect((await sam.standing()).stage).toBe('retention');
  const reached = await sam.staff(recordGoalProgress, { goalId: 'housing', progress: 80 });
  expect(reached.stage).toBe('achievement');
  expect(reached.waitingFor.map(({ kind }) => kind)).toContain('achievement-review');

  await sam.staff(decideAchievement, { outcome: 'become-mentor' });
  const consented = await sam.does(consentToTransition, { consents: true });
  expect(consented.stage).toBe('transition');
  await sam.until(({ waitingFor }) => waitingFor.some(({ kind }) => kind === 'training'));
  const missing = (await sam.standing()).waitingFor.filter(({ owedBy }) => owedBy === 'participant');
  expect(missing.map(({ kind }) => kind)).toEqual(['training']);

  await sam.does(completeTraining, { module: 'boundaries' });
  await sam.passes('references', 'interview');
  const mentor = await sam.until(({ role }) => role === 'mentor');
  expect(mentor.stage).toBe('matching');
  expect(mentor.privileges).toEqual(expect.arrayContaining(['be-matched', 'mentor', 'attend-workshops']));

  const ending = await pair.until(({ status }) => status === 'closing');
  expect(ending.endReason).toBe('goals-reached');
  await mo.until(({ stage }) => stage === 'matching');
  for (const side of ['mentee', 'mentor'] as const) {
    await pair.does(closingWords, { side, by: STAFF });
  }
  await pair.handle.result();

  expect(memory.stages(sam.workflowId)).toEqual([
    'screening',
    'matching',
    'mentorship',
    'retention',
    'achievement',
    'transition',
    'matching',
  ]);
  expect(memory.journeys.get('sam')).toMatchObject({ role: 'mentor', status: 'active', stage: 'matching' });
  expect(memory.saidTo('sam')).toContain('became-mentor');
  expect(await wasContinued(sam)).toBe(true);
  if (historyLimit)
    expect(await stagesTakenAlong(sam)).toEqual(expect.arrayContaining(smallProgram().stages));
});

/** The stages in the middle of which a run ended and the next one began. */
async function stagesTakenAlong(traveller: Traveller): Promise<string[]> {
  const runs = await recordedRuns(rig.client, [traveller.workflowId]);
  const inputs = await Promise.all(runs.map(({ history }) => inputOf<JourneyInput>(rig.client, history)));
  return inputs.flatMap((input) => input?.carried?.stage ?? []);
}

async function wasContinued(traveller: Traveller): Promise<boolean> {
  const { events } = await traveller.handle.fetchHistory();
  return Boolean(events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId);
}

test('a mentee who finishes is celebrated, and the path ends', async () => {
  const policy = smallProgram();
  const ida = await new Traveller(rig, memory, 'ida').setsOut('mentee', {
    ...policy,
    stages: ['screening', 'retention', 'achievement'],
  });
  await ida.passes('application', 'conversation', 'co-facilitation');
  await ida.does(setGoal, { goalId: 'work' });
  await ida.staff(recordGoalProgress, { goalId: 'work', progress: 100 });
  await expect(ida.staff(decideAchievement, { outcome: 'become-mentor' })).rejects.toMatchObject({
    cause: { type: 'NotPossibleNow' },
  });
  const ended = await ida.staff(decideAchievement, { outcome: 'finish' });

  expect(ended.status).toBe('ended');
  await ida.handle.result();
  expect(memory.saidTo('ida').at(-1)).toBe('achievement-celebration');
  expect(memory.openWaits().filter((wait) => wait.subjectPersonId === 'ida')).toEqual([]);
});

test('new goals lead back to retention, and only new goals lead on again', async () => {
  const policy = smallProgram();
  const ned = await new Traveller(rig, memory, 'ned').setsOut('mentee', {
    ...policy,
    stages: ['screening', 'retention', 'achievement'],
  });
  await ned.passes('application', 'conversation', 'co-facilitation');
  await ned.does(setGoal, { goalId: 'one' });
  await ned.does(recordGoalProgress, { goalId: 'one', progress: 100 });
  expect((await ned.staff(decideAchievement, { outcome: 'new-goals' })).stage).toBe('retention');
  expect((await ned.staff(decideAchievement, { outcome: 'new-goals' })).stage).toBe('retention');
  await ned.does(setGoal, { goalId: 'two' });
  expect((await ned.does(recordGoalProgress, { goalId: 'two', progress: 90 })).stage).toBe('achievement');
});

test('a mentee who does not want to become a mentor comes back to the review, with everything kept', async () => {
  const una = await new Traveller(rig, memory, 'una').setsOut('mentee', {
    ...smallProgram(),
    stages: ['screening', 'retention', 'achievement', 'transition'],
  });
  await una.passes('application', 'conversation', 'co-facilitation');
  await una.does(setGoal, { goalId: 'one' });
  await una.does(recordGoalProgress, { goalId: 'one', progress: 100 });
  await una.staff(decideAchievement, { outcome: 'become-mentor' });
  const said = await una.does(consentToTransition, { consents: false });
  expect(said.stage).toBe('achievement');
  expect((await una.does(consentToTransition, { consents: false })).stage).toBe('achievement');
  expect((await una.staff(decideAchievement, { outcome: 'new-goals' })).stage).toBe('retention');
  await rig.pass(8 * DAY);
  expect(memory.saidTo('una')).toContain('retention-check-in');
});
