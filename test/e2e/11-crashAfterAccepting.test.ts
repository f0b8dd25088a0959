import { openStory, type Participant, type Someone, type Story } from '../support/story';

describe('11. The carrier accepted, and nobody wrote it down', () => {
  let story: Story;
  let devon: Participant;
  beforeAll(async () => {
    story = await openStory();
    devon = await story.peer();
    await story.shift([devon]);
  });
  afterAll(() => story.close());

  const at = (time: string): Promise<void> => story.until(`${story.day(1)}T${time}`);
  const carrier = () => story.world.carrier;
  const about = (who: Someone, template: string, channel = 'sms') =>
    story.database.delivery.findMany({
      where: { channel, intent: { personId: who.personId, template } },
      include: { intent: true },
      orderBy: { attempt: 'asc' },
    });
  const texts = (who: Someone, words: RegExp) => story.phone(who).filter(({ body }) => words.test(body));

  test('a 500 after accepting: the carrier is asked, and Devon has one text', async () => {
    carrier().behave({ number: devon.phone, afterAccepting: 'error' });
    await at('16:55');
    expect(await about(devon, 'shift-end-soon')).toMatchObject([
      { attempt: 1, intent: { status: 'sent' }, carrierId: expect.stringMatching(/^SM/) as string },
    ]);
    expect(texts(devon, /your shift ends at/)).toHaveLength(1);
  });

  test('without a callback its list is asked: still one text', async () => {
    carrier().clearBehaviours();
    carrier().behave({ number: devon.phone, afterAccepting: 'drop', receipts: 'off' });
    await at('17:01');
    expect(await about(devon, 'shift-end')).toMatchObject([{ attempt: 1, intent: { status: 'sent' } }]);
    expect(texts(devon, /shift at .* is over/)).toHaveLength(1);
  });

  test('where it cannot be asked, a reminder is not said again, and is flagged', async () => {
    carrier().clearBehaviours();
    carrier().behave({ afterAccepting: 'error', receipts: 'off', whenAsked: 'error' });
    await at('17:16');
    expect(await about(devon, 'shift-overdue')).toMatchObject([
      { attempt: 1, status: 'unknown', intent: { status: 'unknown', statusReason: 'outcome-unknown' } },
    ]);
    expect(texts(devon, /no word from you/)).toHaveLength(1);
    const flagged = await story.events({ kind: 'message-not-sent', personId: devon.personId });
    expect(flagged.map(({ data }) => data)).toMatchObject([{ template: 'shift-overdue', reason: 'unknown' }]);
  });

  test('an escalation is sent again, as a text and as a call, and says so', async () => {
    await at('17:31');
    carrier().clearBehaviours();
    const { supervisor } = story.onCall;
    const sent = await about(supervisor, 'escalation-raised');
    expect(sent.length).toBeGreaterThan(1);
    expect(sent.map(({ isRepeat }) => isRepeat)).toEqual([false, ...sent.slice(1).map(() => true)]);
    const [first, ...again] = story.phone(supervisor).map(({ body }) => body);
    expect(first).toMatch(/^URGENT: /);
    for (const body of again.slice(0, sent.length - 1)) expect(body).toMatch(/^URGENT \(sent again\): /);

    const calls = await about(supervisor, 'escalation-raised', 'voice');
    expect(calls.length).toBeGreaterThan(1);
    expect(calls[1]?.body).toMatch(/not the first one/);
    expect(story.mailbox(supervisor).filter(({ subject }) => subject.startsWith('URGENT'))).toHaveLength(1);
  });
});
