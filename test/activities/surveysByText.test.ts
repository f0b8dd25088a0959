import { as, type Instant } from '../../domain/ids';
import { NOW, openTown, phoneOf, PROGRAM, type Town } from './support/town';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.drop());

let count = 0;
/** Somebody whom a survey is waited for from; asked by text already, unless it is said otherwise. */
async function isAsked(more: Parameters<Town['person']>[1] & { draft?: boolean } = {}) {
  const { draft = true, ...person } = more;
  const ana = `nia${++count}`;
  await town.person(ana, person);
  const key = `journey-${ana}/survey/1`;
  await town.db.wait.create({
    data: {
      key,
      kind: 'survey',
      programId: PROGRAM,
      owedBy: 'participant',
      personId: ana,
      subjectPersonId: ana,
      workflowId: `journey-${ana}`,
      details: { survey: 'matching' },
      since: NOW,
    },
  });
  await town.db.journey.create({
    data: {
      id: `j-${ana}`,
      participantId: `p-${ana}`,
      programId: PROGRAM,
      programVersion: '1',
      status: 'active',
      stage: 'matching',
      role: 'mentor',
      privileges: [],
      passedSteps: [],
      sequence: 1,
      startedAt: NOW,
      updatedAt: NOW,
    },
  });
  const phone = person.phone ?? phoneOf(ana);
  if (draft) await town.writes(phone, 'text');
  return { ana, phone, key };
}

const draftOf = (waitKey: string) => town.db.surveyDraft.findUnique({ where: { waitKey } });
const repliesTo = async (plan: Awaited<ReturnType<Town['writes']>>): Promise<string[]> =>
  (await town.db.messageIntent.findMany({ where: { key: { in: plan.replies } } })).map(
    ({ template }) => template,
  );
/** The intent was sent, at this time. */
const sent = async (where: { personId: string; template: string }, at: Instant): Promise<void> => {
  await town.db.messageIntent.updateMany({ where, data: { status: 'sent', settledAt: at } });
};
const later = (minutes: number) => as<Instant>(new Date(Date.parse(NOW) + minutes * 60_000).toISOString());

test('one question after the other; the last answer hands the survey in', async () => {
  const { phone, key, ana } = await isAsked();
  expect(await repliesTo(await town.writes(phone, '1, paperwork'))).toEqual(['survey-question']);
  expect(await repliesTo(await town.writes(phone, 'skip'))).toEqual(['survey-question']);
  const last = await town.writes(phone, 'Tue evening');
  expect(await repliesTo(last)).toEqual(['survey-thanks']);
  expect(last.acts).toMatchObject([
    { act: 'submit-survey', journeyId: `j-${ana}`, update: { by: `person:${ana}`, survey: 'matching' } },
  ]);
  expect(await draftOf(key)).toMatchObject({
    status: 'done',
    skipped: ['languages'],
    answers: { skills: ['listening', 'paperwork'], availability: ['tue-evening'] },
  });
});

test('the same text told twice answers one question', async () => {
  const { phone, key } = await isAsked();
  await Promise.all([1, 2].map(() => town.writes(phone, '1', { id: `SM-twice-${phone}` })));
  expect(await draftOf(key)).toMatchObject({ question: 'languages' });
});

test('what is not understood is asked once more, then a human reads it; the next answer still counts', async () => {
  const { phone, key, ana } = await isAsked();
  expect(await repliesTo(await town.writes(phone, 'the blue one'))).toEqual(['survey-question-again']);
  expect(await repliesTo(await town.writes(phone, 'as I said'))).toEqual(['survey-for-human']);
  expect(
    await town.db.wait.count({ where: { kind: 'human-reply', subjectPersonId: ana, closedAt: null } }),
  ).toBe(1);
  expect(await repliesTo(await town.writes(phone, '2'))).toEqual(['survey-question']);
  expect(await draftOf(key)).toMatchObject({ answers: { skills: ['paperwork'] } });
});

test.each([
  ['HELP', 'raise', 'help-received'],
  ['I need help', 'raise', 'help-received'],
])('"%s" is never an answer', async (words, act, reply) => {
  const { phone, key } = await isAsked();
  const plan = await town.writes(phone, words);
  expect(plan.acts.map((one) => one.act)).toEqual([act]);
  expect(await repliesTo(plan)).toEqual([reply]);
  expect(await draftOf(key)).toMatchObject({ question: 'skills' });
});

test('STOP silences the number, and nothing more is asked', async () => {
  const { phone, ana } = await isAsked();
  const plan = await town.writes(phone, 'STOP');
  expect(plan.replies).toEqual([]);
  expect(await town.db.contactPoint.findUnique({ where: { id: `${ana}-sms` } })).toMatchObject({
    stoppedAt: expect.any(Date) as Date,
  });
});

test('who wants a person gets one, whatever was asked', async () => {
  const { phone } = await isAsked();
  expect((await town.writes(phone, 'can I speak with another professional')).acts).toMatchObject([
    { act: 'make-request' },
  ]);
});

test('a thank-you in between is no answer, and nothing to put right', async () => {
  const { phone, key } = await isAsked();
  expect((await town.writes(phone, 'thanks!')).replies).toEqual([]);
  expect(await draftOf(key)).toMatchObject({ question: 'skills', askedAgain: false });
});

test('on shift nothing is an answer to a survey: "1" is read by a human, and "ok" checks in', async () => {
  const { ana, phone, key } = await isAsked();
  await town.shift(`s-${ana}`, [ana], { endsAt: later(30) });
  await town.db.wait.create({
    data: {
      key: `shift-s-${ana}/${ana}/end`,
      kind: 'end-of-shift',
      programId: PROGRAM,
      owedBy: 'participant',
      personId: ana,
      subjectPersonId: ana,
      shiftId: `s-${ana}`,
      since: NOW,
      dueAt: later(30),
    },
  });
  expect(await repliesTo(await town.writes(phone, '1'))).toContain('not-understood');
  expect(await repliesTo(await town.writes(phone, 'ok home'))).toContain('shift-thanks');
  expect(await draftOf(key)).toMatchObject({ question: 'skills', answers: {} });
});

test('a check-in that was asked later is answered by "ok"; a number is the survey’s all the same', async () => {
  const { ana, phone, key } = await isAsked();
  await sent({ personId: ana, template: 'survey-started' }, NOW);
  const wait = `journey-${ana}/check-in/1`;
  await town.db.wait.create({
    data: {
      key: wait,
      kind: 'retention-check-in',
      programId: PROGRAM,
      owedBy: 'participant',
      personId: ana,
      subjectPersonId: ana,
      journeyId: `j-${ana}`,
      details: { number: 1 },
      since: later(1),
    },
  });
  await town.intends({ personId: as(ana), template: 'retention-check-in', waitKey: as(wait) }, later(1));
  await sent({ personId: ana, template: 'retention-check-in' }, later(1));
  expect((await town.writes(phone, 'ok')).acts).toMatchObject([
    { act: 'answer-check-in', update: { answer: 'ok' } },
  ]);
  expect(await draftOf(key)).toMatchObject({ question: 'skills' });
  expect(await repliesTo(await town.writes(phone, '1'))).toEqual(['survey-question']);
  // Something that answers neither is read by a human, and the survey does not ask again over it.
  await sent({ personId: ana, template: 'retention-check-in' }, later(9));
  expect(await repliesTo(await town.writes(phone, 'my cat is orange'))).toEqual(['not-understood']);
});

test('a number that two people share is asked nothing about either of them', async () => {
  const { phone, key } = await isAsked({ draft: false, phone: '+15195557777' });
  await town.person('somebody-else', { phone: '+15195557777' });
  await town.writes(phone, 'text');
  expect(await draftOf(key)).toBeNull();
});

test('whoever wants nothing of the program on their screen is not asked there', async () => {
  const { phone, key } = await isAsked({ draft: false, detail: 'basic' });
  expect(await repliesTo(await town.writes(phone, 'text'))).toEqual(['not-understood']);
  expect(await draftOf(key)).toBeNull();
});

test('the duress phrase raises the alarm and answers no question', async () => {
  const { phone, key } = await isAsked({ duressPhrase: 'say hi to aunt may' });
  const plan = await town.writes(phone, '1, say hi to aunt may');
  expect(plan.acts.map((one) => one.act)).toContain('raise');
  expect(await draftOf(key)).toMatchObject({ question: 'skills', answers: {} });
});
