import { DAY } from '../../domain/duration';
import { COORDINATOR, openStory, type Participant, type Story } from '../support/story';
import { isAt, walk } from '../support/walk';

describe('31. A death', () => {
  let story: Story;
  let mentee: Participant;
  let mentor: Participant;
  let recordedAt: Date;
  let messagesBefore: number;
  beforeAll(async () => {
    story = await openStory();
    mentor = await story.peer({ givenName: 'Carol' });
    mentee = await story.join({ givenName: 'Sam', role: 'mentee' });
    await walk(story, [mentor, mentee], () => isAt(story, mentee, 'mentorship'));
    await story.office.transitions.report(COORDINATOR, mentee.participantId, { kind: 'housing-change' });
    await story.office.requests.make(COORDINATOR, { person: mentee.participantId });
    await story.world.pass(DAY);
  });
  afterAll(() => story.close());

  const saidSince = async () =>
    story.database.delivery.findMany({
      where: {
        at: { gt: recordedAt },
        intent: {
          OR: [
            { personId: mentee.personId },
            ...['other', 'peer'].map((name) => ({ refs: { path: [name], equals: mentee.personId } })),
          ],
        },
      },
      include: { intent: true },
    });

  test('it is recorded with a name: who tells those close', async () => {
    await expect(story.office.deaths.record(COORDINATOR, mentee.participantId)).rejects.toMatchObject({
      code: 'PersonNeeded',
    });
    messagesBefore = await story.database.event.count({ where: { personId: mentee.personId } });
    recordedAt = new Date(await story.world.now());
    const recorded = await story.office.deaths.record(COORDINATOR, mentee.participantId, {
      tellBy: story.onCall.manager.personId,
    });
    expect(recorded).toMatchObject({
      state: 'carried',
      close: [{ personId: mentor.personId, as: 'mentor' }],
    });
    await story.world.settled();
    const tasks = await story.database.wait.findMany({
      where: { kind: 'staff-task', subjectPersonId: mentee.personId, closedAt: null },
    });
    expect(tasks).toMatchObject([
      {
        personId: story.onCall.manager.personId,
        details: { reason: 'tell-those-close', whom: mentor.personId },
      },
    ]);
  });

  test('recorded again it is the same record', async () => {
    const again = await story.office.deaths.record(COORDINATOR, mentee.participantId, {
      tellBy: story.onCall.manager.personId,
    });
    expect(again.state).toBe('already');
    expect(await story.events({ kind: 'death-recorded', personId: mentee.personId })).toHaveLength(1);
  });

  test('from that moment nothing automated goes to them or about them, for as long as one waits', async () => {
    await story.world.pass(30 * DAY);
    expect((await saidSince()).map(({ intent }) => intent.template)).toEqual([]);
    const pending = await story.database.messageIntent.count({
      where: { personId: mentee.personId, status: 'pending' },
    });
    expect(pending).toBe(0);
  });

  test('nothing of theirs goes on: path, match, meetings, transition, request', async () => {
    const { database } = story;
    expect(await database.journey.findUniqueOrThrow({ where: { id: mentee.journeyId } })).toMatchObject({
      status: 'ended',
    });
    expect(await database.mentorship.findFirst({ where: { menteeId: mentee.participantId } })).toMatchObject({
      status: 'ended',
      endReason: 'died',
    });
    expect(await database.meeting.count({ where: { status: 'planned' } })).toBe(0);
    expect(await database.transition.findFirst({ where: { personId: mentee.personId } })).toMatchObject({
      status: 'closed',
      outcome: 'died',
    });
    expect(await database.request.findFirst({ where: { personId: mentee.personId } })).toMatchObject({
      status: 'cancelled',
    });
    const waits = await database.wait.findMany({
      where: { closedAt: null, OR: [{ personId: mentee.personId }, { subjectPersonId: mentee.personId }] },
    });
    // An alarm about their late request stays open for humans; it sends nothing.
    expect(waits.filter(({ escalationId }) => !escalationId).map(({ kind }) => kind)).toEqual(['staff-task']);
  });

  test('a text from their phone reaches a human, and nobody answers it by itself', async () => {
    await story.texts(mentee, 'this is his sister');
    await story.world.pass(60_000);
    expect((await saidSince()).map(({ intent }) => intent.template)).toEqual([]);
    // Nobody of that number is there any more: a human reads it, and sees whose number it was.
    expect(await story.database.wait.count({ where: { kind: 'human-reply', closedAt: null } })).toBe(1);
  });

  test('the figures keep: what happened before stands in the ledger', async () => {
    const now = await story.database.event.count({ where: { personId: mentee.personId } });
    expect(now).toBeGreaterThan(messagesBefore);
    expect(await story.events({ kind: 'mentorship-active', personId: mentee.personId })).toHaveLength(1);
  });

  test('it was a mistake: with a reason it is taken back, and the path is taken up by hand where Sam was', async () => {
    const { office } = story;
    await expect(
      office.deaths.undo(COORDINATOR, mentee.participantId, { reason: ' ' }),
    ).rejects.toMatchObject({
      code: 'ReasonNeeded',
    });
    await office.deaths.undo(COORDINATOR, mentee.participantId, { reason: 'Two people of the same name.' });
    const before = await story.database.journey.findUniqueOrThrow({ where: { id: mentee.journeyId } });
    const { journeyId, state } = await office.journeys.start(COORDINATOR, mentee.participantId);
    expect(state).toBe('started');
    await story.world.pass(60_000);
    const standing = await office.journeys.standing(COORDINATOR, mentee.participantId);
    expect(standing).toMatchObject({ status: 'active', privileges: before.privileges });
    expect(standing.steps.filter(({ status }) => status === 'passed').map(({ id }) => id)).toEqual(
      before.passedSteps,
    );
    expect(journeyId).not.toBe(mentee.journeyId);
    // What was open is asked again, and the path is one that could be restored.
    const open = standing.steps.filter(({ status }) => status !== 'passed').map(({ id }) => id);
    const asked = await story.database.wait.findMany({
      where: { journeyId, kind: 'screening-step', closedAt: null },
    });
    expect(asked.map(({ details }) => (details as { step: string }).step).sort()).toEqual(open.sort());
    expect(await story.events({ kind: 'journey-reopened', journeyId })).toHaveLength(1);
    expect(
      (await story.database.person.findUniqueOrThrow({ where: { id: mentee.personId } })).deceasedAt,
    ).toBeNull();
    await office.journeys.pause({ ...COORDINATOR }, mentee.participantId);
    await story.world.pass(60_000);
    expect((await saidSince()).map(({ intent }) => intent.template)).toContain('paused');
    expect(await story.events({ kind: 'death-undone' })).toHaveLength(1);
  });
});
