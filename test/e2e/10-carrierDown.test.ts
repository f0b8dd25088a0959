import { openStory, type Participant, type Someone, type Story } from '../support/story';

describe('10. Carrier down for two hours', () => {
  let story: Story;
  let devon: Participant;
  let noor: Participant;
  beforeAll(async () => {
    story = await openStory();
    devon = await story.peer({ phone: '+15195551701', email: 'devon@example.org' });
    noor = await story.join({ givenName: 'Noor', role: 'mentee', phone: '+15195551702' });
    await story.shift([devon]);
    await story.until(`${story.day(1)}T16:20`);
  });
  afterAll(() => story.close());

  const at = (time: string): Promise<void> => story.until(`${story.day(1)}T${time}`);
  const told = async (who: Someone): Promise<string[]> =>
    (await story.told(who)).map(({ template, channel }) => `${template} by ${channel}`);
  const textsBefore = new Map<string, number>();
  const deliveries = (personId: string, template: string) =>
    story.database.delivery.findMany({
      where: { intent: { personId, template } },
      include: { intent: true },
      orderBy: { at: 'asc' },
    });

  test('no text is taken: a call asks Devon instead, within the policy’s time', async () => {
    for (const who of [devon, noor, ...Object.values(story.onCall)])
      textsBefore.set(who.personId, story.phone(who).length);
    story.world.carrier.behave({ only: 'texts', refuse: { status: 503, code: 20503 } });
    await at('17:10');
    const asked = await deliveries(devon.personId, 'shift-end');
    expect(asked).toMatchObject([{ channel: 'voice', intent: { status: 'sent' } }]);
    const late = Number(asked[0]?.at) - Number(asked[0]?.intent.at);
    expect(late).toBeLessThanOrEqual(3 * 60_000);
    expect(story.calls(devon).at(-1)?.status).toBe('ringing');
  });

  test('the supervisor is alerted by call and mail as soon as grace ends', async () => {
    await at('17:31');
    expect((await told(story.onCall.supervisor)).sort()).toEqual([
      'escalation-raised by email',
      'escalation-raised by voice',
    ]);
  });

  test('staff read once, where they look first, that no texts go out', async () => {
    const programs = await story.database.program.count();
    expect(await story.events({ kind: 'channel-down' })).toHaveLength(programs);
    const health = await story.database.channelHealth.findUniqueOrThrow({ where: { channel: 'sms' } });
    expect(health.downSince).not.toBeNull();
  });

  test('a key pressed by Devon checks in', async () => {
    await story.presses(devon, '1');
    const wait = await story.database.wait.findFirst({
      where: { personId: devon.personId, kind: 'end-of-shift' },
    });
    expect(wait).toMatchObject({ outcome: 'ok' });
    expect(story.calls(devon).at(-1)?.said.at(-1)).toMatch(/you are checked in/);
    const [checkedIn] = (await story.events({ kind: 'shift-check-in' })).slice(-1);
    expect(checkedIn?.data).toMatchObject({ via: 'voice' });
  });

  test('after two hours texts go out again: what is out of date has expired, and no alarm comes twice', async () => {
    await at('18:20');
    const paged = (who: Someone) =>
      story.calls(who).length +
      story.mailbox(who).filter(({ subject }) => subject.startsWith('URGENT')).length;
    const before = Object.values(story.onCall).map(paged);
    story.world.carrier.clearBehaviours();
    await story.world.pass(3 * 3_600_000);

    expect(Object.values(story.onCall).map(paged)).toEqual(before);
    for (const staff of Object.values(story.onCall)) {
      const texts = story.phone(staff).slice(textsBefore.get(staff.personId));
      expect(texts.filter(({ body }) => body.startsWith('URGENT'))).toEqual([]);
    }
    const texts = story.phone(devon).slice(textsBefore.get(devon.personId));
    expect(texts.map(({ body }) => body).filter((body) => /Reply OK/.test(body))).toEqual([]);
    const soon = await story.database.messageIntent.findFirst({
      where: { personId: devon.personId, template: 'shift-end-soon' },
    });
    expect(soon?.status).toMatch(/expired|superseded/);
  });

  test('and staff read once that they do', async () => {
    await story.texts(noor, 'is anybody there');
    expect(await story.events({ kind: 'channel-restored' })).toHaveLength(
      await story.database.program.count(),
    );
    const health = await story.database.channelHealth.findUniqueOrThrow({ where: { channel: 'sms' } });
    expect(health.downSince).toBeNull();
  });
});
