import { DAY } from '../../domain/duration';
import { bringTogether, mentee } from '../support/pairs';
import { expectRestorable } from '../support/restorable';
import { COORDINATOR, openStory, type Participant, type Story } from '../support/story';

describe('20. A mentor steps back', () => {
  let story: Story;
  let maya: Participant;
  let tom: Participant;
  let pair: string;
  beforeAll(async () => {
    story = await openStory();
    maya = await mentee(story, 'Maya');
    tom = await story.peer({ givenName: 'Tom' });
    pair = await bringTogether(story, maya, tom);
    await story.world.settled();
  });
  afterEach(() => expectRestorable(story));
  afterAll(() => story.close());

  const templates = async (who: Participant) => (await story.told(who)).map(({ template }) => template);
  const row = () => story.database.mentorship.findUniqueOrThrow({ where: { id: pair } });

  test('Tom texts that he needs to step back; nobody asks why, and it is confirmed', async () => {
    const tier = (await story.office.participants.show(COORDINATOR, tom.participantId)).tier;
    await story.texts(tom, 'I need to step back');
    expect((await templates(tom)).at(-1)).toBe('paused');
    expect(story.phone(tom).at(-1)?.body).toContain('No reason needed');
    const shown = await story.office.participants.show(COORDINATOR, tom.participantId);
    expect(shown.journeys[0]).toMatchObject({ status: 'paused' });
    expect(shown.tier).toBe(tier);
    expect(await story.events({ kind: 'tier-changed', personId: tom.personId })).toEqual([]);
    expect(await story.database.wait.count({ where: { kind: 'human-reply' } })).toBe(0);
  });

  test('Maya hears at once, and staff owe her a named person by tomorrow; the meeting that was planned is off', async () => {
    await story.world.pass(60_000);
    expect((await templates(maya)).at(-1)).toBe('mentor-away');
    expect(story.phone(maya).at(-1)?.body).toContain('nothing to do with you');
    const owed = await story.database.wait.findFirstOrThrow({
      where: { kind: 'interim-contact', closedAt: null },
    });
    expect(owed).toMatchObject({ owedBy: 'staff', subjectPersonId: maya.personId });
    expect((owed.dueAt?.getTime() ?? 0) - owed.since.getTime()).toBe(DAY);
    const meetings = await story.database.meeting.findMany({ where: { mentorshipId: pair } });
    expect(meetings.map(({ status }) => status)).toEqual(['cancelled']);
    expect((await story.office.meetings.calendar(COORDINATOR, pair, 1)).cancelled).toBe(true);
  });

  test('the coordinator names Nadia, who is told, owes it, and says by text that they have spoken', async () => {
    const nadia = await story.peer({ givenName: 'Nadia' });
    await story.office.meetings.nameInterim(COORDINATOR, pair, { person: nadia.participantId });
    await story.world.settled();
    expect(await row()).toMatchObject({ interimPersonId: nadia.personId, status: 'active' });
    expect((await templates(nadia)).at(-1)).toBe('interim-asked');
    expect(story.phone(maya).at(-1)?.body).toContain('Nadia is there for you');
    const owed = await story.database.wait.findFirstOrThrow({
      where: { kind: 'interim-contact', closedAt: null },
    });
    expect(owed).toMatchObject({ owedBy: 'participant', personId: nadia.personId });

    await story.texts(nadia, 'ok');
    const settled = await story.database.wait.findUniqueOrThrow({ where: { key: owed.key } });
    expect(settled).toMatchObject({ outcome: 'in-touch', closedBy: `person:${nadia.personId}` });
  });

  test('for two weeks the pair says nothing and plans nothing, and Maya is not alone on her path', async () => {
    const before = (await story.told(maya)).length;
    await story.world.pass(14 * DAY);
    expect((await templates(maya)).slice(before).filter((one) => one.startsWith('meeting'))).toEqual([]);
    const path = await story.office.participants.show(COORDINATOR, maya.participantId);
    expect(path.journeys[0]).toMatchObject({ status: 'active', stage: 'mentorship' });
  });

  test('"I am back" is all it takes: meetings go on, everybody hears of it, and nothing was lost', async () => {
    await story.texts(tom, 'I am back');
    await story.world.pass(60_000);
    expect(await row()).toMatchObject({ status: 'active', interimPersonId: null });
    expect(story.phone(maya).map(({ body }) => body)).toEqual(
      expect.arrayContaining([expect.stringContaining('Tom is back')]),
    );
    const planned = await story.database.meeting.findMany({
      where: { mentorshipId: pair, status: 'planned' },
    });
    expect(planned).toHaveLength(1);
    expect(planned[0]?.startsAt.getTime()).toBeGreaterThan(Date.parse(await story.world.now()));
    expect((await story.events({ mentorshipId: pair })).map(({ kind }) => kind)).toEqual(
      expect.arrayContaining([
        'mentor-stepped-back',
        'interim-named',
        'interim-in-touch',
        'mentor-came-back',
      ]),
    );
  });
});
