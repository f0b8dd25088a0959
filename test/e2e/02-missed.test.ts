import { openStory, type Participant, type Someone, type Story } from '../support/story';

describe('2. Missed', () => {
  let story: Story;
  let devon: Participant;
  let shiftId: string;
  beforeAll(async () => {
    story = await openStory();
    devon = await story.peer();
    shiftId = await story.shift([devon]);
  });
  afterAll(() => story.close());

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

  test('when grace ends the supervisor gets a text, a mail and a call', async () => {
    await at('17:31');
    const { supervisor, second, manager } = story.onCall;
    expect((await templates(supervisor)).sort()).toEqual([
      'escalation-raised by email',
      'escalation-raised by sms',
      'escalation-raised by voice',
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

describe('2. Missed: the call', () => {
  let story: Story;
  beforeAll(async () => {
    story = await openStory();
    await story.shift([await story.peer()]);
    await story.until(`${story.day(1)}T17:31`);
  });
  afterAll(() => story.close());

  const escalation = () => story.database.escalation.findFirstOrThrow();

  test('the call says who, where, since when and what to do; a key takes the alarm on', async () => {
    const { supervisor, second } = story.onCall;
    const [ringing] = story.calls(supervisor);
    expect(ringing?.status).toBe('ringing');
    await story.world.carrier.pickUp(ringing?.sid ?? '');
    const words = story.calls(supervisor)[0]?.said.join(' ') ?? '';
    expect(words).toMatch(
      /^Priya, this is an urgent call from .*: no end-of-shift check-in from Devon, .+, since 17:00\. Call them at 5 1 9, 5 5 5, \d \d \d \d now\. Press 1 to take it on\./,
    );
    expect(words).not.toMatch(/https?:/);
    expect(words).not.toContain((await escalation()).code);

    await story.presses(supervisor, '2');
    expect(story.calls(supervisor)[0]?.said).toHaveLength(2);
    await story.presses(supervisor, '1');
    expect(story.calls(supervisor)[0]).toMatchObject({ status: 'completed' });
    expect(story.calls(supervisor)[0]?.said.at(-1)).toMatch(/You have it now/);
    expect(await escalation()).toMatchObject({
      status: 'acknowledged',
      acknowledgedBy: `person:${supervisor.personId}`,
      ownerPersonId: supervisor.personId,
    });
    const [event] = await story.events({ kind: 'escalation-acknowledged' });
    expect(event?.data).toMatchObject({ via: 'voice' });
    await story.until(`${story.day(1)}T17:40`);
    expect(await story.told(second)).toEqual([]);
  });

  test('nobody who answers is taken for somebody who pressed a key: a second call is heard out and notes nothing', async () => {
    const { supervisor } = story.onCall;
    await story.until(`${story.day(1)}T18:10`);
    const before = await escalation();
    const call = story.calls(supervisor).at(-1);
    expect(call?.status).toBe('ringing');
    await story.world.carrier.pickUp(call?.sid ?? '');
    await story.world.carrier.hangUp(call?.sid ?? '');
    await story.world.settled();
    expect(await escalation()).toEqual(before);
  });
});
