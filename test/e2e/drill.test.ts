import { COORDINATOR, openStory, type Someone, type Story } from '../support/story';

const SITE = 'kwmunity.kitchener';
const CHANNELS = ['email', 'sms', 'voice'];

describe('A drill', () => {
  let story: Story;
  let drillId: string;
  beforeAll(async () => {
    story = await openStory();
    await story.until(`${story.day(0)}T11:00`);
  });
  afterAll(() => story.close());

  const told = async (who: Someone): Promise<string[]> =>
    (await story.told(who)).map(({ template }) => template);
  const drill = () => story.database.escalation.findFirstOrThrow({ where: { kind: 'drill' } });

  test('goes to the real chain on the real channels, and every message begins by saying what it is', async () => {
    ({ drillId } = await story.office.drills.start(COORDINATOR, { siteId: SITE }));
    await story.world.pass(1_000);
    const { supervisor, second } = story.onCall;
    expect((await story.told(supervisor)).map(({ channel }) => channel).sort()).toEqual(CHANNELS);
    await story.world.pass(5 * 60_000 + 10_000);
    expect(await told(second)).toContain('drill-alarm');
    await story.texts(second, (await drill()).code);
    expect(await drill()).toMatchObject({ status: 'acknowledged', ownerPersonId: second.personId });
  });

  test('the report says who answered when, by which channel and how fast, level by level', async () => {
    const { supervisor, second } = story.onCall;
    const report = await story.office.drills.report(COORDINATOR, drillId);
    expect(report.levels.map(({ level }) => level)).toEqual(['supervisor', 'second', 'manager']);
    const [first, next, last] = report.levels;
    expect(first?.people.map(({ name }) => name)).toEqual([`${supervisor.name} Raman`]);
    expect(first?.people[0]?.messages.map(({ channel }) => channel).sort()).toEqual(CHANNELS);
    expect(first?.answers).toEqual([]);
    expect(next?.answers).toMatchObject([{ name: `${second.name} Fortin`, via: 'sms' }]);
    expect(next?.answers[0]?.seconds).toBeLessThan(60);
    expect(last).toMatchObject({ toldAt: null, answers: [], empty: false });
  });

  test('told to all levels at once, every answer counts and not only the first', async () => {
    await story.office.escalations.resolve(COORDINATOR, (await drill()).id, { outcome: 'false-alarm' });
    const both = await story.office.drills.start(COORDINATOR, { siteId: SITE, allLevels: true });
    // Nobody answers in time: it is said again, in words of its own.
    await story.world.pass(6 * 60_000);
    const { code } = await story.database.escalation.findUniqueOrThrow({ where: { id: both.escalationId } });
    await story.texts(story.onCall.manager, code);
    await story.texts(story.onCall.supervisor, code);
    const report = await story.office.drills.report(COORDINATOR, both.drillId);
    expect(report.levels.map(({ answers }) => answers.length)).toEqual([1, 0, 1]);
    await story.office.escalations.resolve(COORDINATOR, both.escalationId, { outcome: 'false-alarm' });
    await story.world.settled();
  });

  test('not one message of it could be taken for a real alarm, and no debrief follows', async () => {
    await story.world.pass(30 * 3_600_000);
    const all = await story.database.delivery.findMany({
      where: { intent: { escalationId: { startsWith: 'escalation-drill-' } } },
    });
    expect(all.length).toBeGreaterThan(10);
    for (const { channel, subject, body } of all) {
      const mark =
        channel === 'voice'
          ? /^(This is only a practice|Ceci est un exercice)\. /
          : /^PRACTICE \/ EXERCICE: /;
      expect(body).toMatch(mark);
      expect(body).not.toMatch(/\bCall\b|Appelez|URGENT|ALARM|UNRESOLVED|NON RÉGLÉ|\+1\d{10}/);
      if (channel === 'email') expect(subject).toMatch(/^PRACTICE \/ EXERCICE: /);
    }
    const said = all.map(({ body }) => body).join('\n');
    expect(said).toContain('All levels were told, and nobody has answered since 11:0');
    expect(await story.events({ kind: 'debrief-offered' })).toEqual([]);
    expect(await story.events({ kind: 'drill-started' })).toHaveLength(2);
  });
});
