import { setTimeout as pause } from 'node:timers/promises';
import { checkIn } from '../../activities/checkIn';
import { createDeadlineLook } from '../../activities/deadlineLook';
import type { Tell } from '../../activities/messaging';
import { takeAnnounced } from '../../activities/records/announced';
import { shiftDeadlines } from '../../activities/records/shiftDeadline';
import { createShiftDeadlines } from '../../activities/shiftDeadlines';
import { plus } from '../../domain/duration';
import { as, type Instant, type OccurrenceKey } from '../../domain/ids';
import { openDatabase } from '../../platform/database';
import type { ShiftDeadline, ShiftPlan } from '../../workflows/contract';
import { leaveAll } from '../support/leaveAll';
import { NOW, openTown, phoneOf, PROGRAM, SITE, type Town } from './support/town';

const END = { kind: 'end', number: 0 } as const;
const NUDGE = 'end-0/nudge-1';
const MISSED = 'end-0/missed-0';

let town: Town;
let said: OccurrenceKey[];
let deadlines: ReturnType<typeof createShiftDeadlines>;

/** A carrier that takes everything at once, unless a test says otherwise. */
const tellAll: Tell = ({ keys }) => {
  said.push(...keys);
  return Promise.resolve({ left: [], deferred: [] });
};

beforeAll(async () => {
  town = await openTown();
  await town.person('night', { role: 'staff' });
  await town.onCall('supervisor', 'night');
});
beforeEach(async () => {
  said = [];
  deadlines = createShiftDeadlines(town.db, tellAll);
  // Every test has its instant to itself.
  await town.db.shiftDeadline.deleteMany();
});
afterAll(() => town.drop());

function asks(shift: string, step: ShiftDeadline['step']): Omit<ShiftDeadline, 'shiftId' | 'at'> {
  return {
    status: 'ended',
    occasion: END,
    step,
    nudge: step === 'nudge' ? 1 : 0,
    dueAt: NOW,
    expiresAt: plus(NOW, 900_000),
    workflowId: `shift-${shift}`,
    ...(step === 'missed'
      ? {
          raise: {
            kind: 'missed-end',
            programId: as(PROGRAM),
            siteId: as(SITE),
            shiftId: as(shift),
            since: NOW,
            allLevelsAtOnce: false,
            policy: {
              levels: [{ id: 'supervisor', channels: ['sms'], acknowledgeWithin: as('PT10M') }],
              outcomeWithin: as('PT1H'),
              repeatEvery: as('PT30M'),
              remindToCloseEvery: as('P1D'),
            },
            quietHours: { from: '21:00', to: '09:00' },
            zone: as('America/Toronto'),
            raisedBy: `shift-${shift}`,
          },
        }
      : {}),
  };
}

async function announced(shift: string, step: ShiftDeadline['step'], at: Instant, number = 0): Promise<void> {
  const announce: ShiftPlan = { number, deadlines: [{ at, ...asks(shift, step) }] };
  await town.record({ scope: { shiftId: as(shift) }, announce });
}

/** A shift of one peer of the same name who has been asked whether they are home. */
async function outside(...names: string[]): Promise<void> {
  for (const name of names) {
    await town.person(name);
    await town.shift(name, [name]);
    await createShiftDeadlines(town.db, leaveAll).asked({ shiftId: as(name), at: NOW, ...asks(name, 'ask') });
  }
}

/** The shift's own workflow asks. */
const asked = (shift: string, step: ShiftDeadline['step'], at: Instant) =>
  deadlines.asked({ shiftId: as(shift), at, ...asks(shift, step) });
/** What is due then is seen to, for all shifts at once. */
async function time(at: Instant): Promise<number> {
  const { taken, done } = await deadlines.announced.seeTo(at);
  await done;
  return taken;
}
const hold = (shift: string, plan: number) => town.records.holdShift({ shiftId: as(shift), plan });
const look = (shift: string, name: string, plan = 0) =>
  createDeadlineLook(town.db)({ shiftId: as(shift), occasion: END, announced: { plan, name } });
const answers = (peer: string) =>
  town.db.$transaction((tx) =>
    checkIn(tx, {
      waitKey: as(`shift-${peer}/${peer}/end`),
      at: NOW,
      by: `person:${peer}`,
      answer: 'ok',
      via: 'sms',
    }),
  );

describe('at its instant', () => {
  const at = plus(NOW, 60_000);

  test('all shifts that announced a nudge are nudged, once', async () => {
    await outside('a1', 'a2', 'a3');
    await answers('a3');
    for (const shift of ['a1', 'a2', 'a3']) await announced(shift, 'nudge', at);
    expect(await deadlines.announced.nextAt(NOW)).toBe(at);
    expect(await time(at)).toBe(3);
    expect(said.sort()).toEqual(['shift-a1/a1/end/nudge-1', 'shift-a2/a2/end/nudge-1']);
    expect(await deadlines.announced.nextAt(NOW)).toBeUndefined();
    expect(await time(at)).toBe(0);

    // Their workflows find it done: nothing is left to do, and who was silent is known.
    expect(await look('a2', NUDGE)).toEqual({ unanswered: ['a2'] });
    expect(await look('a3', NUDGE)).toEqual({ unanswered: [] });
    expect((await town.db.shift.findUniqueOrThrow({ where: { id: 'a2' } })).status).toBe('ended');

    // And the activity of one that did not look changes nothing.
    expect((await asked('a2', 'nudge', plus(at, 900))).unanswered).toEqual(['a2']);
    const nudges = { where: { key: { startsWith: 'shift-a2/a2/end/nudge' } } };
    expect(await town.db.messageIntent.count(nudges)).toBe(1);
  });

  test('the misses of all are raised, and pages sent; who answers after that has missed it all the same', async () => {
    await outside('b1', 'b2');
    for (const shift of ['b1', 'b2']) await announced(shift, 'missed', at);
    await time(at);
    for (const peer of ['b1', 'b2'])
      expect(said.filter((key) => key.startsWith(`escalation-${peer}-${peer}-end`))).toHaveLength(1);
    await answers('b2');
    expect(await look('b2', MISSED)).toEqual({ unanswered: ['b2'] });
    // Also where the row of it is gone: the ledger knows who missed it.
    await town.db.shiftDeadline.deleteMany();
    expect((await asked('b2', 'missed', plus(at, 4_000))).unanswered).toEqual(['b2']);
    expect(await town.db.escalation.count({ where: { shiftId: 'b2' } })).toBe(1);
  });

  test.each([
    ['is not due', (shift: string) => announced(shift, 'nudge', plus(at, 1))],
    ['is long past', (shift: string) => announced(shift, 'nudge', plus(at, -60_000))],
    [
      'is of a plan of before',
      async (shift: string) => {
        await announced(shift, 'nudge', at);
        await hold(shift, 1);
      },
    ],
    [
      'is of a plan of before, and written late',
      async (shift: string) => {
        await hold(shift, 1);
        await announced(shift, 'nudge', at);
      },
    ],
    [
      'is of a shift whose workflow has not begun',
      async (shift: string) => {
        await announced(shift, 'nudge', at);
        await town.db.shift.update({ where: { id: shift }, data: { status: 'starting' } });
      },
    ],
    [
      'is of a shift that is over',
      async (shift: string) => {
        await announced(shift, 'nudge', at);
        await town.record({ scope: { shiftId: as(shift) }, shift: { status: 'closed', endsAt: NOW } });
      },
    ],
  ])('nothing is done that %s', async (why, announcedSo) => {
    const name = `c-${why.replaceAll(/\W+/g, '-')}`;
    await outside(name);
    await announcedSo(name);
    expect(await time(at)).toBe(0);
    expect(said).toEqual([]);
  });

  test('a miss is raised although nobody was there to see it for half an hour', async () => {
    await outside('late1');
    await announced('late1', 'missed', at);
    expect(await time(plus(at, 1_800_000))).toBe(1);
    expect(await town.db.escalation.count({ where: { shiftId: 'late1' } })).toBe(1);
  });

  test('pages that were stored by somebody who died before they were said are said', async () => {
    await outside('page1');
    await announced('page1', 'missed', at);
    deadlines = createShiftDeadlines(town.db, () => Promise.reject(new Error('killed')));
    await time(at);
    expect(await town.db.escalation.count({ where: { shiftId: 'page1', level: 0 } })).toBe(1);
    await town.db.$executeRaw`UPDATE "ShiftDeadline" SET "takenAt" = "takenAt" - interval '1 minute'`;
    deadlines = createShiftDeadlines(town.db, tellAll);
    await time(plus(at, 8_000));
    expect(said).toEqual([expect.stringContaining('escalation-page1-page1-end')]);
  });

  test('pages that the carrier did not take are said again within the minute, and then left to their escalations', async () => {
    await outside('page2', 'page3');
    for (const shift of ['page2', 'page3']) await announced(shift, 'missed', at);
    deadlines = createShiftDeadlines(town.db, leaveAll);
    const lost = () =>
      town.db.$executeRaw`UPDATE "ShiftDeadline" SET "takenAt" = "takenAt" - interval '1 minute'`;
    expect(await time(at)).toBe(2);
    await lost();
    expect(await time(plus(at, 59_000))).toBe(2);
    await lost();
    expect(await time(plus(at, 60_000))).toBe(2);
    await lost();
    expect(await time(plus(at, 64_000))).toBe(0);
    expect(await look('page2', MISSED)).toEqual({ unanswered: ['page2'] });
  });

  test('alarms do not wait for connections that hundreds of replies are at', async () => {
    await outside('v1');
    await announced('v1', 'missed', plus(NOW, 60_000));
    const crowded = openDatabase(town.url, { connections: 1, patience: 10 });
    deadlines = createShiftDeadlines(crowded, tellAll, town.db);
    await crowded.$transaction(
      async () => {
        expect(await time(plus(NOW, 60_000))).toBe(1);
      },
      { timeout: 120_000 },
    );
    await crowded.$disconnect();
    expect(await town.db.escalation.count({ where: { subjectPersonId: 'v1' } })).toBe(1);
    expect(said).toHaveLength(1);
  });

  test('whether anything is behind is known, also while somebody is at it', async () => {
    const at = plus(NOW, 60_000);
    const behind = (now: Instant) => deadlines.announced.isBehind(now);
    await outside('v2');
    await announced('v2', 'missed', at);
    expect([await behind(plus(at, -1)), await behind(at), await behind(plus(at, 60_001))]).toEqual([
      false,
      true,
      false,
    ]);
    await takeAnnounced(town.db, at);
    expect(await behind(at)).toBe(true);
    await town.db.shiftDeadline.updateMany({ data: { takenAt: null } });
    await time(at);
    expect(await behind(at)).toBe(false);
  });

  test('whoever joined later has missed nothing', async () => {
    await outside('first');
    await town.person('second');
    await announced('first', 'missed', at);
    await town.db.shiftPeer.create({
      data: { shiftId: 'first', personId: 'second', participantId: 'p-second', addedAt: plus(at, 60_000) },
    });
    await time(plus(at, 120_000));
    expect(await look('first', MISSED)).toEqual({ unanswered: ['first'] });
    expect(await town.db.wait.count({ where: { personId: 'second' } })).toBe(0);
  });

  test('nothing is taken up that something newer has overtaken: its shift sees to it', async () => {
    await outside('old1');
    await town.record({
      scope: { shiftId: as('old1') },
      announce: {
        number: 0,
        deadlines: [{ at, ...asks('old1', 'late-nudge'), expiresAt: plus(at, 20_000) }],
      },
    });
    expect(await time(plus(at, 20_000))).toBe(0);
    expect(await time(plus(at, 19_999))).toBe(1);
  });

  test('what takes long is not taken up a second time by whoever is at it', async () => {
    await outside('slow1');
    await announced('slow1', 'nudge', at);
    let goOn = (): void => undefined;
    const slow: Tell = async ({ keys }) => {
      said.push(...keys);
      await new Promise<void>((resolve) => (goOn = resolve));
      return { left: [], deferred: [] };
    };
    deadlines = createShiftDeadlines(town.db, slow);
    const { done } = await deadlines.announced.seeTo(at);
    while (said.length === 0) await pause(20);
    await town.db.$executeRaw`UPDATE "ShiftDeadline" SET "takenAt" = "takenAt" - interval '6 seconds'`;
    expect((await deadlines.announced.seeTo(plus(at, 6_000))).taken).toBe(0);
    // Nor by somebody else, as long as it says that it is at it.
    await town.db.$executeRaw`UPDATE "ShiftDeadline" SET "takenAt" = "takenAt" - interval '6 seconds'`;
    await deadlines.announced.keep();
    const another = createShiftDeadlines(town.db, tellAll).announced;
    expect((await another.seeTo(plus(at, 7_000))).taken).toBe(0);
    goOn();
    await done;
    expect(said).toHaveLength(1);
    expect(await look('slow1', NUDGE)).toEqual({ unanswered: ['slow1'] });
  });

  test('a shift that is over leaves no row behind', async () => {
    await outside('over');
    await announced('over', 'nudge', at);
    await town.record({ scope: { shiftId: as('over') }, shift: { status: 'closed', endsAt: NOW } });
    expect(await town.db.shiftDeadline.count()).toBe(0);
  });

  test('nothing is done for a shift whose plan is held between being taken and being seen to', async () => {
    await outside('d1');
    await announced('d1', 'missed', at);
    const [taken] = await takeAnnounced(town.db, at);
    expect(await hold('d1', 1)).toEqual({ taken: [MISSED] });
    expect(await shiftDeadlines(town.db, [taken!])).toEqual([{ stored: [], unanswered: [] }]);
    expect(await town.db.event.count({ where: { shiftId: 'd1', kind: 'shift-missed' } })).toBe(0);
  });

  test('a change waits for what was taken of the plan before it, not for what earlier changes have met', async () => {
    await outside('d2');
    await announced('d2', 'missed', at);
    await takeAnnounced(town.db, at);
    expect(await hold('d2', 1)).toEqual({ taken: [MISSED] });
    expect(await hold('d2', 2)).toEqual({ taken: [] });
  });

  test('what the carrier did not take is left to the shift itself', async () => {
    await outside('e1');
    await announced('e1', 'nudge', at);
    deadlines = createShiftDeadlines(town.db, leaveAll);
    await time(at);
    await town.db.$executeRaw`UPDATE "ShiftDeadline" SET "takenAt" = "takenAt" - interval '1 minute'`;
    expect(await look('e1', NUDGE)).toBe(true);
  });

  test('what somebody died at is taken by the next one after some seconds', async () => {
    await outside('f1', 'f2');
    for (const shift of ['f1', 'f2']) await announced(shift, 'nudge', at);
    await town.db.$executeRaw`
      UPDATE "ShiftDeadline" SET "takenAt" = clock_timestamp() - make_interval(
        secs => CASE WHEN "shiftId" = 'f1' THEN 6 ELSE 1 END)`;
    expect(await time(plus(at, 8_000))).toBe(1);
    expect(said).toEqual(['shift-f1/f1/end/nudge-1']);
  });

  test('where the database goes away in the middle of it, what was taken is given up, and nobody else hears of it', async () => {
    await outside('m1');
    await announced('m1', 'nudge', at);
    let looks = 0;
    const goingAway = new Proxy(town.db, {
      get: (db, name) =>
        name === '$queryRaw' && (looks += 1) > 1
          ? () => Promise.reject(new Error('Connection terminated unexpectedly'))
          : (db[name as '$queryRaw'] as unknown),
    });
    const { announced: punctual } = createShiftDeadlines(town.db, tellAll, goingAway);
    const { taken, done } = await punctual.seeTo(at);
    expect(taken).toBe(1);
    await done;
    expect(said).toEqual([]);
    await expect(punctual.seeTo(at)).rejects.toThrow('terminated');
  });

  test('more than one lot of shifts is taken', async () => {
    const nudges = Array.from({ length: 450 }, (_, n) => n);
    await town.person('lot');
    await town.shift('lot', ['lot']);
    await town.db.shiftDeadline.createMany({
      data: nudges.map((nudge) => ({
        shiftId: 'lot',
        plan: 0,
        name: `end-0/nudge-${nudge}`,
        at,
        asks: { shiftId: 'lot', ...asks('lot', 'nudge'), nudge },
      })) as never,
    });
    expect(await time(at)).toBe(450);
    expect(new Set(said)).toEqual(new Set(nudges.map((nudge) => `shift-lot/lot/end/nudge-${nudge}`)));
  });
});

describe('a reply that is stored, and that no workflow has read yet', () => {
  const at = plus(NOW, 60_000);
  const missing = (peer: string) => town.db.escalation.count({ where: { subjectPersonId: peer } });
  const owes = (peer: string) =>
    town.db.wait.count({ where: { personId: peer, kind: 'end-of-shift', closedAt: null } });

  test.each(['seen to for all shifts at once', 'asked for by the shift itself'])(
    'is read before anybody is missing: %s',
    async (how) => {
      const [safe, silent] = how.startsWith('seen') ? ['u1', 'u2'] : ['u3', 'u4'];
      await outside(safe, silent);
      await town.sends(phoneOf(safe), 'ok, home', { at: plus(at, -2_000) });
      if (how.startsWith('seen')) {
        for (const shift of [safe, silent]) await announced(shift, 'missed', at);
        await time(at);
      } else {
        expect((await asked(safe, 'missed', at)).unanswered).toEqual([]);
        expect((await asked(silent, 'missed', at)).unanswered).toEqual([silent]);
      }
      expect([await missing(safe), await missing(silent)]).toEqual([0, 1]);
      expect([await owes(safe), await owes(silent)]).toEqual([0, 1]);
      // The answer counts from when it came.
      const [answer] = await town.db.event.findMany({ where: { personId: safe, kind: 'shift-check-in' } });
      expect(answer).toMatchObject({ at: new Date(plus(at, -2_000)), data: { answer: 'ok', late: true } });
    },
  );

  test('keeps nobody else waiting, and of several the first clear one is enough', async () => {
    await outside('u7', 'u8');
    const ids: string[] = [];
    for (const [n, words] of ['who is this', 'ok, home', 'ok'].entries())
      ids.push(await town.sends(phoneOf('u7'), words, { at: plus(at, n * 1_000 - 9_000) }));
    const waiting = await town.db.$transaction(
      async (tx) => {
        await tx.$queryRaw`SELECT 1 FROM "Inbound" WHERE "id" = ${ids[0]} FOR UPDATE`;
        const first = asked('u7', 'missed', at);
        expect((await asked('u8', 'missed', at)).unanswered).toEqual(['u8']);
        return { first };
      },
      { timeout: 120_000 },
    );
    expect((await waiting.first).unanswered).toEqual([]);
    expect(await missing('u7')).toBe(0);
    const written = await town.db.inbound.findMany({ where: { id: { in: ids } } });
    expect(written.filter(({ understood }) => understood === null)).toMatchObject([{ body: 'ok' }]);
  });

  test('clears nobody where it is not clear', async () => {
    await outside('u5');
    await town.sends(phoneOf('u5'), 'where is everybody', { at: plus(at, -2_000) });
    expect((await asked('u5', 'missed', at)).unanswered).toEqual(['u5']);
  });

  test('and that cannot be read keeps no alarm waiting for long', async () => {
    await outside('u6');
    const id = await town.sends(phoneOf('u6'), 'ok', { at: plus(at, -2_000) });
    await town.db.$transaction(
      async (tx) => {
        await tx.$queryRaw`SELECT 1 FROM "Inbound" WHERE "id" = ${id} FOR UPDATE`;
        expect((await asked('u6', 'missed', at)).unanswered).toEqual(['u6']);
      },
      { timeout: 120_000 },
    );
  });
});

describe('a run that takes up a lost one', () => {
  test('has a plan of its own, and what was announced before is forgotten', async () => {
    await outside('r1');
    const at = plus(NOW, 60_000);
    await announced('r1', 'nudge', at);
    await announced('r1', 'missed', plus(at, 60_000), 1);
    expect(await town.db.shiftDeadline.findMany({ select: { plan: true, name: true } })).toEqual([
      { plan: 1, name: MISSED },
    ]);
    expect((await town.db.shift.findUniqueOrThrow({ where: { id: 'r1' } })).plan).toBe(1);
  });
});

describe('a look at a deadline', () => {
  const at = plus(NOW, 60_000);

  test('says whether anybody owes the answer where nobody has seen to it', async () => {
    await outside('g1', 'g2');
    await answers('g2');
    await announced('g1', 'nudge', at);
    expect(await look('g1', NUDGE)).toBe(true);
    expect(await look('g2', NUDGE)).toBe(false);
  });

  test('waits for whoever is at it', async () => {
    await outside('h1');
    await announced('h1', 'nudge', at);
    await town.db.$executeRaw`UPDATE "ShiftDeadline" SET "takenAt" = clock_timestamp()`;
    const looking = look('h1', NUDGE);
    expect(await Promise.race([looking, pause(300, 'waits')])).toBe('waits');
    await town.db.$executeRaw`UPDATE "ShiftDeadline" SET "doneAt" = clock_timestamp(), "unanswered" = '{h1}'`;
    expect(await looking).toEqual({ unanswered: ['h1'] });
  });

  test('leaves it to the activity where a plan of before was begun with: an alarm may have been raised by it', async () => {
    await outside('i1');
    await announced('i1', 'missed', at);
    await time(at);
    await answers('i1');
    await hold('i1', 1);
    expect(await look('i1', MISSED, 1)).toBe(true);
  });
});
