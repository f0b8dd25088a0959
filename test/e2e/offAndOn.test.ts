import { COORDINATOR, openStory, type Participant, type Story } from '../support/story';

describe('A peer is taken off a shift by mistake when its end is near, and put back on it', () => {
  let story: Story;
  let devon: Participant;
  let robin: Participant;
  let shiftId: string;
  beforeAll(async () => {
    story = await openStory();
    devon = await story.peer();
    robin = await story.peer({ givenName: 'Robin' });
    shiftId = await story.shift([devon, robin]);
    await story.until(`${story.day(1)}T16:56`);
    for (const peer of [devon, robin]) {
      const { participantId } = peer;
      await story.office.shifts.removePeer(COORDINATOR, shiftId, { peer: participantId });
      await story.world.pass(60_000);
      await story.office.shifts.addPeer(COORDINATOR, shiftId, { peer: participantId });
      await story.world.pass(60_000);
    }
  });
  afterAll(() => story.close());

  const asked = async (who: Participant) =>
    (await story.told(who)).filter(({ template }) => template === 'shift-end').length;

  test('both are asked as they leave and at the end, and whoever answers is done', async () => {
    expect(await asked(devon)).toBe(1);
    await story.until(`${story.day(1)}T17:01`);
    expect(await asked(devon)).toBe(2);
    expect(await asked(robin)).toBe(2);
    await story.texts(robin, 'home safe');
    expect((await story.told(robin)).at(-1)?.template).toBe('shift-thanks');
  });

  test('the other is looked for', async () => {
    await story.until(`${story.day(1)}T17:31`);
    expect(await story.database.escalation.findMany()).toMatchObject([
      { subjectPersonId: devon.personId, kind: 'missed-end', shiftId },
    ]);
    expect((await story.told(story.onCall.supervisor)).map(({ template }) => template)).toContain(
      'escalation-raised',
    );
  });
});

describe('A peer is taken off a shift near its end, and put back after it was made longer', () => {
  let story: Story;
  let devon: Participant;
  let robin: Participant;
  let shiftId: string;
  beforeAll(async () => {
    story = await openStory();
    devon = await story.peer();
    robin = await story.peer({ givenName: 'Robin' });
    shiftId = await story.shift([devon, robin, await story.peer({ givenName: 'Alex' })]);
    await story.until(`${story.day(1)}T16:52`);
    await story.texts(robin, 'ok');
    const { shifts } = story.office;
    for (const { participantId } of [devon, robin])
      await shifts.removePeer(COORDINATOR, shiftId, { peer: participantId });
    await shifts.extend(COORDINATOR, shiftId, { minutes: 180 }, { key: 'the-evening' });
    for (const { participantId } of [devon, robin])
      await shifts.addPeer(COORDINATOR, shiftId, { peer: participantId });
    await story.world.settled();
  });
  afterAll(() => story.close());

  test('both are asked when the longer shift ends, also whoever had answered before, and looked for', async () => {
    await story.until(`${story.day(1)}T20:01`);
    for (const peer of [devon, robin])
      expect((await story.told(peer)).map(({ template }) => template).slice(-2)).toEqual([
        'shift-end-soon',
        'shift-end',
      ]);
    await story.until(`${story.day(1)}T20:31`);
    const missed = await story.database.escalation.findMany({ where: { kind: 'missed-end' } });
    expect(missed.map(({ subjectPersonId }) => subjectPersonId)).toEqual(
      expect.arrayContaining([devon.personId, robin.personId]),
    );
  });
});

describe('Two peers join a shift while the others are asked whether they are there', () => {
  let story: Story;
  let alex: Participant;
  let robin: Participant;
  let shiftId: string;
  beforeAll(async () => {
    story = await openStory();
    alex = await story.peer({ givenName: 'Alex' });
    robin = await story.peer({ givenName: 'Robin' });
    const [devon, kim] = [await story.peer(), await story.peer({ givenName: 'Kim' })];
    shiftId = await story.shift([devon, kim]);
    await story.until(`${story.day(1)}T13:10`);
    const { shifts } = story.office;
    await shifts.addPeer(COORDINATOR, shiftId, { peer: alex.participantId });
    await story.until(`${story.day(1)}T13:20`);
    await shifts.handOver(COORDINATOR, shiftId, { from: devon.participantId, to: robin.participantId });
    await story.until(`${story.day(1)}T13:31`);
  });
  afterAll(() => story.close());

  const templates = async (who: Participant) => (await story.told(who)).map(({ template }) => template);

  test('whoever has the time to answer is asked, nudged and looked for', async () => {
    expect((await templates(alex)).slice(-3)).toEqual(['shift-scheduled', 'shift-overdue', 'shift-overdue']);
    expect(await story.database.escalation.findMany()).toMatchObject([
      { subjectPersonId: alex.personId, kind: 'missed-start' },
    ]);
  });

  test('whoever has not is neither asked nor looked for, until the end is asked about', async () => {
    expect((await templates(robin)).at(-1)).toBe('shift-scheduled');
    await story.until(`${story.day(1)}T17:31`);
    const missed = await story.database.escalation.findMany({ where: { subjectPersonId: robin.personId } });
    expect(missed).toMatchObject([{ kind: 'missed-end' }]);
  });
});

describe('A peer leaves a shift while it runs', () => {
  let story: Story;
  let devon: Participant;
  let robin: Participant;
  let kim: Participant;
  let alex: Participant;
  let shiftId: string;
  beforeAll(async () => {
    story = await openStory();
    devon = await story.peer();
    robin = await story.peer({ givenName: 'Robin' });
    kim = await story.peer({ givenName: 'Kim' });
    alex = await story.peer({ givenName: 'Alex' });
    ({ shiftId } = await story.office.shifts.schedule(COORDINATOR, {
      siteId: 'kwmunity.kitchener',
      startsWall: `${story.day(1)}T13:00`,
      endsWall: `${story.day(1)}T17:00`,
      peers: [devon, robin, kim].map(({ participantId }) => participantId),
    }));
    await story.until(`${story.day(1)}T13:02`);
    for (const peer of [devon, robin]) await story.texts(peer, 'ok');
    await story.until(`${story.day(1)}T13:20`);
    const { shifts } = story.office;
    const relieved = { from: devon.participantId, to: alex.participantId };
    for (const _ of [1, 2]) await shifts.handOver(COORDINATOR, shiftId, relieved, { key: 'alex-takes-over' });
    for (const { participantId } of [robin, kim])
      await shifts.removePeer(COORDINATOR, shiftId, { peer: participantId });
    await story.world.settled();
    await story.until(`${story.day(1)}T13:22`);
  });
  afterAll(() => story.close());

  const templates = async (who: Participant) => (await story.told(who)).map(({ template }) => template);
  const own = (who: Participant) =>
    story.database.shift.findFirstOrThrow({
      where: { relievedFrom: shiftId, peers: { some: { personId: who.personId } } },
    });

  test('each is asked at once whether they are safe, and not told that it is called off', async () => {
    for (const peer of [devon, robin, kim]) {
      expect((await templates(peer)).at(-1)).toBe('shift-end');
      expect(await templates(peer)).not.toContain('shift-cancelled');
    }
  });

  test('it is a shift of their own: from its start until they left', async () => {
    expect(await story.database.shift.count({ where: { relievedFrom: shiftId } })).toBe(3);
    expect(await own(devon)).toMatchObject({
      startsWall: `${story.day(1)}T13:00`,
      endsWall: `${story.day(1)}T13:20`,
      lookForAt: null,
    });
  });

  test('nobody takes them off that one: they answer, or somebody looks for them', async () => {
    const { id } = await own(devon);
    const refused = story.office.shifts.removePeer(COORDINATOR, id, { peer: devon.participantId });
    await expect(refused).rejects.toMatchObject({ code: 'HasLeft' });
  });

  test('whoever was late already is looked for when they were to be looked for', async () => {
    await story.texts(robin, 'home safe');
    await story.until(`${story.day(1)}T13:32`);
    expect(await story.database.escalation.findMany()).toMatchObject([
      { subjectPersonId: kim.personId, kind: 'missed-end', shiftId: (await own(kim)).id },
    ]);
  });

  test('whoever was not has the whole grace, and whoever answers is done', async () => {
    await story.until(`${story.day(1)}T13:52`);
    const raised = await story.database.escalation.findMany({ orderBy: { raisedAt: 'asc' } });
    expect(raised.map(({ subjectPersonId }) => subjectPersonId)).toEqual([kim.personId, devon.personId]);
    expect((await own(robin)).status).toBe('closed');
  });

  test('whoever is on the shift goes on', async () => {
    const on = await story.database.shiftPeer.findMany({ where: { shiftId, removedAt: null } });
    expect(on.map(({ personId }) => personId)).toEqual([alex.personId]);
  });
});
