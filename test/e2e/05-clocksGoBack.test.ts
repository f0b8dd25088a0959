import { HOUR } from '../../domain/duration';
import { as, type Zone } from '../../domain/ids';
import { addWall, nextWall, wallClock } from '../../domain/time';
import { COORDINATOR, openStory, type Participant, type Story } from '../support/story';

const ZONE = as<Zone>('America/Toronto');

describe('5. Clocks go back', () => {
  let story: Story;
  let devon: Participant;
  beforeAll(async () => {
    story = await openStory();
    devon = await story.peer();
  });
  afterAll(() => story.close());

  /** Saturday before the next change to or from summer time, as a day of the calendar. */
  async function eveOf(month: '03' | '11'): Promise<string> {
    // The second Sunday of March, the first of November.
    const earliest = month === '03' ? 8 : 1;
    let at = await story.world.now();
    for (;;) {
      const saturday = nextWall(at, { weekday: 'saturday', time: '12:00' }, ZONE);
      at = saturday.instant;
      const sunday = addWall(saturday.wall, as('P1D'), ZONE);
      if (sunday.slice(5, 7) === month && isWithinAWeek(Number(sunday.slice(8, 10)) - earliest))
        return saturday.wall.slice(0, 10);
    }
  }

  async function night(eve: string, hours: { from: string; until: string }): Promise<string> {
    const startsWall = `${eve}T${hours.from}`;
    const endsWall = `${addWall(as(startsWall), as('P1D'), ZONE).slice(0, 10)}T${hours.until}`;
    const { shiftId } = await story.office.shifts.schedule(COORDINATOR, {
      siteId: 'kwmunity.kitchener',
      startsWall,
      endsWall,
      peers: [devon.participantId],
    });
    return shiftId;
  }

  test.each([
    ['spring', '03', 7],
    ['autumn', '11', 9],
  ] as const)('the %s night 22:00 to 06:00 has exactly one end check-in, at six', async (_, month, hours) => {
    const eve = await eveOf(month);
    await story.until(`${eve}T12:00`);
    const shiftId = await night(eve, { from: '22:00', until: '06:00' });
    const { startsAt, endsAt } = await story.database.shift.findUniqueOrThrow({ where: { id: shiftId } });
    expect((endsAt.getTime() - startsAt.getTime()) / HOUR).toBe(hours);

    await story.until(`${eve}T22:03`);
    await story.texts(devon, 'ok');
    const morning = wallClock(endsAt.toISOString() as never, ZONE);
    expect(morning.slice(11)).toBe('06:00');
    await story.until(`${morning.slice(0, 10)}T06:04`);
    const ends = await story.database.wait.findMany({ where: { shiftId, kind: 'end-of-shift' } });
    expect(ends.map(({ dueAt }) => dueAt?.toISOString())).toEqual([endsAt.toISOString()]);
    await story.texts(devon, 'ok home');
    await story.world.pass(6 * HOUR);
    expect(await story.database.shift.findUniqueOrThrow({ where: { id: shiftId } })).toMatchObject({
      status: 'closed',
    });
    const asked = (await story.told(devon)).filter(({ template }) => template === 'shift-end');
    const asksTonight = asked.filter(({ at }) => at >= startsAt && at < new Date(endsAt.getTime() + HOUR));
    expect(asksTonight.map(({ at }) => wallClock(at.toISOString() as never, ZONE).slice(11))).toEqual([
      '06:00',
    ]);
    expect(await story.database.wait.count({ where: { shiftId, kind: 'end-of-shift' } })).toBe(1);
    expect(await story.database.escalation.count({ where: { shiftId } })).toBe(0);
  });

  test('a time that does not exist moves on by the gap, one that exists twice is the first; staff are told which', async () => {
    const spring = await eveOf('03');
    const autumn = await eveOf('11');
    const sunday = (eve: string) => addWall(as(`${eve}T12:00`), as('P1D'), ZONE).slice(0, 10);
    const skipped = await story.office.shifts.schedule(COORDINATOR, {
      siteId: 'kwmunity.kitchener',
      startsWall: `${sunday(spring)}T02:30`,
      endsWall: `${sunday(spring)}T06:00`,
      peers: [devon.participantId],
    });
    expect(wallClock(skipped.startsAt, ZONE).slice(11)).toBe('03:30');
    expect(skipped.notes).toEqual([{ which: 'start', note: 'skipped' }]);
    const twice = await story.office.shifts.schedule(COORDINATOR, {
      siteId: 'kwmunity.kitchener',
      startsWall: `${autumn}T22:00`,
      endsWall: `${sunday(autumn)}T01:30`,
      peers: [devon.participantId],
    });
    expect((Date.parse(twice.endsAt) - Date.parse(twice.startsAt)) / HOUR).toBe(3.5);
    expect(twice.notes).toEqual([{ which: 'end', note: 'ambiguous' }]);
  });
});

function isWithinAWeek(days: number): boolean {
  return days >= 0 && days < 7;
}
