import { COORDINATOR, openStory, type Participant, type Someone, type Story } from '../support/story';

/** Whoever got no answer sends the same act again under the same key: it stands, and is no reason to refuse its repeat. */
describe('A change of a shift whose answer was lost is sent again', () => {
  let story: Story;
  let devon: Participant;
  let robin: Participant;
  let sam: Participant;
  let noor: Participant;
  let shiftId: string;
  beforeAll(async () => {
    story = await openStory();
    devon = await story.peer();
    robin = await story.peer({ givenName: 'Robin' });
    sam = await story.peer({ givenName: 'Sam' });
    noor = await story.peer({ givenName: 'Noor' });
    ({ shiftId } = await story.office.shifts.schedule(COORDINATOR, {
      siteId: 'kwmunity.kitchener',
      startsWall: `${story.day(1)}T13:00`,
      endsWall: `${story.day(1)}T17:00`,
      peers: [devon.participantId, robin.participantId],
    }));
    await story.world.settled();
  });
  afterAll(() => story.close());

  const templates = async (who: Someone) =>
    (await story.told(who)).map(({ template }) => template).filter((one) => one.startsWith('shift'));
  const on = async () =>
    (await story.database.shiftPeer.findMany({ where: { shiftId, removedAt: null } }))
      .map(({ personId }) => personId)
      .sort();

  /** Does it twice under one key, and once more under another. */
  async function again(act: (key: string) => Promise<unknown>): Promise<unknown> {
    const first = await act('the-same-key');
    await story.world.settled();
    expect(await act('the-same-key')).toEqual(first);
    await story.world.settled();
    return act('another-key').then(
      () => 'taken',
      ({ code }: { code?: string }) => code,
    );
  }
  const keyed = (what: string, key: string) => ({ key: `${what}-${key}` });

  test('somebody is put on it: once, and told once', async () => {
    const other = await again((key) =>
      story.office.shifts.addPeer(COORDINATOR, shiftId, { peer: sam.participantId }, keyed('add', key)),
    );
    expect(other).toBe('OnThisShift');
    expect(await on()).toEqual([devon, robin, sam].map(({ personId }) => personId).sort());
    expect(await templates(sam)).toEqual(['shift-scheduled']);
  });

  test('somebody is offered it, and asked once', async () => {
    await again((key) =>
      story.office.shifts.offer(COORDINATOR, shiftId, { peer: noor.participantId }, keyed('offer', key)),
    );
    expect(await templates(noor)).toContain('shift-offered');
  });

  test('it is handed over', async () => {
    const input = { from: sam.participantId, to: noor.participantId };
    const other = await again((key) =>
      story.office.shifts.handOver(COORDINATOR, shiftId, input, keyed('hand-over', key)),
    );
    expect(other).toBe('OnThisShift');
    expect(await on()).toEqual([devon, noor, robin].map(({ personId }) => personId).sort());
  });

  test('somebody is taken off it', async () => {
    const other = await again((key) =>
      story.office.shifts.removePeer(
        COORDINATOR,
        shiftId,
        { peer: robin.participantId },
        keyed('remove', key),
      ),
    );
    expect(other).toBe('NotOnThisShift');
    expect(await on()).toEqual([devon, noor].map(({ personId }) => personId).sort());
  });

  test('it is made longer, by so much and not by twice as much', async () => {
    const before = await story.database.shift.findUniqueOrThrow({ where: { id: shiftId } });
    for (const _ of [1, 2])
      await story.office.shifts.extend(COORDINATOR, shiftId, { minutes: 30 }, keyed('extend', 'once'));
    const after = await story.database.shift.findUniqueOrThrow({ where: { id: shiftId } });
    expect(after.endsAt.getTime() - before.endsAt.getTime()).toBe(30 * 60_000);
  });

  test('it is cancelled: its workflow has ended, and still knows', async () => {
    const other = await again((key) =>
      story.office.shifts.cancel(COORDINATOR, shiftId, {}, keyed('cancel', key)),
    );
    expect(other).toBe('ShiftIsCancelled');
    expect(await templates(devon)).toEqual(['shift-scheduled', expect.any(String), 'shift-cancelled']);
  });
});
