import { openStory, type Participant, type Story } from '../support/story';

describe('16. What people really write', () => {
  let story: Story;
  let shiftId: string;
  const peers = new Map<string, Participant>();
  const NAMES = ['Camille', 'Devon', 'Kim', 'Léa', 'Rae', 'Yves'];
  beforeAll(async () => {
    story = await openStory();
    for (const givenName of NAMES) {
      const language = givenName === 'Camille' || givenName === 'Yves' ? 'fr' : 'en';
      peers.set(givenName, await story.peer({ givenName, language }));
    }
    shiftId = await story.shift([...peers.values()]);
    await story.until(`${story.day(1)}T17:02`);
  });
  afterAll(() => story.close());

  const peer = (name: string): Participant => {
    const found = peers.get(name);
    if (!found) throw new Error(`no ${name}`);
    return found;
  };
  const outcomeOf = async (name: string) => {
    const { personId } = peer(name);
    const wait = await story.database.wait.findFirstOrThrow({
      where: { shiftId, personId, kind: 'end-of-shift' },
    });
    return wait.outcome;
  };

  test.each([
    ['Camille', 'chu correcte, rentrée'],
    ['Devon', 'k thx'],
  ])('%s writes "%s": checked in', async (name, words) => {
    await story.texts(peer(name), words);
    expect(await outcomeOf(name)).toBe('ok');
    expect((await story.told(peer(name))).at(-1)?.template).toBe('shift-thanks');
  });

  test('"arrêtez svp" opts out, and is no check-in', async () => {
    const { phone } = peer('Yves');
    const before = story.phone(peer('Yves')).length;
    await story.texts(peer('Yves'), 'arrêtez svp');
    expect(await outcomeOf('Yves')).toBeNull();
    expect(
      await story.database.contactPoint.findFirstOrThrow({ where: { value: phone ?? '' } }),
    ).toMatchObject({ stoppedAt: expect.any(Date) as Date });
    expect(story.phone(peer('Yves'))).toHaveLength(before);
  });

  test('"not ok" never clears: somebody is alerted at once', async () => {
    await story.texts(peer('Kim'), 'not ok');
    expect(await outcomeOf('Kim')).not.toBe('ok');
    expect(
      await story.database.escalation.findFirstOrThrow({ where: { subjectPersonId: peer('Kim').personId } }),
    ).toMatchObject({ kind: 'not-ok' });
  });

  test.each([
    ['Rae', 'well the bus was something today'],
    ['Léa', 'ok?'],
  ])('what is ambiguous goes to a human, and %s is told so: "%s"', async (name, words) => {
    await story.texts(peer(name), words);
    expect(await outcomeOf(name)).toBeNull();
    expect((await story.told(peer(name))).at(-1)?.template).toBe('not-understood');
    expect(
      await story.database.wait.findMany({
        where: { kind: 'human-reply', subjectPersonId: peer(name).personId, closedAt: null },
      }),
    ).toHaveLength(1);
  });

  test('nobody is lost: whoever has not checked in when grace ends is looked for', async () => {
    await story.until(`${story.day(1)}T17:31`);
    const raised = await story.database.escalation.findMany({ where: { kind: 'missed-end' } });
    const missed = raised.map(({ subjectPersonId }) => subjectPersonId);
    for (const name of ['Yves', 'Rae', 'Léa']) expect(missed).toContain(peer(name).personId);
    for (const name of ['Camille', 'Devon']) expect(missed).not.toContain(peer(name).personId);
  });
});
