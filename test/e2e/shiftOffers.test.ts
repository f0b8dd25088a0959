import { COORDINATOR, openStory, type Participant, type Someone, type Story } from '../support/story';

describe('A shift is offered', () => {
  let story: Story;
  let devon: Participant;
  let robin: Participant;
  let shiftId: string;
  beforeAll(async () => {
    story = await openStory();
    devon = await story.peer();
    robin = await story.peer({ givenName: 'Robin' });
    ({ shiftId } = await story.office.shifts.schedule(COORDINATOR, {
      siteId: 'kwmunity.kitchener',
      startsWall: `${story.day(1)}T13:00`,
      endsWall: `${story.day(1)}T17:00`,
      peers: [devon.participantId, robin.participantId],
      mode: 'offer',
    }));
    await story.world.settled();
  });
  afterAll(() => story.close());

  const templates = async (who: Someone) => (await story.told(who)).map(({ template }) => template);
  const on = async () =>
    (await story.database.shiftPeer.findMany({ where: { shiftId, removedAt: null } })).map(
      ({ personId }) => personId,
    );

  test('both are asked, and nobody is on it yet', async () => {
    for (const peer of [devon, robin]) expect((await templates(peer)).at(-1)).toBe('shift-offered');
    expect(await on()).toEqual([]);
  });

  test('Devon accepts by text, and hears of the shift', async () => {
    await story.texts(devon, 'yes that works for me');
    expect(await on()).toEqual([devon.personId]);
    expect((await templates(devon)).at(-1)).toBe('shift-scheduled');
  });

  test('Robin declines on the page of the link; no reason is asked, and staff see that one is missing', async () => {
    const offer = story.phone(robin).at(-1)?.body ?? '';
    const link = /https?:\/\/\S+\/p\/\S+/.exec(offer)?.[0] ?? '';
    const page = await (await fetch(link)).text();
    expect(page).toContain('Would this shift suit you?');
    const wait = /name="wait" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const answer = await fetch(link, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        origin: new URL(link).origin,
        'sec-fetch-site': 'same-origin',
      },
      body: new URLSearchParams({ wait, act: 'decline' }),
    });
    expect(answer.status).toBe(303);
    await story.world.settled();
    expect(await on()).toEqual([devon.personId]);
    expect(await story.events({ shiftId, kind: 'shift-offer-answered' })).toMatchObject([
      { personId: devon.personId, data: { answer: 'accepted' } },
      { personId: robin.personId, data: { answer: 'declined' }, actor: `person:${robin.personId}` },
    ]);
    expect(
      await story.database.wait.findMany({ where: { shiftId, kind: 'staff-task', closedAt: null } }),
    ).toMatchObject([{ details: { task: 'shift-unfilled' }, subjectPersonId: robin.personId }]);
  });

  test('Devon works it, is done early by text, and is asked within the minute', async () => {
    await story.until(`${story.day(1)}T13:05`);
    await story.texts(devon, 'ok here');
    await story.until(`${story.day(1)}T15:30`);
    await story.texts(devon, 'done early');
    expect((await templates(devon)).at(-1)).toBe('shift-ending-early');
    // On skipped time nobody asks for all shifts at once: the shift itself does, some seconds later.
    await story.world.pass(66_000);
    expect((await templates(devon)).at(-1)).toBe('shift-end');
    await story.texts(devon, 'ok home safe');
    expect((await templates(devon)).at(-1)).toBe('shift-thanks');
    await story.world.pass(3_600_000);
    expect(await story.database.escalation.count()).toBe(0);
    const [change] = await story.events({ shiftId, kind: 'shift-changed' });
    expect(change).toMatchObject({ actor: `person:${devon.personId}` });
    expect((await templates(robin)).filter((one) => one.startsWith('shift'))).toEqual(['shift-offered']);
  });
});
