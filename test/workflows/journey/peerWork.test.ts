import { DAY, plus } from '../../../domain/duration';
import type { Duration, Instant } from '../../../domain/ids';
import {
  changeTier,
  completeTraining,
  consentToTransition,
  decideAchievement,
  pause,
  peerAct,
  recordGoalProgress,
  setGoal,
} from '../../../workflows/contract';
import { smallProgram } from '../../support/program';
import type { Memory } from '../../support/memoryActivities';
import { createWorld, Traveller } from '../../support/people';
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

const duration = (text: string) => text as Duration;

function working() {
  const small = smallProgram();
  return smallProgram({
    achievement: { ...small.achievement, ownWordsWithin: duration('P7D') },
    transition: { ...small.transition, ownMentorStays: true, shadowShift: true, tier: 'volunteer' },
    peerWork: {
      supervision: { every: duration('P14D'), within: duration('P7D') },
      reviews: { every: duration('P60D'), within: duration('P14D') },
      agreement: 'v1',
      supports: [{ id: 'school', within: duration('P5D') }],
      tierReviewWithin: duration('P7D'),
    },
  });
}

async function mentor(name = 'mo', historyLimit?: number): Promise<Traveller> {
  const mo = await new Traveller(rig, memory, name).setsOut('mentor', working(), historyLimit);
  await mo.passes('application', 'references', 'interview');
  await mo.answersSurvey();
  return mo;
}

const kinds = async (who: Traveller) => (await who.standing()).waitingFor.map(({ kind }) => kind);
const waits = async (who: Traveller, kind: string) =>
  (await who.standing()).waitingFor.filter((wait) => wait.kind === kind);

test('supervision is owed by staff in its rhythm, and stays owed while it is late', async () => {
  const mo = await mentor();
  expect(await kinds(mo)).not.toContain('supervision');
  await rig.pass(14 * DAY + 1);
  const [owed] = await waits(mo, 'supervision');
  expect(owed).toMatchObject({ owedBy: 'staff' });
  // A second one that falls due does not make the first any less late.
  await rig.pass(14 * DAY);
  expect(await waits(mo, 'supervision')).toEqual([owed]);
  await mo.staff(peerAct, { what: 'supervision', outcome: 'held' });
  expect(await waits(mo, 'supervision')).toEqual([]);
  await rig.pass(14 * DAY);
  expect(await waits(mo, 'supervision')).toHaveLength(1);
});

test('both sides are asked for a review; a word that was not given is not chased', async () => {
  const mo = await mentor();
  await rig.pass(60 * DAY + 1);
  expect((await waits(mo, 'work-review')).map(({ owedBy }) => owedBy).sort()).toEqual([
    'participant',
    'staff',
  ]);
  await mo.does(peerAct, { what: 'review', direction: 'of-program' });
  expect((await waits(mo, 'work-review')).map(({ owedBy }) => owedBy)).toEqual(['staff']);
  expect(memory.saidTo('mo').filter((template) => template === 'work-review-asked')).toHaveLength(1);
});

test('the agreement is asked for once; another version is none that was asked for', async () => {
  const mo = await mentor();
  expect(await waits(mo, 'agreement')).toHaveLength(1);
  await expect(mo.does(peerAct, { what: 'agreement', version: 'v0' })).rejects.toThrow();
  await mo.does(peerAct, { what: 'agreement', version: 'v1' });
  await rig.pass(30 * DAY);
  expect(await waits(mo, 'agreement')).toEqual([]);
});

test('a move down is told, and looked at by somebody else when the peer asks', async () => {
  const mo = await mentor();
  await mo.staff(changeTier, { tier: 'staff', reason: 'growth', changeId: 'c1' });
  expect(memory.saidTo('mo').at(-1)).toBe('tier-changed');
  await expect(mo.staff(changeTier, { tier: 'volunteer', reason: 'growth' })).rejects.toThrow();
  await mo.staff(changeTier, { tier: 'volunteer', reason: 'stated-reason', changeId: 'c2' });
  expect(await waits(mo, 'tier-change')).toMatchObject([{ owedBy: 'participant' }]);
  await mo.does(peerAct, { what: 'tier-word', changeId: 'c2', answer: 'look-again' });
  const [review] = await waits(mo, 'tier-review');
  expect(review).toMatchObject({ owedBy: 'staff', dueAt: plus(review!.since, duration('P7D')) });
  await mo.staff(peerAct, { what: 'tier-review', changeId: 'c2', outcome: 'undone' });
  expect(await waits(mo, 'tier-review')).toEqual([]);
  expect(memory.saidTo('mo').at(-1)).toBe('tier-reviewed');
});

test('whoever pauses keeps their tier, and nothing of the work falls due meanwhile', async () => {
  const mo = await mentor();
  await mo.staff(changeTier, { tier: 'staff', reason: 'growth' });
  await mo.does(pause, {});
  await rig.pass(90 * DAY);
  expect(await mo.standing()).toMatchObject({ status: 'paused', tier: 'staff' });
  expect(await kinds(mo)).not.toContain('supervision');
});

test('a kit that runs out is said in time, and takes nothing away', async () => {
  const mo = await mentor();
  const now = await rig.now();
  const before = await mo.standing();
  const expiry = {
    what: 'expiry',
    item: 'kit',
    module: 'listening',
    expiresAt: plus(now, 40 * DAY),
    remindAt: plus(now, 10 * DAY),
  } as const;
  await mo.staff(peerAct, expiry);
  await rig.pass(11 * DAY);
  expect(await waits(mo, 'renewal')).toHaveLength(1);
  expect(memory.saidTo('mo')).toContain('renewal-reminder');
  await rig.pass(60 * DAY);
  expect(await mo.standing()).toMatchObject({ privileges: before.privileges, status: 'active' });
  const later = (days: number): Instant => plus(now, days * DAY);
  await mo.staff(peerAct, { ...expiry, expiresAt: later(400), remindAt: later(370) });
  expect(await waits(mo, 'renewal')).toEqual([]);
});

test('a support that a peer asks for is owed by staff until it was given', async () => {
  const mo = await mentor();
  await expect(mo.does(peerAct, { what: 'support', supportId: 's0', support: 'yacht' })).rejects.toThrow();
  await mo.does(peerAct, { what: 'support', supportId: 's1', support: 'school' });
  await mo.does(peerAct, { what: 'support', supportId: 's1', support: 'school' });
  expect(await waits(mo, 'support')).toHaveLength(1);
  await mo.staff(peerAct, { what: 'support-given', supportId: 's1', outcome: 'given' });
  expect(await waits(mo, 'support')).toEqual([]);
});

test.each([
  ['in one run', undefined],
  ['continuing as new in the middle of achievement and transition', 15],
])(
  'own words, consent, a first shift beside a peer, and a mentor of one’s own who stays, %s',
  async (_how, limit) => {
    const mo = await mentor('mo', limit);
    const sam = await new Traveller(rig, memory, 'sam').setsOut('mentee', working(), limit);
    await sam.passes('application', 'conversation');
    await sam.answersSurvey();
    const pair = await sam.isMatchedWith(mo);
    await sam.until(({ stage }) => stage === 'mentorship');
    await sam.does(setGoal, { goalId: 'housing' });
    for (const module of ['listening', 'boundaries']) await sam.does(completeTraining, { module });
    await pair.meets();
    await pair.meets();
    await sam.until(({ stage }) => stage === 'retention');
    await sam.staff(recordGoalProgress, { goalId: 'housing', progress: 90 });
    await sam.until(({ stage }) => stage === 'achievement');
    expect(await waits(sam, 'own-words')).toHaveLength(1);
    await sam.does(peerAct, { what: 'own-words' });
    await rig.pass(8 * DAY);
    expect(memory.saidTo('sam').filter((one) => one === 'own-words-asked')).toHaveLength(1);
    expect(memory.saidTo('sam')).toContain('achievement-review');
    await sam.staff(decideAchievement, { outcome: 'become-mentor' });
    await sam.does(consentToTransition, { consents: true });
    await sam.passes('references', 'interview');
    // Everything else is done; the first shift beside a peer is what is missing.
    await rig.pass(2 * DAY);
    expect((await sam.standing()).role).toBe('mentee');
    expect(await waits(sam, 'shadow-shift')).toHaveLength(1);
    await sam.staff(peerAct, { what: 'shadow-shift' });
    const mentoring = await sam.until(({ role }) => role === 'mentor');
    expect(mentoring).toMatchObject({ stage: 'matching', tier: 'volunteer' });
    expect(mentoring.mentorships).toMatchObject([{ id: pair.id, status: 'active', own: true }]);
    await sam.does(peerAct, { what: 'own-mentor-ends' });
    expect(await pair.until(({ status }) => status === 'closing')).toMatchObject({
      endReason: 'goals-reached',
    });
    await mo.until(({ mentorships }) => mentorships.length === 0);
  },
);
