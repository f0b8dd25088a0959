import { NotThere } from '../../client/fullCircle';
import { plus } from '../../domain/duration';
import { NotAllowed, type Caller } from '../../office/access';
import { ANA, failureOf, openDesk, somebody, type Desk } from './desk';

const PLACE = { programId: 'kwmunity' };
const SITE = { ...PLACE, siteId: 'kwmunity.kitchener' };

let desk: Desk;
let ana: string;
let ben: string;
beforeEach(async () => {
  desk = await openDesk();
  ana = (await somebody(desk, { givenName: 'Ana', phone: '519 555 0141' })).personId;
  ben = (await somebody(desk, { givenName: 'Ben', phone: '519 555 0142' })).personId;
});
afterEach(() => desk?.close());

const level = async (id = 'supervisor', place: object = SITE) => {
  const shown = await desk.office.rota.list(ANA, { ...PLACE, ...place });
  return shown.levels.find((one) => one.level === id);
};

it('shows every level with a gap while nobody is on call', async () => {
  const shown = await desk.office.rota.list(ANA, SITE);
  expect(shown.levels.map(({ level: id, now, stretches }) => [id, now, stretches[0]?.gap])).toEqual([
    ['supervisor', [], true],
    ['second', [], true],
    ['manager', [], true],
  ]);
});

it('puts somebody on call in the place’s own clock, for a night every week', async () => {
  const night = { weekdays: ['monday'], dayFrom: '22:00', dayTo: '06:00' };
  await desk.office.rota.add(ANA, { ...SITE, level: 'supervisor', person: ana, ...night });
  const stretches = (await level())?.stretches.filter(({ gap }) => !gap);
  expect(stretches?.map(({ fromWall, untilWall }) => [fromWall, untilWall])).toEqual([
    ['2026-03-02T22:00', '2026-03-03T06:00'],
    ['2026-03-09T22:00', '2026-03-10T06:00'],
  ]);
});

it('marks a stretch as a gap when whoever is on call cannot be reached', async () => {
  await desk.office.rota.add(ANA, { ...PLACE, level: 'second', person: ana });
  await desk.database.contactPoint.updateMany({ where: { personId: ana }, data: { stoppedAt: new Date() } });
  const second = await level('second');
  expect(second?.now).toMatchObject([{ personId: ana, reachable: false }]);
  expect(second?.stretches[0]?.gap).toBe(true);
});

it.each([
  ['a level that does not exist', { level: 'boss' }, 'UnknownLevel'],
  ['a time that is none', { from: 'tomorrow' }, 'NotAWallClock'],
  ['a day that is not in the calendar', { from: '2026-02-30T08:00' }, 'NotAWallClock'],
  ['a time that the clocks jump over', { from: '2026-03-08T02:30' }, 'NoSuchTime'],
  ['an end before the start', { from: '2026-03-05T08:00', until: '2026-03-04T08:00' }, 'EndsBeforeItStarts'],
  ['what is over already', { until: '2026-03-01T08:00' }, 'InThePast'],
  ['days without times', { weekdays: ['monday'] }, 'TimesNeeded'],
  [
    'a weekday that there is not',
    { weekdays: ['lundi'], dayFrom: '08:00', dayTo: '16:00' },
    'UnknownWeekday',
  ],
  [
    'a time of day that there is not',
    { weekdays: ['monday'], dayFrom: '25:00', dayTo: '16:00' },
    'NotATimeOfDay',
  ],
])('refuses %s, says what would be right, and keeps nothing', async (_, changes, code) => {
  const attempt = desk.office.rota.add(ANA, { ...SITE, level: 'supervisor', person: ana, ...changes });
  expect(await failureOf(attempt)).toMatchObject({ code });
  expect(await desk.database.rotaEntry.count()).toBe(0);
});

it('refuses somebody whom no alarm could reach, and knows nobody from outside the program', async () => {
  await desk.database.contactPoint.deleteMany({ where: { personId: ana } });
  const entry = { ...SITE, level: 'supervisor' };
  expect(await failureOf(desk.office.rota.add(ANA, { ...entry, person: ana }))).toMatchObject({
    code: 'CannotBeReached',
  });
  expect(await failureOf(desk.office.rota.add(ANA, { ...entry, person: 'nobody' }))).toBeInstanceOf(NotThere);
});

it('takes whoever is away off, for whole days', async () => {
  await desk.office.rota.add(ANA, { ...PLACE, level: 'supervisor', person: ana });
  const away = { reason: 'sick', person: ana, from: '2026-03-04', until: '2026-03-05' } as const;
  await desk.office.rota.absence(ANA, { ...PLACE, ...away });
  expect((await level())?.stretches.map(({ fromWall, gap }) => [fromWall.slice(0, 16), gap])).toEqual([
    ['2026-03-02T10:00', false],
    ['2026-03-04T00:00', true],
    ['2026-03-06T00:00', false],
  ]);
});

it('lets two swap a stretch, and nobody swap what is not theirs', async () => {
  await desk.office.rota.add(ANA, { ...PLACE, level: 'supervisor', person: ana });
  const stretch = { level: 'supervisor', start: '2026-03-04T08:00', end: '2026-03-04T20:00' };
  const other = desk.office.rota.swap(ANA, { ...PLACE, ...stretch, from: ben, to: ana });
  expect(await failureOf(other)).toMatchObject({ code: 'NotOnCall' });
  const { id } = await desk.office.rota.swap(ANA, { ...PLACE, ...stretch, from: ana, to: ben });
  expect((await level())?.stretches.map(({ people }) => people.map(({ name }) => name))).toEqual([
    ['Ana'],
    ['Ben'],
    ['Ana'],
  ]);
  await desk.office.rota.remove(ANA, id);
  expect((await level())?.stretches).toHaveLength(1);
});

it('hands over now: the incoming is on call, open escalations go with it, and both are told', async () => {
  await desk.office.rota.add(ANA, { ...PLACE, level: 'supervisor', person: ana });
  const escalation = (id: string, values: object) =>
    desk.database.escalation.create({
      data: {
        id,
        kind: 'missed-end',
        programId: 'kwmunity',
        siteId: SITE.siteId,
        subjectPersonId: 'sam',
        status: 'open',
        level: 0,
        chain: [{ id: 'supervisor', channels: ['sms'], people: [ana] }],
        code: id,
        raisedAt: new Date(desk.now),
        ...values,
      },
    });
  await escalation('owned', { status: 'acknowledged', ownerPersonId: ana });
  await escalation('paged', {});
  await escalation('of-another', { status: 'acknowledged', ownerPersonId: 'cho' });
  // Whoever took it has said no outcome in time: it is open again, and whoever was told of it has it to hand over.
  await escalation('silent', { ownerPersonId: 'cho', raisedAt: new Date(Date.parse(desk.now) + 1) });
  await escalation('not-reached-yet', { level: -1 });
  const input = { ...PLACE, level: 'supervisor', from: ana, to: ben };
  const done = await desk.office.rota.handOver(ANA, input);
  expect(done).toMatchObject({ escalations: ['owned', 'paged', 'silent'], until: null });
  expect((await level())?.now).toMatchObject([{ personId: ben }]);
  const handed = desk.told.filter(({ call }) => call === 'escalations.handOver');
  expect(handed.map(({ args }) => args[0])).toEqual(['owned', 'paged', 'silent']);
  expect(handed[0]?.args[1]).toMatchObject({ to: ben, from: ana, by: 'account:ana' });
  const intents = await desk.database.messageIntent.findMany({ where: { template: 'rota-handed-over' } });
  expect(intents.map(({ personId }) => personId).sort()).toEqual([ana, ben].sort());
  expect(desk.told.map(({ call }) => call)).toContain('announcements.start');

  // Repeated after a lost answer it is the same hand-over.
  expect(await desk.office.rota.handOver(ANA, input)).toMatchObject({ id: done.id });
  expect(await desk.database.rotaOverride.count()).toBe(1);
});

it('hands over, gets it back, and hands over again', async () => {
  await desk.office.rota.add(ANA, { ...PLACE, level: 'supervisor', person: ana });
  const there = { ...PLACE, level: 'supervisor', from: ana, to: ben };
  const back = { ...there, from: ben, to: ana };
  const onCall = async () => (await level())?.now.map(({ personId }) => personId);
  const evening = await desk.office.rota.handOver(ANA, there);
  expect(await onCall()).toEqual([ben]);
  desk.now = plus(desk.now, 3_600_000);
  await desk.office.rota.handOver(ANA, back);
  expect(await onCall()).toEqual([ana]);
  desk.now = plus(desk.now, 3_600_000);
  const night = await desk.office.rota.handOver(ANA, there);
  expect(await onCall()).toEqual([ben]);
  expect(night.id).not.toBe(evening.id);
  expect(await desk.database.messageIntent.count({ where: { template: 'rota-handed-over' } })).toBe(6);
});

it('makes a change once, however often it is sent under its key, and keeps it in the ledger once', async () => {
  const { rota } = desk.office;
  const tomorrow = { start: '2026-03-03T09:00', end: '2026-03-03T17:00' };
  const acts: ((key: { key: string }) => Promise<{ id: string }>)[] = [
    (key) => rota.add(ANA, { ...PLACE, level: 'supervisor', person: ana }, key),
    (key) =>
      rota.absence(
        ANA,
        { ...PLACE, person: ben, reason: 'sick', from: '2026-03-09', until: '2026-03-10' },
        key,
      ),
    (key) => rota.swap(ANA, { ...PLACE, level: 'supervisor', from: ana, to: ben, ...tomorrow }, key),
    (key) => rota.handOver(ANA, { ...PLACE, level: 'supervisor', from: ana, to: ben }, key),
  ];
  for (const [n, act] of acts.entries()) {
    const { id } = await act({ key: `act-${n}` });
    expect(await act({ key: `act-${n}` })).toMatchObject({ id });
  }
  expect(await desk.database.rotaEntry.count()).toBe(1);
  expect(await desk.database.rotaAbsence.count()).toBe(1);
  expect(await desk.database.rotaOverride.count()).toBe(2);
  expect(await desk.database.event.count({ where: { kind: 'rota-changed' } })).toBe(4);
  expect(await desk.database.messageIntent.count({ where: { template: 'rota-handed-over' } })).toBe(2);
});

it('takes back once, however often it is sent under its key; without one, what is gone is not there', async () => {
  const { rota } = desk.office;
  const add = async () => (await rota.add(ANA, { ...PLACE, level: 'supervisor', person: ana })).id;
  const [id, other, third] = [await add(), await add(), await add()];
  const key = { key: 'press' };
  const [one, two] = await Promise.all([rota.remove(ANA, id, key), rota.remove(ANA, id, key)]);
  expect([one.id, two.id]).toEqual([id, id]);
  expect(await rota.remove(ANA, id, key)).toEqual(one);
  const removed = { where: { kind: 'rota-changed', data: { path: ['change'], equals: 'removed' } } };
  expect(await desk.database.event.count(removed)).toBe(1);
  expect(await failureOf(rota.remove(ANA, id))).toBeInstanceOf(NotThere);
  // The same word for another row is another act, and of two people one takes it back.
  await rota.remove(ANA, other, key);
  const another: Caller = { ...ANA, actor: 'account:ben' };
  const both = await Promise.allSettled([rota.remove(ANA, third, key), rota.remove(another, third, key)]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await desk.database.event.count(removed)).toBe(3);
  expect(await desk.database.rotaEntry.count()).toBe(0);
});

it('refuses to hand over what somebody does not have, and says who has it', async () => {
  await desk.office.rota.add(ANA, { ...PLACE, level: 'supervisor', person: ana });
  const attempt = desk.office.rota.handOver(ANA, { ...PLACE, level: 'supervisor', from: ben, to: ana });
  const failure = await failureOf(attempt);
  expect(failure).toMatchObject({ code: 'NotOnCall' });
  expect(String(failure)).toContain('Ana');
});

it('is changed by whoever may plan shifts there, and seen by nobody from elsewhere', async () => {
  const entry = { ...SITE, level: 'supervisor', person: ana };
  const viewer: Caller = { ...ANA, scope: [{ role: 'viewer', programId: 'kwmunity' }] };
  expect(await failureOf(desk.office.rota.add(viewer, entry))).toBeInstanceOf(NotAllowed);
  const elsewhere: Caller = {
    ...ANA,
    scope: [{ role: 'coordinator', programId: 'kwmunity', siteId: 'kwmunity.cambridge' }],
  };
  expect(await failureOf(desk.office.rota.list(elsewhere, SITE))).toBeInstanceOf(NotThere);
  expect(await failureOf(desk.office.rota.add(elsewhere, entry))).toBeInstanceOf(NotThere);
  const { id } = await desk.office.rota.add(ANA, entry);
  expect(await failureOf(desk.office.rota.remove(elsewhere, id))).toBeInstanceOf(NotThere);
});

describe('coverage of a shift', () => {
  const asked = async () =>
    (await desk.database.wait.findMany({ where: { kind: 'staff-task' }, orderBy: { since: 'asc' } })).map(
      ({ details, outcome }) => [(details as { level: string }).level, outcome],
    );

  beforeEach(async () => {
    for (const id of ['supervisor', 'second', 'manager'])
      await desk.office.rota.add(ANA, { ...PLACE, level: id, person: ana });
    await desk.database.shift.create({
      data: {
        id: 's1',
        programId: 'kwmunity',
        siteId: SITE.siteId,
        startsWall: '2026-03-02T13:00',
        endsWall: '2026-03-02T17:00',
        zone: 'America/Toronto',
        startsAt: '2026-03-02T18:00:00Z',
        endsAt: '2026-03-02T22:00:00Z',
        zoneRules: 'test',
        status: 'scheduled',
        createdBy: 'system',
        createdAt: new Date(desk.now),
      },
    });
    await desk.database.event.create({
      data: {
        key: 'shift-s1/coverage-0',
        kind: 'coverage-checked',
        programId: 'kwmunity',
        shiftId: 's1',
        actor: 'system',
        data: {},
        at: new Date(desk.now),
      },
    });
  });

  it('is looked at again when the rota changes: a new gap is told at once, a filled one closes', async () => {
    const manager = await desk.database.rotaEntry.findFirstOrThrow({ where: { level: 'manager' } });
    expect(await desk.office.rota.remove(ANA, manager.id)).toMatchObject({ gaps: 1 });
    expect(await asked()).toEqual([['manager', null]]);
    expect(await desk.database.messageIntent.findMany({ where: { template: 'coverage-gap' } })).toMatchObject(
      [{ personId: ana, shiftId: 's1', status: 'pending' }],
    );
    expect(desk.told.at(-1)?.call).toBe('announcements.start');

    // Another change that leaves the gap open says nothing twice.
    await desk.office.rota.add(ANA, { ...PLACE, level: 'second', person: ben });
    expect(await desk.database.messageIntent.count({ where: { template: 'coverage-gap' } })).toBe(1);

    expect(await desk.office.rota.add(ANA, { ...PLACE, level: 'manager', person: ben })).toMatchObject({
      gaps: 0,
    });
    expect(await asked()).toEqual([['manager', 'covered']]);
    expect((await desk.office.shifts.show(ANA, 's1')).gaps).toEqual([]);
    expect(
      await desk.database.messageIntent.findFirst({ where: { template: 'coverage-gap' } }),
    ).toMatchObject({
      status: 'superseded',
    });

    // The same level open again is a new gap.
    await desk.office.rota.absence(ANA, {
      ...PLACE,
      person: ben,
      reason: 'sick',
      from: '2026-03-02T16:00',
      until: '2026-03-02T23:00',
    });
    expect(await asked()).toEqual([
      ['manager', 'covered'],
      ['manager', null],
    ]);
    expect((await desk.office.shifts.show(ANA, 's1')).gaps).toMatchObject([
      { level: 'manager', from: '2026-03-02T21:00:00.000Z' },
    ]);
  });

  it('tells of each gap of a level by itself, and only the one that is filled closes', async () => {
    const manager = await desk.database.rotaEntry.findFirstOrThrow({ where: { level: 'manager' } });
    const fill = (from: string, until: string) =>
      desk.office.rota.add(ANA, {
        ...PLACE,
        level: 'manager',
        person: ben,
        from: `2026-03-02T${from}`,
        until: `2026-03-02T${until}`,
      });
    const open = async () =>
      (await desk.office.shifts.show(ANA, 's1')).gaps.map(({ from, until }) => [from, until]);
    const told = async () => {
      const said = await desk.database.messageIntent.findMany({
        where: { template: 'coverage-gap', personId: ana },
      });
      return said.map(({ refs, status }) => [(refs as { at: string }).at, status]).toSorted();
    };
    const first = ['2026-03-02T18:00:00.000Z', '2026-03-02T19:00:00.000Z'];
    const second = ['2026-03-02T21:00:00.000Z', '2026-03-02T22:30:00.000Z'];
    await fill('14:00', '16:00');
    await desk.office.rota.remove(ANA, manager.id);
    expect(await open()).toEqual([first, second]);
    expect(await told()).toEqual([
      [first[0], 'pending'],
      [second[0], 'pending'],
    ]);

    await fill('12:00', '14:00');
    expect(await open()).toEqual([second]);
    expect(await told()).toEqual([
      [first[0], 'superseded'],
      [second[0], 'pending'],
    ]);

    // Somebody whom no alarm reaches, and then nobody, is one gap.
    await desk.office.rota.add(ANA, { ...PLACE, level: 'manager', person: ana, from: '2026-03-02T16:00' });
    expect(await open()).toEqual([]);
    await desk.database.contactPoint.updateMany({
      where: { personId: ben },
      data: { stoppedAt: new Date() },
    });
    await desk.office.rota.absence(ANA, {
      ...PLACE,
      person: ana,
      reason: 'sick',
      from: '2026-03-02T16:00',
      until: '2026-03-02T23:00',
    });
    expect(
      (await desk.office.shifts.show(ANA, 's1')).gaps.filter(({ level: id }) => id === 'manager'),
    ).toMatchObject([{ from: first[0], until: second[1] }]);
  });

  it('knows that nobody is paged about themself: who works the shift is not on call for it', async () => {
    const add = (level: string, person: string) => desk.office.rota.add(ANA, { ...PLACE, level, person });
    const peer = (personId: string) =>
      desk.database.shiftPeer.create({
        data: { shiftId: 's1', personId, participantId: `p-${personId}`, addedAt: new Date(desk.now) },
      });
    await peer(ana);
    expect(await add('second', ben)).toMatchObject({ gaps: 2 });
    expect((await asked()).map(([id]) => id).sort()).toEqual(['manager', 'supervisor']);
    // Two who both work it are there for each other.
    await peer(ben);
    for (const level of ['supervisor', 'manager']) await add(level, ben);
    expect((await desk.office.shifts.show(ANA, 's1')).gaps).toEqual([]);
  });

  it('reaches into the grace after the end, when an escalation is raised', async () => {
    await desk.office.rota.absence(ANA, {
      ...PLACE,
      person: ana,
      reason: 'other',
      from: '2026-03-02T17:15',
      until: '2026-03-03T08:00',
    });
    expect((await asked()).map(([id]) => id).sort()).toEqual(['manager', 'second', 'supervisor']);
  });

  it('tells coordinators with an account for the place as well, and nobody of another place', async () => {
    for (const [name, siteId] of [
      ['co', SITE.siteId],
      ['elsewhere', 'kwmunity.cambridge'],
    ] as const) {
      await desk.database.person.create({
        data: {
          id: name,
          givenName: name,
          createdAt: new Date(desk.now),
          account: {
            create: {
              id: `account-${name}`,
              email: `${name}@example.org`,
              createdAt: new Date(desk.now),
              grants: { create: { id: `grant-${name}`, role: 'coordinator', programId: 'kwmunity', siteId } },
            },
          },
        },
      });
    }
    const manager = await desk.database.rotaEntry.findFirstOrThrow({ where: { level: 'manager' } });
    await desk.office.rota.remove(ANA, manager.id);
    const told = await desk.database.messageIntent.findMany({ where: { template: 'coverage-gap' } });
    expect(told.map(({ personId }) => personId).sort()).toEqual([ana, 'co'].sort());
  });
});
