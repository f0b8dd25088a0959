import { openStory, type Participant, type Story } from '../support/story';

describe('9. END at the end of a shift', () => {
  let story: Story;
  let devon: Participant;
  let shiftId: string;
  beforeAll(async () => {
    story = await openStory();
    devon = await story.peer();
    shiftId = await story.shift([devon]);
    await story.until(`${story.day(1)}T17:04`);
    await story.texts(devon, 'END');
  });
  afterAll(() => story.close());

  test('it is the check-in: the wait is closed, and no alarm is raised', async () => {
    const wait = await story.database.wait.findFirst({ where: { shiftId, kind: 'end-of-shift' } });
    expect(wait).toMatchObject({ outcome: 'ok' });
    await story.until(`${story.day(1)}T19:00`);
    expect(await story.database.escalation.count()).toBe(0);
  });

  test('and it is the opt-out: nothing goes to that phone any more, the thank-you included', async () => {
    const [point] = await story.database.contactPoint.findMany({ where: { value: devon.phone ?? '' } });
    expect(point?.stoppedAt).not.toBeNull();
    const last = story.phone(devon).at(-1);
    expect(last?.body).not.toMatch(/checked in/);
    expect(await story.events({ kind: 'contact-stopped', personId: devon.personId })).toHaveLength(1);
    await expect(
      story.world.carrier.answer(devon.phone ?? '', 'hello').then(() => story.phone(devon).length),
    ).resolves.toBe(story.phone(devon).length);
  });

  test('staff see it, and how the peer can START again', async () => {
    const { supervisor } = story.onCall;
    const told = (await story.told(supervisor)).find(
      ({ template, channel }) => template === 'stop-confirmed-call-dont-text' && channel === 'sms',
    );
    expect(told?.body).toMatch(/opted out of texts[\s\S]*Call, don't text[\s\S]*texting START/);
  });

  test('START takes it back', async () => {
    await story.texts(devon, 'START');
    const [point] = await story.database.contactPoint.findMany({ where: { value: devon.phone ?? '' } });
    expect(point?.stoppedAt).toBeNull();
    expect(story.phone(devon).at(-1)?.body).toMatch(/Welcome back/);
  });
});
