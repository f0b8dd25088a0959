import { openStory, type Someone, type Story } from '../support/story';

describe('3. No acknowledgement', () => {
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

  test('after five silent minutes the second on call is told, and the supervisor hears of it without a page', async () => {
    await at('17:36');
    const { supervisor, second, manager } = story.onCall;
    expect(await texted(second)).toEqual(['escalation-raised']);
    expect(await texted(supervisor)).toEqual(['escalation-raised', 'escalation-level-changed']);
    expect(await texted(manager)).toEqual([]);
  });

  test('then the manager; nobody is paged twice', async () => {
    await at('17:41');
    const { supervisor, second, manager } = story.onCall;
    expect(await texted(manager)).toEqual(['escalation-raised']);
    expect(await texted(second)).toEqual(['escalation-raised', 'escalation-level-changed']);
    expect((await texted(supervisor)).filter((one) => one === 'escalation-raised')).toHaveLength(1);
    expect(await escalation()).toMatchObject({ status: 'open', level: 2 });
  });

  test('a chain that is used up is marked UNRESOLVED where the console looks, and begins again', async () => {
    await at('18:30');
    expect(await escalation()).toMatchObject({ status: 'unresolved' });
    const [listed] = await story.office.escalations.list(
      { actor: 'account:priya', scope: [{ role: 'supervisor' }], via: 'console' },
      { open: true },
    );
    expect(listed?.status).toBe('unresolved');
    expect(listed?.subject).toContain('Devon');
    for (const staff of Object.values(story.onCall))
      expect(await texted(staff)).toContain('escalation-repeat');
  });

  test('it goes on for hours and never closes by itself', async () => {
    const before = (await texted(story.onCall.manager)).length;
    await story.until(`${story.day(1)}T22:32`);
    expect(await escalation()).toMatchObject({ status: 'unresolved', resolvedAt: null, outcome: null });
    expect((await texted(story.onCall.manager)).length).toBeGreaterThan(before + 3);
  });

  test('a text with the code takes it on, and the paging stops', async () => {
    const { second, supervisor } = story.onCall;
    const { code } = await escalation();
    await story.texts(second, code.toLowerCase());
    expect(await escalation()).toMatchObject({
      status: 'acknowledged',
      acknowledgedBy: `person:${second.personId}`,
      ownerPersonId: second.personId,
    });
    const paged = (await texted(supervisor)).filter((one) => one === 'escalation-repeat').length;
    await story.world.pass(15 * 60_000);
    expect((await texted(supervisor)).filter((one) => one === 'escalation-repeat')).toHaveLength(paged);
    expect((await texted(supervisor)).at(-1)).toBe('escalation-acknowledged');
  });
});
