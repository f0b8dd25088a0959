import { openStory, type Participant, type Someone, type Story } from '../support/story';

describe('2. Missed', () => {
  let story: Story;
  let devon: Participant;
  let shiftId: string;
  beforeAll(async () => {
    story = await openStory();
    devon = await story.peer();
    shiftId = await story.shift([devon]);
  }, 180_000);
  afterAll(() => story.close(), 60_000);

  const templates = async (who: Someone): Promise<string[]> =>
    (await story.told(who)).map(({ template, channel }) => `${template} by ${channel}`);
  const at = (time: string): Promise<void> => story.until(`${story.day(1)}T${time}`);
  const escalation = () => story.database.escalation.findFirstOrThrow();

  test('Devon is nudged at the end and a quarter of an hour later; nobody else knows yet', async () => {
    await at('17:29');
    expect((await templates(devon)).slice(-3)).toEqual([
      'shift-end-soon by sms',
      'shift-end by sms',
      'shift-overdue by sms',
    ]);
    expect(await story.database.escalation.count()).toBe(0);
    expect(await templates(story.onCall.supervisor)).toEqual([]);
  });

  test('when grace ends the supervisor gets a text and a mail, with the code that answers them', async () => {
    await at('17:31');
    const { supervisor, second, manager } = story.onCall;
    expect((await templates(supervisor)).sort()).toEqual([
      'escalation-raised by email',
      'escalation-raised by sms',
    ]);
    const { code } = await escalation();
    expect(story.phone(supervisor).at(-1)?.body).toContain(code);
    expect(story.mailbox(supervisor).at(-1)?.text).toContain(code);
    expect([...(await templates(second)), ...(await templates(manager))]).toEqual([]);
    expect(await story.events({ kind: 'shift-missed' })).toHaveLength(1);
  });

  test('the nudges to Devon go on', async () => {
    await at('17:50');
    expect((await templates(devon)).at(-1)).toBe('shift-late-nudge by sms');
  });

  test('a late "ok" closes Devon’s part, is thanked once, and everybody who was told hears of it once', async () => {
    const nudged = story.phone(devon).length;
    await story.texts(devon, 'ok sorry phone died');
    const wait = await story.database.wait.findFirst({ where: { shiftId, kind: 'end-of-shift' } });
    expect(wait).toMatchObject({ outcome: 'ok' });
    expect((await templates(devon)).slice(nudged)).toEqual(['shift-thanks by sms']);

    await story.world.pass(3 * 3_600_000);
    for (const staff of Object.values(story.onCall)) {
      const told = await templates(staff);
      expect(told.filter((one) => one.startsWith('escalation-peer-answered'))).toHaveLength(1);
      expect(told.slice(told.findIndex((one) => one.startsWith('escalation-peer-answered')))).not.toContain(
        'escalation-raised by sms',
      );
    }
    expect((await templates(devon)).slice(nudged)).toEqual(['shift-thanks by sms']);
  });

  test('it stays open until a human says how it ended', async () => {
    const open = await escalation();
    expect(open.status).not.toBe('resolved');
    expect(open.peerAnsweredAt).not.toBeNull();
    expect(await story.database.shift.findUniqueOrThrow({ where: { id: shiftId } })).toMatchObject({
      status: 'ended',
    });

    await story.office.escalations.resolve(
      { actor: 'account:priya', scope: [{ role: 'supervisor' }], via: 'console' },
      open.code,
      { outcome: 'found-safe' },
    );
    await story.world.settled();
    expect(await escalation()).toMatchObject({
      status: 'resolved',
      outcome: 'found-safe',
      resolvedBy: 'account:priya',
    });
    expect(await story.database.shift.findUniqueOrThrow({ where: { id: shiftId } })).toMatchObject({
      status: 'closed',
    });
    expect(await story.database.wait.count({ where: { shiftId, closedAt: null } })).toBe(0);
  });
});
