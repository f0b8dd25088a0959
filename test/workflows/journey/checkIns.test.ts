import { DAY, HOUR, MINUTE } from '../../../domain/duration';
import type { OccurrenceKey } from '../../../domain/ids';
import { answerCheckIn, pause, resume, withdraw, type Standing } from '../../../workflows/contract';
import type { Memory } from '../../support/memoryActivities';
import { createWorld, Traveller } from '../../support/people';
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

/** Who has been retained in the present test; they leave at its end, so that nobody is asked all through the later ones. */
let retainees: Traveller[] = [];

afterEach(async () => {
  for (const traveller of retainees) await traveller.does(withdraw, {});
  retainees = [];
});

/** Somebody in the retention stage of a program without mentorships; the first check-in comes after a week. */
async function retained(name: string, historyLimit?: number): Promise<Traveller> {
  const policy = smallProgram({ stages: ['screening', 'retention', 'achievement'] });
  const traveller = await new Traveller(rig, memory, name).setsOut('mentee', policy, historyLimit);
  await traveller.passes('application', 'conversation', 'co-facilitation');
  retainees.push(traveller);
  return traveller;
}

const openCheckIn = ({ waitingFor }: Standing) =>
  waitingFor.find(({ kind }) => kind === 'retention-check-in')?.key;

async function nextCheckIn(
  traveller: Traveller,
  days: number,
): Promise<NonNullable<ReturnType<typeof openCheckIn>>> {
  const before = openCheckIn(await traveller.standing());
  for (let day = 0; day < days + 1; day++) {
    const key = openCheckIn(await traveller.standing());
    if (key && key !== before) return key;
    await rig.pass(DAY);
  }
  throw new Error(`no check-in within ${days} days`);
}

const asks = (name: string) => memory.saidTo(name).filter((template) => template.startsWith('retention'));
const daysOf = (name: string) =>
  memory.events
    .filter((event) => event.workflowId === `journey-${name}` && event.kind === 'check-in-asked')
    .map((event) => Date.parse(event.at.slice(0, 10)) / DAY);

test.each([
  ['in one run', 'silent', undefined],
  ['over many runs', 'silent-renewed', 10],
])(
  'a long silence is met with a nudge, then with a person, and nobody is dropped, %s',
  async (_how, name, historyLimit) => {
    const sam = await retained(name, historyLimit);
    await nextCheckIn(sam, 8);
    await rig.pass(3 * DAY);
    expect(asks(name)).toEqual(['retention-check-in', 'retention-nudge']);
    expect(memory.tasks(name)).toEqual([]);

    const second = await nextCheckIn(sam, 8);
    await rig.pass(5 * DAY);
    expect(memory.tasks(name)).toEqual(['silence']);
    expect((await sam.standing()).status).toBe('active');

    await sam.does(answerCheckIn, { wait: second, answer: 'ok' });
    expect(memory.tasks(name)).toEqual([]);
    const third = await nextCheckIn(sam, 8);
    expect(third).not.toBe(second);
  },
);

test('the silence of somebody whom another program knows to be inside is no silence', async () => {
  const ines = await retained('ines');
  memory.inside = 'ines';
  const held = await nextCheckIn(ines, 8);
  await rig.pass(5 * DAY);
  expect(memory.waits.get(held)).toMatchObject({ outcome: 'inside' });
  await nextCheckIn(ines, 8);
  await rig.pass(5 * DAY);
  expect(memory.kinds('journey-ines')).not.toContain('check-in-missed');
  expect(memory.tasks('ines')).toEqual([]);
  memory.inside = undefined;
  await nextCheckIn(ines, 8);
  await rig.pass(5 * DAY);
  expect(memory.kinds('journey-ines')).toContain('check-in-missed');
});

test('check-ins thin out while answers come, and thicken again after a miss', async () => {
  const kim = await retained('steady');
  for (const days of [8, 8, 15, 15]) {
    const wait = await nextCheckIn(kim, days);
    await kim.does(answerCheckIn, { wait, answer: 'ok' });
  }
  await nextCheckIn(kim, 29);
  await nextCheckIn(kim, 15);
  const days = daysOf('steady');
  const gaps = days.slice(1).map((day, index) => day - (days[index] ?? 0));
  expect(gaps).toEqual([7, 14, 14, 28, 14]);
});

/** What an "ok" in time leaves behind: a row, and nothing that the path hears of. */
function isWell(key: OccurrenceKey): void {
  const wait = memory.waits.get(key);
  expect(wait?.details).toMatchObject({ answerIsARow: true });
  if (wait) wait.outcome = 'ok';
}

test('an "ok" in time is seen when the nudge would be due: nobody is nudged, and the rhythm thins out', async () => {
  const lou = await retained('in-time');
  for (const days of [8, 8, 15]) isWell(await nextCheckIn(lou, days));
  await nextCheckIn(lou, 15);
  const days = daysOf('in-time');
  expect(days.slice(1).map((day, index) => day - (days[index] ?? 0))).toEqual([7, 14, 14]);
  expect(new Set(asks('in-time'))).toEqual(new Set(['retention-check-in']));
  expect(memory.kinds('journey-in-time/')).not.toContain('check-in-missed');
  expect((await lou.standing()).waitingFor).toHaveLength(1);
});

test('an "ok" after the nudge is in time as well; after a miss the path hears of it', async () => {
  const mo = await retained('after-the-nudge');
  const first = await nextCheckIn(mo, 8);
  await rig.pass(2 * DAY + HOUR);
  expect(asks('after-the-nudge')).toEqual(['retention-check-in', 'retention-nudge']);
  isWell(first);
  const second = await nextCheckIn(mo, 8);
  expect(memory.kinds('journey-after-the-nudge/')).not.toContain('check-in-missed');
  await rig.pass(5 * DAY);
  expect(memory.kinds('journey-after-the-nudge/')).toContain('check-in-missed');
  const third = await nextCheckIn(mo, 8);
  expect([second, third].map((key) => memory.waits.get(key)?.details)).toEqual([
    { number: 2, answerIsARow: true },
    { number: 3 },
  ]);
});

test('a carrier that is away keeps no next run from beginning, and what is under way is said by that one', async () => {
  await retained('out-of-reach', 10);
  const path = rig.client.workflow.getHandle('journey-out-of-reach');
  const run = async () => (await path.describe()).runId;
  const said = memory.saidTo('out-of-reach');
  const before = await run();
  memory.carrierIsAway = 'and-asked-again';
  await path.executeUpdate(pause, { args: [{ by: 'account:a1' }] });
  await path.executeUpdate(resume, { args: [{ by: 'account:a1' }] });
  await rig.pass(MINUTE);
  expect(await run()).not.toBe(before);
  expect(memory.saidTo('out-of-reach')).toEqual(said);
  memory.carrierIsAway = false;
  await rig.pass(HOUR);
  expect(memory.saidTo('out-of-reach').slice(said.length)).toEqual(['paused', 'resumed']);
});

test('what cannot be seen at once is seen before anybody is reminded', async () => {
  const ada = await retained('no-looking');
  isWell(await nextCheckIn(ada, 8));
  memory.looksFail = 2;
  await nextCheckIn(ada, 8);
  expect(memory.looksFail).toBe(0);
  expect(asks('no-looking')).toEqual(['retention-check-in', 'retention-check-in']);
});

test('a check-in is asked beside the task: no activity of its own, unless the answer of that is lost', async () => {
  const zoe = await retained('beside');
  const activities = async () => {
    const { events = [] } = await rig.client.workflow.getHandle('journey-beside').fetchHistory();
    return (events ?? []).filter((event) => event.activityTaskScheduledEventAttributes).length;
  };
  isWell(await nextCheckIn(zoe, 8));
  const before = await activities();
  isWell(await nextCheckIn(zoe, 8));
  expect(await activities()).toBe(before);
  memory.atHandLost = 1;
  isWell(await nextCheckIn(zoe, 15));
  expect(memory.atHandLost).toBe(0);
  expect(await activities()).toBe(before + 1);
  expect(asks('beside')).toEqual(Array(3).fill('retention-check-in'));
});

test('what a lost task asked is closed with the rest when they leave', async () => {
  const ivy = await retained('asked-and-lost');
  const known = await nextCheckIn(ivy, 8);
  const wait = memory.waits.get(known);
  const lost = `${known.slice(0, known.lastIndexOf('/'))}/2` as OccurrenceKey;
  if (wait) memory.waits.set(lost, { ...wait, key: lost });
  await ivy.does(withdraw, {});
  expect([known, lost].map((key) => memory.waits.get(key)?.outcome)).toEqual(['withdrawn', 'withdrawn']);
});

test('another word after an "ok" counts too: they are asked after by a person', async () => {
  const ben = await retained('second-word');
  const wait = await nextCheckIn(ben, 8);
  isWell(wait);
  await ben.does(answerCheckIn, { wait, answer: 'not-ok' });
  expect(memory.tasks('second-word')).toEqual(['not-ok']);
  expect(await nextCheckIn(ben, 8)).not.toBe(wait);
});

test('"not ok" goes to a person at once, and does not count as silence', async () => {
  const joe = await retained('not-ok');
  const wait = await nextCheckIn(joe, 8);
  await joe.does(answerCheckIn, { wait, answer: 'not-ok' });
  expect(memory.tasks('not-ok')).toEqual(['not-ok']);
});

test('"not now" is neither silence nor decline: the rhythm goes on as it was', async () => {
  const eve = await retained('not-now');
  const first = await nextCheckIn(eve, 8);
  await eve.does(answerCheckIn, { wait: first, answer: 'not-now' });
  const second = await nextCheckIn(eve, 8);
  expect(second).not.toBe(first);
  expect(memory.tasks('not-now')).toEqual([]);
  expect(memory.kinds('journey-not-now')).not.toContain('check-in-missed');
});

test('the same answer twice is one answer, and an answer to nothing is refused', async () => {
  const una = await retained('repeated');
  const wait = await nextCheckIn(una, 8);
  await una.does(answerCheckIn, { wait, answer: 'ok' });
  await una.does(answerCheckIn, { wait, answer: 'ok' });
  expect(memory.kinds('journey-repeated/').filter((kind) => kind === 'check-in-answered')).toHaveLength(1);
  await expect(
    una.does(answerCheckIn, { wait: 'journey-repeated/check-in/9' as never, answer: 'ok' }),
  ).rejects.toMatchObject({ cause: { type: 'UnknownCheckIn' } });
});

test('quiet hours hold a question back until the morning', async () => {
  const pat = await retained('asleep');
  memory.quietUntil = (intent, at) => {
    const morning = `${at.slice(0, 10)}T12:00:00.000Z` as typeof at;
    return intent.personId === 'asleep' && intent.urgency === 'reminder' && at < morning
      ? morning
      : undefined;
  };
  await nextCheckIn(pat, 8);
  await rig.pass(DAY);
  memory.quietUntil = () => undefined;
  const question = memory.said.find(({ key }) => key === 'journey-asleep/check-in/1/asked');
  expect(question?.at.slice(11, 16)).toBe('12:00');
});

test('a question that the carrier could not take is tried again, and answers count meanwhile', async () => {
  const ola = await retained('no-carrier');
  memory.carrierIsAway = true;
  const wait = await nextCheckIn(ola, 8);
  expect(asks('no-carrier')).toEqual([]);
  memory.carrierIsAway = false;
  await rig.pass(5 * 3_600_000);
  expect(asks('no-carrier')).toEqual(['retention-check-in']);
  await ola.does(answerCheckIn, { wait, answer: 'ok' });
  expect(openCheckIn(await ola.standing())).toBeUndefined();
});
