import { openStory, type Participant, type Someone, type Story } from '../support/story';

describe('7. STOP mid-escalation', () => {
  let story: Story;
  let devon: Participant;
  beforeAll(async () => {
    story = await openStory();
    devon = await story.peer();
    await story.shift([devon]);
    await story.until(`${story.day(1)}T17:32`);
  });
  afterAll(() => story.close());

  const texted = async (who: Someone): Promise<string[]> =>
    (await story.told(who)).filter(({ channel }) => channel === 'sms').map(({ template }) => template);

  test('Devon texts STOP: no text goes to that phone any more, and none is even tried', async () => {
    const before = story.phone(devon).length;
    await story.texts(devon, 'STOP');
    await story.until(`${story.day(1)}T19:00`);
    expect(story.phone(devon)).toHaveLength(before);
    const sinceStop = await story.database.delivery.findMany({
      where: { intent: { personId: devon.personId, at: { gt: new Date(await stoppedAt()) } } },
    });
    expect(sinceStop).toEqual([]);
  });

  test('the escalation goes on to everybody on call', async () => {
    for (const staff of Object.values(story.onCall))
      expect(await texted(staff)).toContain('escalation-raised');
    expect(await story.database.escalation.findFirstOrThrow()).toMatchObject({ resolvedAt: null });
  });

  test('whoever is on call is told to call, and the console says so too', async () => {
    expect(await texted(story.onCall.supervisor)).toContain('stop-confirmed-call-dont-text');
    const { id } = await story.database.escalation.findFirstOrThrow();
    const shown = await story.office.escalations.show(
      { actor: 'account:priya', scope: [{ role: 'supervisor' }], via: 'console' },
      id,
    );
    expect(shown.contacts).toMatchObject([{ channel: 'sms', value: devon.phone, callDontText: true }]);
    expect(await story.events({ kind: 'contact-stopped', personId: devon.personId })).toHaveLength(1);
  });

  async function stoppedAt(): Promise<Date> {
    const [event] = await story.events({ kind: 'contact-stopped', personId: devon.personId });
    if (!event) throw new Error('STOP is not in the ledger');
    return event.at;
  }
});
