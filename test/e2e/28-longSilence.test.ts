import { DAY } from '../../domain/duration';
import { as } from '../../domain/ids';
import { expectRestorable } from '../support/restorable';
import { COORDINATOR, openStory, type Participant, type Story } from '../support/story';
import { isAt, walk } from '../support/walk';

describe('28. Long silence', () => {
  let story: Story;
  let mentee: Participant;
  let mentor: Participant;
  beforeAll(async () => {
    story = await openStory();
    mentor = await story.join({ givenName: 'Carol', role: 'mentor' });
    mentee = await story.join({ givenName: 'Théo', role: 'mentee', language: 'fr' });
    await story.office.goals
      .set(COORDINATOR, mentee.participantId, { title: 'Trouver une chambre' })
      .catch(() => undefined);
    await walk(story, [mentor, mentee], () => isAt(story, mentee, 'retention'));
  });
  afterEach(() => expectRestorable(story));
  afterAll(() => story.close());

  const events = (kind: string) => story.events({ kind, personId: mentee.personId });
  const tasks = async () =>
    (
      await story.database.wait.findMany({
        where: { kind: 'staff-task', subjectPersonId: mentee.personId, closedAt: null },
      })
    ).filter(({ details }) => (details as { reason?: string }).reason === 'silence');
  const history = () => story.office.checkIns.history(COORDINATOR, mentee.participantId);
  const untilAsked = async (): Promise<void> => {
    const before = (await events('check-in-asked')).length;
    for (let day = 0; (await events('check-in-asked')).length === before; day++) {
      if (day > 40) throw new Error('never asked');
      await story.world.pass(DAY);
    }
    await story.world.pass(DAY / 2);
    // Whether they met is another question; what is asked last is what a text answers.
    const meetings = await story.database.wait.findMany({
      where: { kind: 'meeting-outcome', personId: mentee.personId, closedAt: null },
    });
    for (const { mentorshipId, details } of meetings) {
      const { meeting: number } = details as { meeting: number };
      await story.office.matching.logMeeting(COORDINATOR, mentorshipId ?? '', {
        number,
        outcome: 'attended',
      });
    }
    await story.world.settled();
  };
  const standing = () => story.office.journeys.standing(COORDINATOR, mentee.participantId);

  test('one check-in is missed: a supportive nudge, and no more than that', async () => {
    await untilAsked();
    await story.world.pass(3 * DAY);
    expect((await story.told(mentee)).map(({ template }) => template)).toContain('retention-nudge');
    const nudge = (await story.told(mentee)).find(({ template }) => template === 'retention-nudge');
    expect(nudge?.body).toContain('Sans pression');
    expect(await tasks()).toEqual([]);
  });

  test('the second one makes a task for staff, with the history at hand; nobody is dropped', async () => {
    while ((await events('check-in-missed')).length < 2) await story.world.pass(DAY);
    expect(await tasks()).toHaveLength(1);
    const known = await history();
    expect(known).toMatchObject({ standing: 'silent', missedInARow: 2 });
    expect(known.goals.map(({ title }) => title)).toEqual(['Trouver une chambre']);
    expect(known.meetings.length).toBeGreaterThan(0);
    expect(known.tried.map(({ template }) => template)).toContain('retention-nudge');
    expect(known.waits.map(({ kind }) => kind)).toContain('staff-task');
    expect((await standing()).status).toBe('active');
  });

  test('an answer resets it, however late: the task is gone, and the ledger says who was silent and that they answered', async () => {
    await untilAsked();
    await story.texts(mentee, 'ça va bien');
    expect(await tasks()).toEqual([]);
    expect(await history()).toMatchObject({ standing: 'asked', missedInARow: 0 });
    expect((await events('check-in-answered')).at(-1)?.data).toMatchObject({ answer: 'ok', late: true });
  });

  test('“pas maintenant” is something else: asked again in a few days, nothing missed', async () => {
    await untilAsked();
    const missed = (await events('check-in-missed')).length;
    const asked = (await events('check-in-asked')).length;
    await story.texts(mentee, 'pas maintenant');
    expect((await events('check-in-answered')).at(-1)?.data).toMatchObject({ answer: 'not-now' });
    expect((await story.told(mentee)).at(-1)?.template).toBe('check-in-later');
    await story.world.pass(4 * DAY);
    expect((await events('check-in-asked')).length).toBe(asked + 1);
    expect((await events('check-in-missed')).length).toBe(missed);
  });

  test('“ne me demande plus” is a third thing: not asked any more, nothing counted, texts go on, the way back is open', async () => {
    const asked = (await events('check-in-asked')).length;
    const missed = (await events('check-in-missed')).length;
    await story.texts(mentee, 'ne me demande plus');
    expect((await story.told(mentee)).at(-1)?.template).toBe('check-ins-stopped');
    expect(await events('check-ins-declined')).toHaveLength(1);
    await story.world.pass(30 * DAY);
    expect((await events('check-in-asked')).length).toBe(asked);
    expect((await events('check-in-missed')).length).toBe(missed);
    expect(await tasks()).toEqual([]);
    expect(await history()).toMatchObject({ standing: 'declined' });
    const contact = await story.database.contactPoint.findFirst({ where: { personId: mentee.personId } });
    expect(contact?.stoppedAt).toBeNull();
    expect((await standing()).status).toBe('active');

    // The link itself stands on the phone only; what is stored of the text has none.
    const stopped = story.phone(mentee).findLast(({ body }) => body.includes('ne demandera plus'));
    const link = /https?:\/\/\S+/.exec(stopped?.body ?? '');
    const pressed = await fetch(link?.[0] ?? '', {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
      body: 'act=ask-again',
    });
    expect(pressed.status).toBe(303);
    expect(await events('check-ins-resumed')).toHaveLength(1);
    await untilAsked();
  });

  test('staff who have spoken with them say so, and it counts like any other answer', async () => {
    const { lastAsked } = await history();
    await story.office.journeys.answerCheckIn(COORDINATOR, mentee.participantId, {
      wait: as(lastAsked?.wait ?? ''),
      answer: 'ok',
    });
    await story.world.settled();
    expect((await history()).answers[0]).toMatchObject({ answer: 'ok', by: COORDINATOR.actor });
  });
});
