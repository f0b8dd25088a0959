import { MINUTE } from '../../domain/duration';
import { COORDINATOR, openStory, type Participant, type Story } from '../support/story';

describe('the system watches itself', () => {
  let story: Story;
  let devon: Participant;
  beforeAll(async () => {
    story = await openStory();
    devon = await story.peer();
  });
  afterAll(() => story.close());

  async function look(run: string): Promise<{ satisfied: boolean; mended: number }> {
    await story.world.fullCircle.audits.start(run);
    await story.world.settled();
    return await story.world.fullCircle.audits.result(run);
  }

  test('a shift whose run was ended from outside is watched again, and a missed end still reaches the supervisor', async () => {
    const shiftId = await story.shift([devon]);
    await story.world.client.workflow.getHandle(`shift-${shiftId}`).terminate('an accident');
    expect(await look('after-the-accident')).toMatchObject({ satisfied: true, mended: 1 });
    const before = story.phone(devon).length;
    expect(before).toBeGreaterThan(0);
    // Nothing that was said before is said again.
    expect((await story.told(devon)).filter(({ template }) => template === 'shift-scheduled')).toHaveLength(
      1,
    );

    await story.until(`${story.day(1)}T17:32`);
    const escalation = await story.database.escalation.findFirstOrThrow({ where: { shiftId } });
    expect(escalation).toMatchObject({ kind: 'missed-end' });
    expect(story.phone(story.onCall.supervisor).length).toBeGreaterThan(0);
  });

  test('an escalation whose run was ended from outside climbs on from where it stood', async () => {
    const { id, shiftId } = await story.database.escalation.findFirstOrThrow();
    const paged = story.phone(story.onCall.supervisor).length;
    await story.world.client.workflow.getHandle(id).terminate('an accident');
    expect(await look('after-another')).toMatchObject({ satisfied: true, mended: 1 });
    await story.world.pass(30 * MINUTE);
    const told = await story.events({ escalationId: id, kind: 'escalation-level-told' });
    expect(told.map(({ data }) => (data as { level: string; round: number }).level)).toEqual(
      expect.arrayContaining(['supervisor', 'second', 'manager']),
    );
    expect(new Set(told.map(({ key }) => key)).size).toBe(told.length);
    expect(story.phone(story.onCall.manager).length).toBeGreaterThan(0);
    expect(story.phone(story.onCall.supervisor).length).toBeGreaterThanOrEqual(paged);

    const { code } = await story.database.escalation.findUniqueOrThrow({ where: { id } });
    await story.texts(story.onCall.manager, code);
    expect(await story.database.escalation.findUniqueOrThrow({ where: { id } })).toMatchObject({
      status: 'acknowledged',
    });
    const caller = { actor: 'account:x', scope: [{ role: 'admin' }], via: 'console' } as const;
    await story.office.escalations.resolve(caller, id, { outcome: 'found-safe' });
    await story.world.pass(10 * MINUTE);
    expect(await story.database.shift.findUniqueOrThrow({ where: { id: shiftId ?? '' } })).toMatchObject({
      status: 'closed',
    });
    expect(await look('at-the-end')).toMatchObject({ satisfied: true });
    expect((await story.office.system.show(caller)).open).toEqual([]);
  });

  test('whoever was asked whether they are there is looked for at the grace, also when the run is lost in between', async () => {
    const day = story.day(3);
    const { shiftId } = await story.office.shifts.schedule(COORDINATOR, {
      siteId: 'kwmunity.kitchener',
      startsWall: `${day}T13:00`,
      endsWall: `${day}T17:00`,
      peers: [devon.participantId],
    });
    await story.until(`${day}T13:03`);
    const asked = (await story.told(devon)).filter(({ template }) => template === 'shift-start');
    await story.world.client.workflow.getHandle(`shift-${shiftId}`).terminate('an accident');
    expect(await look('in-the-grace')).toMatchObject({ mended: 1 });

    await story.until(`${day}T13:40`);
    expect(await story.database.escalation.findMany({ where: { shiftId } })).toMatchObject([
      { kind: 'missed-start' },
    ]);
    // The question of before is not put again.
    expect((await story.told(devon)).filter(({ template }) => template === 'shift-start')).toEqual(asked);
  });
});
