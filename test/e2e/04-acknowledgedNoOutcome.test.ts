import { openStory, type Someone, type Story } from '../support/story';

describe('4. Acknowledged, no outcome', () => {
  let story: Story;
  beforeAll(async () => {
    story = await openStory();
    await story.shift([await story.peer()]);
  });
  afterAll(() => story.close());

  const at = (time: string): Promise<void> => story.until(`${story.day(1)}T${time}`);
  const texted = async (who: Someone): Promise<string[]> =>
    (await story.told(who)).filter(({ channel }) => channel === 'sms').map(({ template }) => template);
  const escalation = () => story.database.escalation.findFirstOrThrow();

  test('the supervisor texts the code and has it; nobody above is paged', async () => {
    await at('17:32');
    await story.texts(story.onCall.supervisor, (await escalation()).code);
    expect(await escalation()).toMatchObject({
      status: 'acknowledged',
      ownerPersonId: story.onCall.supervisor.personId,
    });
    await at('17:50');
    expect(await texted(story.onCall.second)).toEqual([]);
  });

  test('twenty minutes later nothing is reported: the supervisor is asked how it ended, and the next level is paged', async () => {
    await at('17:53');
    expect(await escalation()).toMatchObject({ status: 'open', level: 1, resolvedAt: null });
    expect(await texted(story.onCall.supervisor)).toContain('escalation-outcome-due');
    expect(await texted(story.onCall.second)).toEqual(['escalation-raised']);
    expect(await texted(story.onCall.manager)).toEqual([]);
  });

  test('the second takes it and says how it ended; the supervisor hears of it, and nothing goes on', async () => {
    const { second, supervisor, manager } = story.onCall;
    await story.texts(second, (await escalation()).code);
    expect(await escalation()).toMatchObject({ status: 'acknowledged', ownerPersonId: second.personId });
    await story.office.escalations.resolve(
      { actor: 'account:second', scope: [{ role: 'supervisor' }], via: 'console' },
      (await escalation()).code,
      { outcome: 'found-safe' },
    );
    await story.world.settled();
    expect((await texted(supervisor)).at(-1)).toBe('escalation-resolved');
    await story.world.pass(2 * 3_600_000);
    expect(await texted(manager)).toEqual([]);
    expect((await texted(supervisor)).at(-1)).toBe('escalation-resolved');
  });
});
