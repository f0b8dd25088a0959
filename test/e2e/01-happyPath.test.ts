import { openStory, type Story } from '../support/story';

describe('1. Happy path', () => {
  let story: Story;
  beforeAll(async () => {
    story = await openStory();
  });
  afterAll(() => story.close());

  test('Devon texts "ok home" six minutes after the shift: checked in, one thank-you, nobody is alarmed', async () => {
    const devon = await story.peer();
    const shiftId = await story.shift([devon]);
    await story.until(`${story.day(1)}T17:06`);
    const before = await story.told(devon);
    expect(before.map(({ template }) => template)).toEqual(
      expect.arrayContaining(['shift-scheduled', 'shift-start', 'shift-end-soon', 'shift-end']),
    );

    await story.texts(devon, 'ok home');
    const end = await story.database.wait.findFirst({ where: { shiftId, kind: 'end-of-shift' } });
    expect(end).toMatchObject({ outcome: 'ok', closedBy: `person:${devon.personId}` });

    await story.world.pass(4 * 3_600_000);
    const after = (await story.told(devon)).slice(before.length);
    expect(after.map(({ template }) => template)).toEqual(['shift-thanks']);
    expect(story.phone(devon)).toHaveLength(before.length + 1);
    expect(await story.database.escalation.count()).toBe(0);
    for (const staff of Object.values(story.onCall)) {
      expect(story.phone(staff)).toHaveLength(0);
      expect(story.mailbox(staff)).toHaveLength(0);
    }
    expect(await story.database.shift.findUniqueOrThrow({ where: { id: shiftId } })).toMatchObject({
      status: 'closed',
    });
    const shiftEvents = await story.events({ shiftId });
    expect(shiftEvents.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['shift-scheduled', 'shift-check-in', 'shift-closed']),
    );
    expect(shiftEvents.filter(({ kind }) => kind === 'shift-missed')).toEqual([]);
  });
});
