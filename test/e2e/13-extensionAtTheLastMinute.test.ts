import { COORDINATOR, openStory, type Participant, type Story } from '../support/story';

describe('13. Extension at the last minute', () => {
  let story: Story;
  let devon: Participant;
  let shiftId: string;
  beforeAll(async () => {
    story = await openStory();
    devon = await story.peer({ language: 'fr' });
    shiftId = await story.shift([devon]);
  });
  afterAll(() => story.close());

  const at = (time: string): Promise<void> => story.until(`${story.day(1)}T${time}`);
  const endsWall = async () =>
    (await story.database.shift.findUniqueOrThrow({ where: { id: shiftId } })).endsWall.slice(11);
  const saidSince = async (n: number) => (await story.told(devon)).slice(n).map(({ template }) => template);

  test('at 16:58 Devon texts "encore 30 min", and the shift ends at 17:30', async () => {
    await at('16:58');
    await story.texts(devon, 'encore 30 min');
    expect(await endsWall()).toBe('17:30');
    expect((await story.told(devon)).at(-1)).toMatchObject({ template: 'shift-extended' });
  });

  test('nothing is asked at 17:00, and nobody is alarmed when the first grace would have ended', async () => {
    const before = (await story.told(devon)).length;
    await at('17:19');
    expect(await saidSince(before)).toEqual([]);
    const wait = await story.database.wait.findFirstOrThrow({ where: { shiftId, kind: 'end-of-shift' } });
    expect(wait.closedAt).toBeNull();
  });

  test('at 17:29 staff give another quarter of an hour; the last word counts', async () => {
    await at('17:29');
    await story.office.shifts.extend(COORDINATOR, shiftId, { minutes: 15 }, { key: 'last-word' });
    await story.world.settled();
    expect(await endsWall()).toBe('17:45');
    const before = (await story.told(devon)).length;
    await at('17:46');
    expect(await saidSince(before)).toEqual(['shift-end-soon', 'shift-end']);
    await story.texts(devon, 'ok rendu chez moi');
    expect((await story.told(devon)).at(-1)).toMatchObject({ template: 'shift-thanks' });
  });

  test('there was no alert, and the trail shows who extended it, when, and until when', async () => {
    await story.world.pass(2 * 3_600_000);
    expect(await story.database.escalation.count()).toBe(0);
    const changes = await story.events({ shiftId, kind: 'shift-changed' });
    expect(
      changes.map(({ actor, data }) => ({ actor, minutes: (data as { minutes: number }).minutes })),
    ).toEqual([
      { actor: `person:${devon.personId}`, minutes: 30 },
      { actor: COORDINATOR.actor, minutes: 15 },
    ]);
    const [shift] = (await story.office.evidence.report(COORDINATOR, { shiftId })).shifts;
    expect(shift?.changes.filter(({ kind }) => kind === 'shift-changed').map(({ by }) => by)).toEqual([
      'Devon',
      expect.any(String),
    ]);
    expect(shift?.checks.map(({ kind, result, via }) => [kind, result, via])).toEqual([
      ['start-of-shift', 'answered', 'sms'],
      ['end-of-shift', 'answered', 'sms'],
    ]);
  });
});

describe('13. Extension at the last minute: whoever had answered already', () => {
  let story: Story;
  let devon: Participant;
  let robin: Participant;
  let alex: Participant;
  let shiftId: string;
  beforeAll(async () => {
    story = await openStory();
    devon = await story.peer();
    robin = await story.peer({ givenName: 'Robin' });
    alex = await story.peer({ givenName: 'Alex' });
    shiftId = await story.shift([devon, robin, alex]);
  });
  afterAll(() => story.close());

  const at = (time: string): Promise<void> => story.until(`${story.day(1)}T${time}`);
  const templates = async (who: Participant) => (await story.told(who)).map(({ template }) => template);
  const owes = async (who: Participant) =>
    await story.database.wait.count({
      where: { shiftId, personId: who.personId, kind: 'end-of-shift', closedAt: null },
    });

  test('Devon says "ok" before the end and stays on after all: the word before is no word on the new end', async () => {
    await at('16:52');
    await story.texts(devon, 'ok');
    expect(await owes(devon)).toBe(0);
    await at('16:56');
    await story.texts(devon, '30 more');
    expect((await templates(devon)).filter((one) => one === 'shift-extended')).toHaveLength(1);
    expect(await owes(devon)).toBe(1);
  });

  test('both are asked at the new end, and who is silent then is looked for', async () => {
    await at('17:31');
    for (const peer of [devon, robin])
      expect((await templates(peer)).slice(-3)).toEqual(['shift-extended', 'shift-end-soon', 'shift-end']);
    await story.texts(alex, 'home');
    await story.texts(robin, '15 more');
    // Alex is home: the shift of the others is nothing to them any more.
    expect((await templates(alex)).at(-1)).toBe('shift-thanks');
    expect((await templates(devon)).at(-1)).toBe('shift-extended');
    await at('17:46');
    await story.texts(robin, 'home');
    await at('18:20');
    expect(await story.database.escalation.findMany()).toMatchObject([
      { subjectPersonId: devon.personId, kind: 'missed-end' },
    ]);
    const [shift] = (await story.office.evidence.report(COORDINATOR, { shiftId })).shifts;
    const ends = shift?.checks.filter(({ kind }) => kind === 'end-of-shift') ?? [];
    expect(ends.map(({ peer, asked, result }) => [peer.split(' ')[0], asked, result]).sort()).toEqual([
      ['Alex', 3, 'answered'],
      ['Devon', 6, 'missed'],
      ['Robin', 5, 'answered'],
    ]);
  });
});

describe('13. Extension at the last minute: a minute too late', () => {
  let story: Story;
  let devon: Participant;
  beforeAll(async () => {
    story = await openStory();
    devon = await story.peer();
    await story.shift([devon]);
  });
  afterAll(() => story.close());

  test('whoever looks for Devon hears that he has written; nothing is cleared by it', async () => {
    await story.until(`${story.day(1)}T17:31`);
    const { supervisor, second } = story.onCall;
    expect((await story.told(supervisor)).at(-1)).toMatchObject({ template: 'escalation-raised' });
    await story.texts(devon, '30 more');
    expect((await story.told(supervisor)).at(-1)).toMatchObject({ template: 'staff-task' });
    expect((await story.told(devon)).at(-1)).toMatchObject({ template: 'not-understood' });
    await story.until(`${story.day(1)}T17:40`);
    expect((await story.told(second)).map(({ template }) => template)).toContain('escalation-raised');
    await story.texts(devon, '30 more please');
    expect((await story.told(second)).at(-1)).toMatchObject({ template: 'staff-task' });
    expect(await story.database.escalation.findMany()).toMatchObject([
      { kind: 'missed-end', status: 'open', peerAnsweredAt: null },
    ]);
  });
});

describe('13. Extension at the last minute: where peers are asked on the way', () => {
  let story: Story;
  let devon: Participant;
  let robin: Participant;
  let shiftId: string;
  beforeAll(async () => {
    story = await openStory({ program: 'cat' });
    [devon, robin] = [await peer('Devon'), await peer('Robin')];
    ({ shiftId } = await story.office.shifts.schedule(COORDINATOR, {
      siteId: 'cat.campbell-river',
      startsWall: `${story.day(1)}T13:00`,
      endsWall: `${story.day(1)}T17:00`,
      peers: [devon.participantId, robin.participantId],
    }));
    for (const time of ['13:01', '15:01']) {
      await at(time);
      for (const one of [devon, robin]) await story.texts(one, 'ok');
    }
  });
  afterAll(() => story.close());

  async function peer(givenName: string): Promise<Participant> {
    const one = await story.join({ givenName, role: 'mentor' });
    await story.advance(one, 'hello', 'expectations', 'first-modules', 'suitable-work');
    for (const module of ['peer-basics', 'naloxone'])
      await story.office.journeys.completeTraining(COORDINATOR, one.participantId, { module });
    return one;
  }
  const at = (time: string): Promise<void> => story.until(`${story.day(1)}T${time}`);
  const templates = async (who: Participant) => (await story.told(who)).map(({ template }) => template);

  test('a check-in that would have been due before it is not asked, and nobody is looked for over it', async () => {
    await at('17:05');
    await story.texts(robin, 'home');
    await at('17:16');
    await story.texts(devon, '30 more');
    await at('17:31');
    expect((await templates(devon)).slice(-3)).toEqual(['shift-extended', 'shift-end-soon', 'shift-end']);
    expect((await templates(robin)).at(-1)).toBe('shift-thanks');
    expect(await story.database.escalation.count()).toBe(0);
  });

  test('whoever works on is asked on the way; whoever is home has nothing to do with it', async () => {
    await story.office.shifts.extend(COORDINATOR, shiftId, { minutes: 150 }, { key: 'the-evening' });
    await at('19:01');
    expect((await templates(devon)).slice(-2)).toEqual(['shift-extended', 'shift-check-in']);
    await at('19:31');
    expect((await templates(robin)).at(-1)).toBe('shift-thanks');
    expect(await story.database.escalation.findMany()).toMatchObject([
      { subjectPersonId: devon.personId, kind: 'missed-interval' },
    ]);
    expect(
      await story.database.wait.count({ where: { shiftId, personId: robin.personId, closedAt: null } }),
    ).toBe(0);
  });
});
