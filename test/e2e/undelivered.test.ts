import { eventually } from '../support/eventually';
import { openStory, type Participant, type Story } from '../support/story';

describe('A phone that is switched off when the shift ends', () => {
  let story: Story;
  let devon: Participant;
  let shiftId: string;
  beforeAll(async () => {
    story = await openStory();
    devon = await story.peer({ phone: '+15195551888' });
    shiftId = await story.shift([devon]);
    story.world.carrier.behave({ number: devon.phone, only: 'texts', undelivered: 30003 });
  });
  afterAll(() => story.close());

  test('what the carrier took and did not bring is asked in a call, once', async () => {
    await story.until(`${story.day(1)}T17:02`);
    // The carrier's word about the text comes by itself, and what follows from it is a workflow of its own.
    await eventually('their phone rings', () => story.calls(devon)[0]?.status === 'ringing');
    const asked = { intent: { personId: devon.personId, template: 'shift-end' } };
    const underWay = { ...asked, status: 'handing-over' };
    await eventually(
      'the call is recorded',
      async () => (await story.database.delivery.count({ where: underWay })) === 0,
    );
    const deliveries = await story.database.delivery.findMany({
      where: asked,
      orderBy: { startedAt: 'asc' },
    });
    expect(deliveries).toMatchObject([
      { channel: 'sms', status: 'undelivered', code: '30003' },
      { channel: 'voice', status: 'sent' },
    ]);
    expect(story.calls(devon)).toHaveLength(1);
  });

  test('staff have a task about the number, and the number stays in use', async () => {
    const tasks = await story.database.wait.findMany({
      where: { kind: 'staff-task', subjectPersonId: devon.personId, closedAt: null },
    });
    expect(tasks).toMatchObject([{ details: { reason: 'number-temporary', code: '30003' } }]);
    expect(
      await story.database.contactPoint.findFirst({ where: { value: devon.phone ?? '' } }),
    ).toMatchObject({
      channel: 'sms',
      unusableCode: null,
    });
  });

  test('a key checks in, and no alarm is raised', async () => {
    await story.presses(devon, '1');
    const wait = await story.database.wait.findFirst({ where: { shiftId, kind: 'end-of-shift' } });
    expect(wait).toMatchObject({ outcome: 'ok' });
    await story.until(`${story.day(1)}T18:00`);
    expect(await story.database.escalation.count()).toBe(0);
  });
});
