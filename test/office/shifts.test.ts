import { plus } from '../../domain/duration';
import { NotThere, Unavailable } from '../../client/fullCircle';
import { as, instant } from '../../domain/ids';
import { zoneRulesVersion } from '../../domain/time';
import { type Caller } from '../../office/access';
import { occurrences, type EscalationInput, type ShiftInput } from '../../workflows/contract';
import { ANA, failureOf, openDesk, somebody, type Desk } from './desk';

let desk: Desk;
let peer: Awaited<ReturnType<typeof somebody>>;
beforeAll(async () => {
  desk = await openDesk();
});
beforeEach(async () => {
  desk.told.length = 0;
  desk.temporalIsAway = false;
  desk.fail = () => undefined;
  desk.now = instant(Date.parse('2026-03-02T15:00:00Z'));
  peer = await somebody(desk, { privileges: ['work-shifts'] });
});
afterAll(() => desk?.close());

const siteId = 'kwmunity.kitchener';
const night = { siteId, startsWall: '2026-03-06T22:00', endsWall: '2026-03-07T06:00' };
const schedule = (input: Partial<typeof night> & { peers?: string[] } = {}, key?: string) =>
  desk.office.shifts.schedule(
    ANA,
    { ...night, peers: [peer.participantId], ...input },
    key ? { key } : undefined,
  );

async function askedToCheckIn(shiftId: string, dueAt: string, closed = false): Promise<string> {
  const key = occurrences.shiftWait(as(shiftId), as(peer.personId), { kind: 'end', number: 0 });
  await desk.database.wait.create({
    data: {
      key,
      kind: 'end-of-shift',
      programId: 'kwmunity',
      siteId,
      owedBy: 'participant',
      personId: peer.personId,
      subjectPersonId: peer.personId,
      shiftId,
      workflowId: `shift-${shiftId}`,
      since: new Date(dueAt),
      dueAt: new Date(dueAt),
      ...(closed ? { closedAt: new Date(dueAt), outcome: 'ok' } : {}),
    },
  });
  return key;
}

describe('scheduling a shift', () => {
  it('turns the site’s wall clock into instants and keeps the rules they were made with', async () => {
    const { shiftId, startsAt, endsAt, state } = await schedule();
    expect([startsAt, endsAt, state]).toEqual([
      '2026-03-07T03:00:00.000Z',
      '2026-03-07T11:00:00.000Z',
      'started',
    ]);
    const row = await desk.database.shift.findUniqueOrThrow({ where: { id: shiftId } });
    expect(row).toMatchObject({
      startsWall: night.startsWall,
      zone: 'America/Toronto',
      zoneRules: zoneRulesVersion(),
    });
    expect(desk.told.at(-1)?.args[0] as ShiftInput).toMatchObject({
      shiftId,
      startsAt,
      endsAt,
      peers: [peer.personId],
    });
  });

  it('makes the night on which the clocks go forward an hour shorter, and the one on which they go back longer', async () => {
    const spring = await schedule({ startsWall: '2026-03-07T22:00', endsWall: '2026-03-08T06:00' });
    const autumn = await schedule({ startsWall: '2026-10-31T22:00', endsWall: '2026-11-01T06:00' });
    const hours = ({ startsAt, endsAt }: typeof spring) =>
      (Date.parse(endsAt) - Date.parse(startsAt)) / 3_600_000;
    expect([hours(spring), hours(autumn)]).toEqual([7, 9]);
  });

  it('says when a time does not exist or exists twice', async () => {
    const { notes } = await schedule({ startsWall: '2026-03-08T02:30', endsWall: '2026-03-08T08:00' });
    expect(notes).toEqual([{ which: 'start', note: 'skipped' }]);
  });

  it('is one shift, however often the same request comes', async () => {
    const first = await schedule({}, 'form-7');
    const again = await schedule({}, 'form-7');
    expect(again.shiftId).toBe(first.shiftId);
    expect(again.state).toBe('running-already');
    expect(await desk.database.shift.count({ where: { id: first.shiftId } })).toBe(1);
  });

  it('is kept when Temporal is away, and watched over as soon as it is back', async () => {
    desk.temporalIsAway = true;
    const { shiftId, state } = await schedule();
    expect(state).toBe('starting');
    desk.temporalIsAway = false;
    desk.now = plus(desk.now, 60_000);
    expect(await desk.office.startWhatWaits()).toMatchObject({ shifts: 1 });
    expect((await desk.database.shift.findUniqueOrThrow({ where: { id: shiftId } })).status).toBe(
      'scheduled',
    );
  });

  it.each([
    ['a time that is none', { startsWall: '22:00' }, 'NotAWallClock'],
    ['an end before the start', { endsWall: '2026-03-06T06:00' }, 'EndsBeforeItStarts'],
    ['more than a day', { endsWall: '2026-03-08T06:00' }, 'TooLong'],
    [
      'a shift that would be over already',
      { startsWall: '2026-03-01T08:00', endsWall: '2026-03-01T16:00' },
      'InThePast',
    ],
    ['nobody', { peers: [] }, 'PeersNeeded'],
  ])('refuses %s', async (_, wrong, code) => {
    expect(await failureOf(schedule(wrong))).toMatchObject({ code });
  });

  it('refuses peers who have not earned the privilege, or work at that time already', async () => {
    const newcomer = await somebody(desk, { privileges: ['attend-workshops'] });
    expect(await failureOf(schedule({ peers: [newcomer.participantId] }))).toMatchObject({
      code: 'MayNotWorkShifts',
    });
    await schedule();
    const overlapping = { startsWall: '2026-03-07T05:00', endsWall: '2026-03-07T13:00' };
    expect(await failureOf(schedule(overlapping))).toMatchObject({ code: 'AlreadyOnShift' });
  });

  it('does not let a supervisor of the other site schedule here', async () => {
    const caller: Caller = {
      actor: 'account:c',
      scope: [{ role: 'supervisor', programId: 'kwmunity', siteId: 'kwmunity.cambridge' }],
      via: 'console',
    };
    const attempt = desk.office.shifts.schedule(caller, { ...night, peers: [peer.participantId] });
    expect(await failureOf(attempt)).toBeInstanceOf(NotThere);
  });
});

describe('checking in', () => {
  const checkIn = (shiftId: string, answer: 'ok' | 'not-ok' = 'ok', caller = ANA) =>
    desk.office.shifts.checkIn(caller, shiftId, { peer: peer.participantId, answer });

  it('closes what the peer owes, and no workflow is troubled by an answer in time', async () => {
    const { shiftId } = await schedule();
    const key = await askedToCheckIn(shiftId, '2026-03-07T11:00:00Z');
    desk.told.length = 0;
    expect(await checkIn(shiftId)).toEqual({ outcome: 'recorded', check: 'end-of-shift' });
    expect(await desk.database.wait.findUniqueOrThrow({ where: { key } })).toMatchObject({
      outcome: 'ok',
      closedBy: 'account:ana',
    });
    expect(desk.told).toEqual([]);
    expect(await checkIn(shiftId)).toMatchObject({ outcome: 'already' });
  });

  it('tells the escalation that is open about it, so that climbing stops', async () => {
    const { shiftId } = await schedule();
    await askedToCheckIn(shiftId, '2026-03-07T11:00:00Z');
    const escalationId = occurrences.shiftEscalation(as(shiftId), as(peer.personId), {
      kind: 'end',
      number: 0,
    });
    await desk.database.escalation.create({
      data: {
        id: escalationId,
        kind: 'missed-end',
        programId: 'kwmunity',
        siteId,
        subjectPersonId: peer.personId,
        shiftId,
        status: 'open',
        level: 0,
        chain: [],
        code: 'K7',
        raisedAt: new Date('2026-03-07T11:30:00Z'),
      },
    });
    await checkIn(shiftId);
    expect(desk.told.at(-1)).toMatchObject({
      call: 'escalations.subjectAnswered',
      args: [escalationId, { how: 'ok' }],
    });
  });

  it('keeps the answer when the escalation cannot be told, says so, and tells it on the next try', async () => {
    const { shiftId } = await schedule();
    const key = await askedToCheckIn(shiftId, '2026-03-07T11:00:00Z');
    const escalationId = occurrences.shiftEscalation(as(shiftId), as(peer.personId), {
      kind: 'end',
      number: 0,
    });
    await desk.database.escalation.create({
      data: {
        id: escalationId,
        kind: 'missed-end',
        programId: 'kwmunity',
        subjectPersonId: peer.personId,
        shiftId,
        status: 'open',
        level: 0,
        chain: [],
        code: 'K8',
        raisedAt: new Date('2026-03-07T11:30:00Z'),
      },
    });
    desk.temporalIsAway = true;
    expect(await failureOf(checkIn(shiftId))).toBeInstanceOf(Unavailable);
    expect((await desk.database.wait.findUniqueOrThrow({ where: { key } })).outcome).toBe('ok');
    desk.temporalIsAway = false;
    desk.told.length = 0;
    expect(await checkIn(shiftId)).toMatchObject({ outcome: 'already' });
    expect(desk.told.map(({ call }) => call)).toEqual(['escalations.subjectAnswered']);
  });

  it('never clears a peer who is not ok, and raises the alarm', async () => {
    const { shiftId } = await schedule();
    const key = await askedToCheckIn(shiftId, '2026-03-07T11:00:00Z');
    desk.now = as('2026-03-07T11:05:00Z');
    expect(await checkIn(shiftId, 'not-ok')).toMatchObject({ outcome: 'not-cleared' });
    expect((await desk.database.wait.findUniqueOrThrow({ where: { key } })).closedAt).toBeNull();
    const raised = desk.told.at(-1);
    expect(raised?.call).toBe('escalations.raise');
    expect(raised?.args[0] as EscalationInput).toMatchObject({
      kind: 'not-ok',
      subjectPersonId: peer.personId,
      waitKey: key,
      zone: 'America/Toronto',
    });
  });

  it('hears "not ok" after the "ok", too, each time, until they must be home', async () => {
    const { shiftId } = await schedule();
    await askedToCheckIn(shiftId, '2026-03-07T11:00:00Z');
    desk.now = as('2026-03-07T11:05:00Z');
    await checkIn(shiftId);
    await desk.database.shift.update({ where: { id: shiftId }, data: { status: 'closed' } });
    desk.told.length = 0;
    desk.now = as('2026-03-07T11:20:00Z');
    expect(await checkIn(shiftId, 'not-ok')).toMatchObject({ outcome: 'not-cleared' });
    expect(desk.told).toMatchObject([{ call: 'escalations.raise', args: [{ kind: 'not-ok', shiftId }] }]);
    desk.now = as('2026-03-07T13:01:00Z');
    expect(await failureOf(checkIn(shiftId, 'not-ok'))).toMatchObject({ code: 'ShiftOver' });
  });

  it('tells whoever looks for them each word of three', async () => {
    const { shiftId } = await schedule();
    await askedToCheckIn(shiftId, '2026-03-07T11:00:00Z');
    await desk.database.escalation.create({
      data: {
        ...{
          id: 'escalation-e1',
          kind: 'missed-end',
          programId: 'kwmunity',
          subjectPersonId: peer.personId,
          shiftId,
        },
        ...{ status: 'open', level: 0, chain: [], code: 'K9', raisedAt: new Date('2026-03-07T11:30:00Z') },
      },
    });
    desk.told.length = 0;
    for (const [minute, answer] of [
      ['31', 'not-ok'],
      ['32', 'ok'],
      ['33', 'not-ok'],
    ] as const) {
      desk.now = as(`2026-03-07T11:${minute}:00Z`);
      await checkIn(shiftId, answer);
    }
    const keys = desk.told.map(({ args }) => (args[1] as { key: string }).key);
    expect(new Set(keys).size).toBe(3);
    // Its workflow has not begun: it would read an "ok" when it does, and nothing of a "not ok".
    desk.told.length = 0;
    desk.now = as('2026-03-07T11:34:00Z');
    desk.fail = (call) =>
      call === 'escalations.subjectAnswered' ? new NotThere('escalation e1') : undefined;
    await checkIn(shiftId, 'not-ok');
    expect(desk.told).toMatchObject([{ call: 'escalations.raise', args: [{ kind: 'not-ok' }] }]);
  });

  it('takes an answer for the check-in that is due, and not for the end that is near', async () => {
    const { shiftId } = await schedule();
    const end = await askedToCheckIn(shiftId, '2026-03-07T11:00:00Z');
    const interval = end.replace('/end', '/interval-1');
    const wait = await desk.database.wait.findUniqueOrThrow({ where: { key: end } });
    await desk.database.wait.create({
      data: {
        ...wait,
        details: {},
        key: interval,
        kind: 'in-shift',
        dueAt: new Date('2026-03-07T10:30:00Z'),
      },
    });
    desk.now = as('2026-03-07T10:52:00Z');
    expect(await checkIn(shiftId)).toEqual({ outcome: 'recorded', check: 'in-shift' });
    // Sent again it is about the same one.
    const again = { peer: peer.participantId, answer: 'ok', check: interval } as const;
    expect(await desk.office.shifts.checkIn(ANA, shiftId, again)).toEqual({
      outcome: 'already',
      check: 'in-shift',
    });
    expect((await desk.database.wait.findUniqueOrThrow({ where: { key: end } })).closedAt).toBeNull();
    expect(await checkIn(shiftId)).toEqual({ outcome: 'recorded', check: 'end-of-shift' });
  });

  it('says that a shift is over, or cancelled, or has not asked yet', async () => {
    const { shiftId } = await schedule();
    expect(await failureOf(checkIn(shiftId))).toMatchObject({ code: 'NothingAsked' });
    await desk.database.shift.update({ where: { id: shiftId }, data: { status: 'closed' } });
    expect(await failureOf(checkIn(shiftId))).toMatchObject({
      code: 'ShiftOver',
      message: expect.stringContaining('it ended 2026-03-07 06:00') as string,
    });
    await desk.database.shift.update({ where: { id: shiftId }, data: { status: 'cancelled' } });
    expect(await failureOf(checkIn(shiftId))).toMatchObject({ code: 'ShiftIsCancelled' });
    expect(await failureOf(desk.office.shifts.extend(ANA, shiftId, { minutes: 30 }))).toMatchObject({
      code: 'ShiftIsCancelled',
    });
  });

  it('lets peers answer for themselves and nobody else', async () => {
    const { shiftId } = await schedule();
    await askedToCheckIn(shiftId, '2026-03-07T11:00:00Z');
    const stranger: Caller = { actor: 'person:x', scope: [], via: 'link', personId: as('x') };
    expect(await failureOf(checkIn(shiftId, 'ok', stranger))).toBeInstanceOf(NotThere);
    const self: Caller = { ...stranger, actor: `person:${peer.personId}`, personId: as(peer.personId) };
    expect(await checkIn(shiftId, 'ok', self)).toMatchObject({ outcome: 'recorded' });
  });

  it('knows nobody who is not on the shift', async () => {
    const { shiftId } = await schedule();
    const other = await somebody(desk);
    const attempt = desk.office.shifts.checkIn(ANA, shiftId, { peer: other.participantId, answer: 'ok' });
    expect(await failureOf(attempt)).toMatchObject({ code: 'NotOnThisShift' });
  });
});

it('shows who has answered and who is late', async () => {
  const { shiftId } = await schedule();
  await askedToCheckIn(shiftId, '2026-03-07T11:00:00Z');
  desk.now = instant(Date.parse('2026-03-07T11:20:00Z'));
  const shown = await desk.office.shifts.show(ANA, shiftId);
  expect(shown.peers[0]?.checkIns).toMatchObject([{ kind: 'end-of-shift', outcome: null, late: true }]);
  const between = { from: new Date('2026-03-07T10:00:00Z'), until: new Date('2026-03-07T10:30:00Z') };
  const listed = await desk.office.shifts.list(ANA, { siteId, ...between });
  expect(listed.find(({ id }) => id === shiftId)).toMatchObject({
    openCheckIns: 1,
    peers: [{ personId: peer.personId }],
  });
  expect(listed.every(({ startsAt }) => startsAt < between.until)).toBe(true);
  desk.now = instant(Date.parse('2026-03-02T15:00:00Z'));
});
