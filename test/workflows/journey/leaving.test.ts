import { DAY, plus } from '../../../domain/duration';
import { as, type TransitionId } from '../../../domain/ids';
import {
  changeTier,
  pause,
  recordDeath,
  recordGoalProgress,
  reopen,
  reportTransition,
  resume,
  setGoal,
  submitSurvey,
  withdraw,
} from '../../../workflows/contract';
import type { Memory } from '../../support/memoryActivities';
import { createWorld, Traveller } from '../../support/people';
import { smallProgram } from '../../support/program';
import type { Rig } from '../../support/rig';
import { RELEASE } from '../criticalTransition/release';

let rig: Rig;
let memory: Memory;

beforeEach(async () => {
  ({ rig, memory } = await createWorld());
});

afterEach(async () => {
  await rig.close();
  expect(memory.violations).toEqual([]);
});

async function paired(): Promise<{
  sam: Traveller;
  mo: Traveller;
  pair: Awaited<ReturnType<Traveller['isMatchedWith']>>;
}> {
  const mo = await new Traveller(rig, memory, 'mo').setsOut('mentor');
  await mo.passes('application', 'references', 'interview');
  const sam = await new Traveller(rig, memory, 'sam').setsOut();
  await sam.passes('application', 'conversation');
  await sam.answersSurvey();
  const pair = await sam.isMatchedWith(mo);
  await sam.until(({ stage }) => stage === 'mentorship');
  return { sam, mo, pair };
}

test('nothing is said while a person has paused, and their time goes on where it stood', async () => {
  const ann = await new Traveller(rig, memory, 'ann').setsOut();
  await rig.pass(2 * DAY);
  await ann.does(pause, {});
  await ann.standing();
  const said = memory.saidTo('ann');
  expect(said.at(-1)).toBe('paused');
  await rig.pass(60 * DAY);
  expect(memory.saidTo('ann')).toEqual(said);
  expect(memory.tasks('ann')).toEqual([]);
  expect((await ann.standing()).waitingFor).toHaveLength(1);

  await ann.does(resume, {});
  await ann.does(resume, {});
  await ann.standing();
  expect(memory.saidTo('ann').filter((template) => template === 'resumed')).toHaveLength(1);
  await rig.pass(2 * DAY);
  expect(memory.saidTo('ann').at(-1)).toBe('screening-step-reminder');
});

test('a pause until a date ends by itself on that date', async () => {
  const bea = await new Traveller(rig, memory, 'bea').setsOut();
  await bea.does(pause, { until: plus(await rig.now(), 10 * DAY) });
  expect((await bea.standing()).status).toBe('paused');
  await rig.pass(11 * DAY);
  expect((await bea.standing()).status).toBe('active');
});

test('a pair does not meet while one of them has paused, and meets again afterwards', async () => {
  const { sam, mo, pair } = await paired();
  await sam.does(pause, {});
  await pair.until(({ paused }) => paused.length === 1);
  const aboutThem = () => memory.said.filter(({ key }) => !key.startsWith(mo.workflowId));
  const said = aboutThem();
  await rig.pass(20 * DAY);
  expect(aboutThem()).toEqual(said);
  await sam.does(resume, {});
  const again = await pair.until(({ paused, meeting }) => paused.length === 0 && meeting.number === 2);
  expect(again.meeting.startsAt! > (await rig.now())).toBe(true);
  expect(memory.meetings.get(`${pair.id}/1`)).toBe('cancelled');
});

test('who withdraws is left in peace, loses nothing, and can come back', async () => {
  const { sam, mo, pair } = await paired();
  await sam.does(withdraw, {});
  expect(memory.openWaits().filter((wait) => wait.workflowId === sam.workflowId)).toEqual([]);
  await pair.until(({ status }) => status === 'closing');
  await mo.until(({ stage }) => stage === 'matching');
  await rig.pass(90 * DAY);
  expect(memory.saidTo('sam').at(-1)).toBe('withdrawn');
  await expect(sam.answersSurvey())
    .resolves.toBeDefined()
    .catch(() => undefined);

  const back = await sam.staff(reopen, {});
  expect(back.status).toBe('active');
  expect(back.privileges).toContain('be-matched');
  const looking = await sam.until(({ stage }) => stage === 'matching');
  expect(looking.waitingFor.map(({ kind }) => kind)).toContain('match');
});

test('who comes back long after is asked anew, with time for it', async () => {
  const eva = await new Traveller(rig, memory, 'eva').setsOut();
  await eva.passes('application', 'conversation');
  await eva.until(({ stage }) => stage === 'matching');
  await eva.does(withdraw, {});
  await rig.pass(200 * DAY);
  const before = memory.saidTo('eva').length;
  await eva.staff(reopen, {});
  const at = await rig.now();
  const back = await eva.until(({ waitingFor }) => waitingFor.some(({ kind }) => kind === 'survey'));
  expect(back.waitingFor.map(({ kind }) => kind).sort()).toEqual(['screening-step', 'survey']);
  for (const { dueAt } of back.waitingFor) expect(dueAt! > plus(at, DAY)).toBe(true);
  await rig.pass(DAY);
  expect(memory.saidTo('eva').slice(before)).toContain('personal-link');
  expect(memory.tasks('eva')).toEqual([]);
});

test('who comes back at the review is asked how they are, as before', async () => {
  const policy = smallProgram({ stages: ['screening', 'retention', 'achievement'] });
  const ada = await new Traveller(rig, memory, 'ada').setsOut('mentee', policy);
  await ada.passes('application', 'conversation', 'co-facilitation');
  await ada.until(({ stage }) => stage === 'retention');
  await ada.does(setGoal, { goalId: 'g1' });
  await ada.does(recordGoalProgress, { goalId: 'g1', progress: 100 });
  await ada.until(({ stage }) => stage === 'achievement');
  await ada.does(withdraw, {});
  await rig.pass(60 * DAY);
  await ada.staff(reopen, {});
  const back = await ada.until(({ waitingFor }) =>
    waitingFor.some(({ kind }) => kind === 'achievement-review'),
  );
  const review = back.waitingFor.find(({ kind }) => kind === 'achievement-review');
  expect((review?.dueAt ?? '') > (await rig.now())).toBe(true);
  const before = memory.saidTo('ada').length;
  await rig.pass(3 * DAY);
  expect(memory.saidTo('ada').slice(before)).toContain('retention-check-in');
});

test('who is inside as they leave is told nothing: their phone may be in anybody’s hands', async () => {
  const ben = await new Traveller(rig, memory, 'ben').setsOut();
  const transitionId = as<TransitionId>('t-ben');
  await ben.does(reportTransition, {
    transitionId,
    kind: 'custody-release',
    insideSince: await rig.now(),
    plan: RELEASE,
  });
  await ben.does(withdraw, {});
  await rig.pass(DAY);
  expect(memory.saidTo('ben')).not.toContain('withdrawn');
});

test('what a pause held back is said by nobody after the goodbye', async () => {
  const cal = await new Traveller(rig, memory, 'cal').setsOut();
  await cal.does(pause, {});
  await cal.passes('application');
  const held = memory.batches
    .flatMap(({ intents = [] }) => intents)
    .filter(({ template }) => template === 'screening-step-passed');
  expect(held).toHaveLength(1);
  await cal.does(withdraw, {});
  expect(memory.saidTo('cal')).not.toContain('screening-step-passed');
  expect(memory.batches.flatMap(({ unsay = [] }) => unsay)).toContain(held[0]?.key);
});

test('a withdrawn journey takes nothing but its reopening', async () => {
  const cal = await new Traveller(rig, memory, 'cal').setsOut();
  await cal.does(withdraw, {});
  const refused = { cause: { type: 'NotPossibleNow' } };
  await expect(cal.does(submitSurvey, { survey: 'about-me', responseId: 'r' })).rejects.toMatchObject(
    refused,
  );
  await expect(cal.does(pause, {})).rejects.toMatchObject(refused);
  expect((await cal.does(withdraw, {})).status).toBe('withdrawn');
});

test('after a death nothing goes out any more, and a named human tells those close', async () => {
  const { sam, mo, pair } = await paired();
  const before = memory.saidTo('sam');
  await sam.staff(recordDeath, {});
  await sam.handle.result();
  await pair.handle.result();
  await mo.until(({ stage }) => stage === 'matching');
  await rig.pass(60 * DAY);

  expect(memory.saidTo('sam')).toEqual(before);
  expect(memory.saidTo('mo')).toContain('retention-check-in');
  expect(memory.said.filter(({ key }) => key.startsWith(pair.workflowId)).map(({ key }) => key)).toHaveLength(
    4,
  );
  expect(memory.tasks('sam')).toEqual(['tell-those-close']);
  expect(memory.batches.some((batch) => batch.death?.personId === 'sam')).toBe(true);
  expect(memory.journeys.get('sam')?.status).toBe('ended');
});

test('a tier moves both ways, down only with a word or a reason, and what steps earned stays', async () => {
  const dee = await new Traveller(rig, memory, 'dee').setsOut();
  await dee.passes('application');
  expect((await dee.staff(changeTier, { tier: 'staff', reason: 'growth' })).privileges).toContain(
    'work-shifts',
  );
  await expect(dee.staff(changeTier, { tier: 'volunteer', reason: 'growth' })).rejects.toMatchObject({
    cause: { type: 'ReasonNeeded' },
  });
  const down = await dee.does(changeTier, { tier: 'volunteer', reason: 'own-word' });
  expect(down.privileges).toEqual(['attend-workshops']);
});

test('a critical transition is on the list of staff once, however often it is reported', async () => {
  const eli = await new Traveller(rig, memory, 'eli').setsOut();
  await eli.staff(reportTransition, { transitionId: as<TransitionId>('t1'), kind: 'housing-change' });
  await eli.staff(reportTransition, { transitionId: as<TransitionId>('t1'), kind: 'housing-change' });
  expect(memory.tasks('eli')).toEqual(['critical-transition']);
});
