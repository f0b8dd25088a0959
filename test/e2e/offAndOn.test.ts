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

  test('both are asked at the end, and whoever answers is done', async () => {
    await story.until(`${story.day(1)}T17:01`);
    expect(await asked(devon)).toBe(1);
    expect(await asked(robin)).toBe(1);
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
