import { HOUR } from '../../domain/duration';
import { as, type Zone } from '../../domain/ids';
import { addWall, bundledRules, nextWall, wallClock, type ZoneRules } from '../../domain/time';
import { COORDINATOR, openStory, type Participant, type Story } from '../support/story';

const ZONE = as<Zone>('America/Vancouver');

/** Rules of a release from before British Columbia stopped changing its clocks. */
const stale: ZoneRules = {
  ...bundledRules,
  version: '2025c',
  offset(zone, at) {
    if (zone !== ZONE || at < Date.UTC(2026, 10, 1)) return bundledRules.offset(zone, at);
    return bundledRules.offset(as('America/Toronto'), at) - 3 * HOUR;
  },
};

describe('6. Clocks that stopped changing', () => {
  let story: Story;
  let devon: Participant;
  beforeAll(async () => {
    story = await openStory();
    await story.database.site.create({
      data: { id: 'kwmunity.vancouver', programId: 'kwmunity', name: 'Vancouver', zone: ZONE },
    });
  });
  afterAll(() => story.close());

  async function night(peer: Participant): Promise<string> {
    let at = await story.world.now();
    for (;;) {
      const saturday = nextWall(at, { weekday: 'saturday', time: '22:00' }, ZONE);
      at = saturday.instant;
      const sunday = addWall(saturday.wall, as('P1D'), ZONE).slice(0, 10);
      if (sunday.slice(5, 7) !== '11' || Number(sunday.slice(8)) > 7) continue;
      const { shiftId } = await story.office.shifts.schedule(COORDINATOR, {
        siteId: 'kwmunity.vancouver',
        startsWall: saturday.wall,
        endsWall: `${sunday}T06:00`,
        peers: [peer.participantId],
      });
      return shiftId;
    }
  }

  async function look(run: string): Promise<{ satisfied: boolean }> {
    await story.world.fullCircle.audits.start(run);
    await story.world.settled();
    return await story.world.fullCircle.audits.result(run);
  }

  test('a first start with stale rules refuses, and says how to update', async () => {
    await expect(story.world.worker.restart({ zoneRules: stale })).rejects.toThrow(
      /British Columbia keeps UTC-7.*[\s\S]*npm install moment-timezone@latest/,
    );
    story.world.worker.start();
    devon = await story.peer();
  });

  test('the night of the autumn change has eight hours in Vancouver', async () => {
    const shiftId = await night(devon);
    const { startsAt, endsAt } = await story.database.shift.findUniqueOrThrow({ where: { id: shiftId } });
    expect((endsAt.getTime() - startsAt.getTime()) / HOUR).toBe(8);
    expect(await look('before')).toMatchObject({ satisfied: true });
  });

  test('a restart with open shifts runs on stale rules, alarms, and flags the shifts it may have wrong', async () => {
    const shift = await story.database.shift.findFirstOrThrow({ where: { siteId: 'kwmunity.vancouver' } });
    await story.world.worker.restart({ zoneRules: stale });
    expect(await look('on-stale-rules')).toMatchObject({ satisfied: false });
    await story.world.settled();
    const { open } = await story.office.system.show(COORDINATOR);
    expect(open.map(({ kind, shiftId }) => [kind, shiftId])).toEqual(
      expect.arrayContaining([
        ['zone-rules-stale', null],
        ['shift-times-doubtful', shift.id],
      ]),
    );
    expect(story.phone(story.onCall.supervisor).map(({ body }) => body)).toEqual(
      expect.arrayContaining([expect.stringContaining('time zone rules are out of date')]),
    );
    // What was agreed on stands: stale rules move nothing.
    expect(await story.database.shift.findUniqueOrThrow({ where: { id: shift.id } })).toMatchObject({
      startsAt: shift.startsAt,
      endsAt: shift.endsAt,
    });

    const told = story.phone(story.onCall.supervisor).length;
    await look('on-stale-rules-again');
    expect(story.phone(story.onCall.supervisor)).toHaveLength(told);
  });

  test('a shift that stale rules planned is moved by new ones, and the peer is told', async () => {
    await story.world.worker.restart({});
    const kim = await story.peer({ givenName: 'Kim' });
    const id = await night(kim);
    const right = await story.database.shift.findUniqueOrThrow({ where: { id } });
    const asInstant = (ms: number) => new Date(ms).toISOString() as never;
    // As the stale release would have made it: the same wall clock, an hour later by the world's time.
    await story.world.fullCircle.shifts.reschedule(as(id), {
      startsAt: asInstant(right.startsAt.getTime()),
      endsAt: asInstant(right.endsAt.getTime() + HOUR),
      by: 'system',
    });
    await story.database.shift.update({
      where: { id },
      data: { zoneRules: '2025c', endsWall: right.endsWall },
    });

    expect(await look('on-new-rules')).toMatchObject({ satisfied: true });
    const moved = await story.database.shift.findUniqueOrThrow({ where: { id } });
    expect(moved).toMatchObject({
      endsAt: right.endsAt,
      endsWall: right.endsWall,
      zoneRules: bundledRules.version,
    });
    expect(wallClock(asInstant(moved.endsAt.getTime()), ZONE).slice(11)).toBe('06:00');
    expect(await story.world.fullCircle.shifts.state(as(id))).toMatchObject({
      endsAt: right.endsAt.toISOString(),
    });
    const changed = (await story.told(kim)).filter(({ template }) => template === 'shift-changed');
    expect(changed).toHaveLength(2);
    expect((await story.office.system.show(COORDINATOR)).open).toEqual([]);
  });
});
