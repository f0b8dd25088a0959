import { openStory, type Participant, type Someone, type Story } from '../support/story';

describe('8. HELP', () => {
  let story: Story;
  let devon: Participant;
  let noor: Participant;
  beforeAll(async () => {
    story = await openStory();
    devon = await story.peer();
    noor = await story.join({ givenName: 'Noor', role: 'mentee' });
    await story.shift([devon]);
  });
  afterAll(() => story.close());

  const alarmed = async (who: Someone): Promise<string[]> =>
    (await story.told(who))
      .filter(({ template }) => template === 'help-alarm')
      .map(({ channel }) => channel)
      .sort();
  const escalationAbout = ({ personId }: Someone) =>
    story.database.escalation.findFirstOrThrow({ where: { subjectPersonId: personId } });

  test('mid-shift all levels are alerted at once, by text, call and mail, although the carrier answers HELP by itself', async () => {
    await story.until(`${story.day(1)}T14:30`);
    await story.texts(devon, 'HELP');
    for (const staff of Object.values(story.onCall))
      expect(await alarmed(staff)).toEqual(['email', 'sms', 'voice']);
    const byCarrier = story.world.carrier
      .phone(devon.phone ?? '')
      ?.messages.filter(({ direction }) => direction === 'outbound-reply');
    expect(byCarrier).toHaveLength(1);
  });

  test('our own answer names the emergency number and the crisis number', () => {
    const answer = story.phone(devon).at(-1)?.body ?? '';
    expect(answer).toContain('Everybody on call');
    expect(answer).toMatch(/911[\s\S]*988/);
  });

  test('of three phones that ring, the first key has it; the next one hears who', async () => {
    const { supervisor, second } = story.onCall;
    await story.presses(second, '1');
    expect(await escalationAbout(devon)).toMatchObject({
      status: 'acknowledged',
      ownerPersonId: second.personId,
    });
    await story.presses(supervisor, '1');
    expect(story.calls(supervisor).at(-1)?.said.at(-1)).toMatch(/^Olivier F\. has it already\./);
    expect(await escalationAbout(devon)).toMatchObject({ ownerPersonId: second.personId });
    expect(await story.events({ kind: 'escalation-acknowledged' })).toHaveLength(1);
  });

  test('outside a shift the person on call is alerted, and the answer names both numbers again', async () => {
    await story.texts(noor, 'aidez-moi svp');
    const raised = await escalationAbout(noor);
    expect(raised).toMatchObject({ kind: 'help', status: 'open' });
    const about = await story.database.messageIntent.findMany({ where: { escalationId: raised.id } });
    expect([...new Set(about.map(({ personId }) => personId))]).toEqual([story.onCall.supervisor.personId]);
    expect(story.phone(noor).at(-1)?.body).toMatch(/The person on call[\s\S]*911[\s\S]*988/);
  });
});
