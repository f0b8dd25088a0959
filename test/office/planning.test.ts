import { Refused, Unavailable } from '../../client/fullCircle';
import { instant } from '../../domain/ids';
import type { ShiftInput } from '../../workflows/contract';
import type { Caller } from '../../office/access';
import { ANA, failureOf, openDesk, somebody, type Desk } from './desk';

let desk: Desk;
let peer: Awaited<ReturnType<typeof somebody>>;
beforeAll(async () => {
  desk = await openDesk(['kwmunity', 'cat']);
});
beforeEach(async () => {
  desk.told.length = 0;
  peer = await somebody(desk, { privileges: ['work-shifts'], givenName: 'Devon' });
});
afterAll(() => desk?.close());

const siteId = 'kwmunity.kitchener';
const evening = { siteId, startsWall: '2026-03-06T18:00', endsWall: '2026-03-06T22:00' };
const schedule = (more: object = {}) =>
  desk.office.shifts.schedule(ANA, { ...evening, peers: [peer.participantId], ...more });

/** Somebody at CAT, where there are caps and training is required. */
async function catPeer(trained = true): Promise<{ participantId: string; personId: string }> {
  const number = Math.random().toString(36).slice(2, 10);
  const added = await desk.office.participants.add(ANA, {
    programId: 'cat',
    role: 'mentor',
    givenName: 'Sky',
    surname: number,
    language: 'en',
    email: `${number}@example.org`,
    consents: ['email'],
  });
  const { journeyId } = await desk.office.journeys.start(ANA, added.participantId);
  await desk.database.journey.update({
    where: { id: journeyId },
    data: { privileges: ['work-shifts'], sequence: 1 },
  });
  for (const module of trained ? ['peer-basics', 'naloxone'] : [])
    await desk.database.event.create({
      data: {
        key: `${added.participantId}/${module}`,
        kind: 'training-completed',
        programId: 'cat',
        personId: added.personId,
        actor: 'account:ana',
        data: { module },
        at: desk.now,
      },
    });
  return added;
}
const atCat = (day: string, peers: string[], more: object = {}) =>
  desk.office.shifts.schedule(ANA, {
    siteId: 'cat.campbell-river',
    startsWall: `${day}T10:00`,
    endsWall: `${day}T18:00`,
    peers,
    ...more,
  });

describe('the fit check', () => {
  it('asks for the training that the program requires', async () => {
    const untrained = await catPeer(false);
    expect(await failureOf(atCat('2026-03-09', [untrained.participantId]))).toMatchObject({
      code: 'TrainingMissing',
      message: expect.stringContaining('Naloxone') as string,
    });
  });

  it('keeps to the sites that a peer does not exclude, whoever said so', async () => {
    const devon: Caller = {
      actor: `person:${peer.personId}`,
      scope: [],
      via: 'link',
      personId: peer.personId as never,
    };
    await desk.office.boundaries.set(devon, peer.participantId, { sites: ['kitchener'] });
    expect(await failureOf(schedule())).toMatchObject({ code: 'SiteExcluded' });
    expect(await desk.office.boundaries.show(ANA, peer.participantId)).toEqual([siteId]);
    await desk.office.boundaries.set(ANA, peer.participantId, { sites: [] });
    expect((await schedule()).state).toBe('started');
  });

  it('says whose safety plan is missing, and once it is agreed says nothing', async () => {
    expect((await schedule()).safetyPlans).toMatchObject([{ name: 'Devon', flag: 'missing' }]);
    await desk.office.safetyPlans.agree(ANA, peer.participantId, {
      contacts: [],
      police: { when: 'never' },
      ambulance: { when: 'never' },
    });
    const later = { startsWall: '2026-03-07T18:00', endsWall: '2026-03-07T22:00' };
    expect((await schedule(later)).safetyPlans).toEqual([]);
  });

  it('is the same for whoever joins, takes over or is asked later', async () => {
    const { shiftId } = await schedule();
    const stranger = await somebody(desk, { privileges: [] });
    const busy = await somebody(desk, { privileges: ['work-shifts'] });
    await desk.office.shifts.schedule(ANA, { ...evening, peers: [busy.participantId] });
    for (const [who, code] of [
      [stranger.participantId, 'MayNotWorkShifts'],
      [busy.participantId, 'AlreadyOnShift'],
      [peer.participantId, 'OnThisShift'],
    ] as const) {
      const { shifts } = desk.office;
      const tries = [
        shifts.addPeer(ANA, shiftId, { peer: who }),
        shifts.offer(ANA, shiftId, { peer: who }),
        shifts.handOver(ANA, shiftId, { from: peer.participantId, to: who }),
      ];
      for (const one of tries) expect(await failureOf(one)).toMatchObject({ code });
    }
    const free = await somebody(desk, { privileges: ['work-shifts'] });
    await desk.office.shifts.handOver(ANA, shiftId, { from: peer.participantId, to: free.participantId });
    expect(desk.told.at(-1)).toMatchObject({
      call: 'shifts.handOver',
      args: [shiftId, { from: peer.personId, to: free.personId, by: 'account:ana' }, undefined],
    });
  });
});

describe('whoever leaves a shift while it runs', () => {
  const before = '2026-03-02T15:00:00Z';
  beforeEach(() => {
    desk.now = instant(Date.parse(before));
  });
  afterAll(() => {
    desk.fail = () => undefined;
    desk.now = instant(Date.parse(before));
  });
  const own = (shiftId: string) => desk.database.shift.findMany({ where: { relievedFrom: shiftId } });
  async function running() {
    const { shiftId } = await schedule();
    desk.now = instant(Date.parse('2026-03-07T00:00:00Z'));
    const free = await somebody(desk, { privileges: ['work-shifts'] });
    return { shiftId, input: { from: peer.participantId, to: free.participantId } };
  }

  it('has a shift of their own before they are off the other one, so that a crash in between loses nobody', async () => {
    const { shiftId, input } = await running();
    desk.fail = (call) => (call === 'shifts.handOver' ? new Unavailable('away', true) : undefined);
    const { shifts } = desk.office;
    const options = { key: 'their-own-shift' };
    expect(await failureOf(shifts.handOver(ANA, shiftId, input, options))).toBeInstanceOf(Unavailable);
    expect(await own(shiftId)).toMatchObject([{ status: 'starting' }]);
    desk.fail = () => undefined;
    await shifts.handOver(ANA, shiftId, input, options);
    expect(await own(shiftId)).toMatchObject([{ status: 'scheduled', lookForAt: null }]);
  });

  it('has none where the hand-over was refused, or before it begins', async () => {
    const { shiftId, input } = await running();
    desk.fail = (call) => (call === 'shifts.handOver' ? new Refused('ShiftOver', 'over') : undefined);
    expect(await failureOf(desk.office.shifts.handOver(ANA, shiftId, input))).toMatchObject({
      code: 'ShiftOver',
    });
    desk.fail = () => undefined;
    desk.now = instant(Date.parse(before));
    await desk.office.shifts.handOver(ANA, shiftId, input);
    expect(await own(shiftId)).toEqual([]);
  });

  it('has none where an alarm about them is open: they are looked for', async () => {
    const { shiftId, input } = await running();
    await desk.database.escalation.create({
      data: {
        id: `escalation-${shiftId}`,
        kind: 'missed-start',
        programId: 'kwmunity',
        siteId: 'kwmunity.kitchener',
        shiftId,
        subjectPersonId: peer.personId,
        status: 'open',
        level: 0,
        code: 'K77',
        chain: [],
        raisedAt: new Date(desk.now),
      },
    });
    await desk.office.shifts.handOver(ANA, shiftId, input);
    expect(await own(shiftId)).toEqual([]);
  });
});

describe('caps', () => {
  it('warn by how much, and with a reason the shift is made and the reason kept', async () => {
    const { participantId, personId } = await catPeer();
    await atCat('2026-03-09', [participantId]);
    await atCat('2026-03-11', [participantId]);
    expect(await failureOf(atCat('2026-03-13', [participantId]))).toMatchObject({
      code: 'OverCap',
      message: expect.stringContaining('24 hours in that week, 4 above the cap of 20') as string,
    });
    const { shiftId } = await atCat('2026-03-13', [participantId], { reason: 'Asked for it herself' });
    expect(await desk.database.shiftCapOverride.findMany({ where: { shiftId } })).toMatchObject([
      { personId, reason: 'Asked for it herself', by: 'account:ana' },
    ]);
    const [event] = await desk.database.event.findMany({ where: { shiftId, kind: 'shift-cap-overridden' } });
    expect(event?.data).toEqual({ 'hours-per-week': '24/20' });
  });

  it('count what somebody is asked to work, so that nobody says yes to more than the caps', async () => {
    const { participantId, personId } = await catPeer();
    const offer = (day: string) => atCat(day, [participantId], { mode: 'offer' });
    const first = await offer('2026-03-09');
    await offer('2026-03-11');
    expect(await failureOf(offer('2026-03-13'))).toMatchObject({
      code: 'OverCap',
      message: expect.stringContaining(
        'with what is offered to them 24 hours in that week, 4 above the cap of 20',
      ) as string,
    });
    // One of two at the same time is no more than one, and whoever has said no has said no.
    expect((await offer('2026-03-11')).state).toBe('started');
    await desk.database.wait.create({
      data: {
        key: `shift-${first.shiftId}/${personId}/offer-1`,
        kind: 'shift-offer',
        programId: 'cat',
        owedBy: 'participant',
        personId,
        shiftId: first.shiftId,
        since: desk.now,
        closedAt: desk.now,
        outcome: 'declined',
      },
    });
    expect((await offer('2026-03-13')).state).toBe('started');
  });

  it('hold for a shift that is made longer, too: staff say why, once', async () => {
    const { participantId, personId } = await catPeer();
    for (const day of ['2026-03-09', '2026-03-11']) await atCat(day, [participantId]);
    const { shiftId } = await desk.office.shifts.schedule(ANA, {
      siteId: 'cat.campbell-river',
      startsWall: '2026-03-13T09:00',
      endsWall: '2026-03-13T12:30',
      peers: [participantId],
    });
    const longer = (minutes: number, reason?: string, key?: string) =>
      desk.office.shifts.extend(
        ANA,
        shiftId,
        { minutes, ...(reason ? { reason } : {}) },
        key ? { key } : undefined,
      );
    await longer(30);
    expect(await failureOf(longer(31))).toMatchObject({
      code: 'OverCap',
      message: expect.stringContaining('20.25 hours in that week, 0.25 above the cap of 20') as string,
    });
    // Its answer was lost, and it is sent again: it stands, whatever it would come to if it were another one.
    desk.taken.set('lost', { endsAt: '2026-03-13T17:00:00.000Z' });
    expect(await longer(31, undefined, 'lost')).toEqual({ endsAt: '2026-03-13T17:00:00.000Z' });
    expect(desk.told.filter(({ call }) => call === 'shifts.extend')).toHaveLength(1);
    await longer(60, 'Nobody else could stay');
    expect(desk.told.at(-1)).toMatchObject({
      args: [shiftId, { minutes: 60, by: 'account:ana' }, undefined],
    });
    expect(await desk.database.shiftCapOverride.findMany({ where: { shiftId } })).toMatchObject([
      { personId, reason: 'Nobody else could stay', by: 'account:ana' },
    ]);
    await longer(90);
    expect(desk.told.filter(({ call }) => call === 'shifts.extend')).toHaveLength(3);
  });

  it('know days in a row', async () => {
    const { participantId } = await catPeer();
    const short = (day: number) =>
      desk.office.shifts.schedule(ANA, {
        siteId: 'cat.campbell-river',
        startsWall: `2026-03-${day}T10:00`,
        endsWall: `2026-03-${day}T11:00`,
        peers: [participantId],
      });
    for (const day of [13, 14, 16, 17]) await short(day);
    expect(await failureOf(short(15))).toMatchObject({
      code: 'OverCap',
      message: expect.stringContaining('shifts on 5 days in a row') as string,
    });
  });
});

describe('planning by pattern', () => {
  const plan = (more: object = {}) =>
    desk.office.shifts.plan(ANA, {
      siteId,
      weekdays: ['friday', 'sunday'],
      starts: '22:00',
      ends: '06:00',
      from: '2026-03-01',
      until: '2026-03-15',
      peers: [peer.participantId],
      ...more,
    });

  it('makes a shift for each date, says why one was refused, and repeating it changes nothing', async () => {
    const first = await plan();
    expect(first.made.map(({ startsWall }) => startsWall.slice(0, 10))).toEqual([
      '2026-03-06',
      '2026-03-08',
      '2026-03-13',
      '2026-03-15',
    ]);
    expect(first.refused).toMatchObject([{ startsWall: '2026-03-01T22:00', code: 'InThePast' }]);
    const again = await plan();
    expect(again.made).toEqual([]);
    expect(again.there.map(({ shiftId }) => shiftId)).toEqual(first.made.map(({ shiftId }) => shiftId));
  });

  it('says of a date that was called off that it was, and of one that has passed that it is there', async () => {
    const [first, second] = (await plan()).made;
    await desk.database.shift.update({ where: { id: first?.shiftId ?? '' }, data: { status: 'cancelled' } });
    const before = desk.now;
    desk.now = '2026-03-10T12:00:00.000Z' as never;
    const again = await plan({ from: '2026-03-06', until: '2026-03-08' });
    desk.now = before;
    expect(again.made).toEqual([]);
    expect(again.there).toMatchObject([{ shiftId: second?.shiftId }]);
    expect(again.refused).toMatchObject([{ startsWall: '2026-03-06T22:00', code: 'CalledOff' }]);
  });

  it('offers them when that is wanted, also when Temporal was away', async () => {
    desk.temporalIsAway = true;
    const [made] = (await plan({ weekdays: ['friday'], until: '2026-03-06', mode: 'offer' })).made;
    desk.temporalIsAway = false;
    await desk.office.shifts.run(made?.shiftId ?? '');
    expect(desk.told.at(-1)?.args[0] as ShiftInput).toMatchObject({ peers: [], offered: [peer.personId] });
  });

  it('waits once for a Temporal that is away, stores every date, and leaves starting them to whoever does it', async () => {
    const asked: string[] = [];
    desk.fail = (call) => {
      asked.push(call);
      return new Unavailable('away', true);
    };
    const first = await plan();
    const again = await plan();
    desk.fail = () => undefined;
    expect(first.made).toHaveLength(4);
    expect(again.there).toHaveLength(4);
    expect(asked).toEqual(['shifts.schedule', 'shifts.schedule']);
    const ids = first.made.map(({ shiftId }) => shiftId);
    expect(await desk.database.shift.count({ where: { id: { in: ids }, status: 'starting' } })).toBe(4);
  });

  it('is refused as a whole for what makes no sense', async () => {
    expect(await failureOf(plan({ weekdays: [] }))).toMatchObject({ code: 'BadPattern' });
    expect(await failureOf(plan({ peers: [] }))).toMatchObject({ code: 'PeersNeeded' });
  });
});

describe('planning by file', () => {
  it('reads what a spreadsheet saves, and names every mistake by row and column', async () => {
    const csv = [
      'Site;Starts;Ends;Peers;Mode',
      `Kitchener;2026-03-20 9:00;17:00;${peer.participantId};`,
      `kitchener;2026-03-21T22:00;2026-03-22 06:00;${peer.participantId};offer`,
      `kitchener;2026-03-22 09:00;2026-03-24 09:00;${peer.participantId};`,
      `kitchener;2026-03-23 09:00;17:00;;maybe`,
    ].join('\n');
    const report = await desk.office.shifts.importPlan(ANA, csv);
    expect(report.made.map(({ row, startsWall }) => [row, startsWall])).toEqual([
      [2, '2026-03-20T09:00'],
      [3, '2026-03-21T22:00'],
    ]);
    expect(report.problems.map(({ row, field }) => [row, field])).toEqual([
      [4, 'ends'],
      [5, 'peers'],
      [5, 'mode'],
    ]);
    expect((await desk.office.shifts.importPlan(ANA, csv)).there).toHaveLength(2);
  });

  it('makes every shift once when several people send the same file at the same moment', async () => {
    const rows = Array.from(
      { length: 8 },
      (_, n) => `kitchener,2026-04-1${n} 09:00,17:00,${peer.participantId}`,
    );
    const csv = ['site,starts,ends,peers', ...rows].join('\n');
    const all = await Promise.all([1, 2, 3].map(() => desk.office.shifts.importPlan(ANA, csv)));
    expect(all.flatMap(({ problems }) => problems)).toEqual([]);
    expect(all.flatMap(({ made }) => made)).toHaveLength(8);
    expect(all.flatMap(({ there }) => there)).toHaveLength(16);
  });

  it('says which columns are missing or not known', async () => {
    const report = await desk.office.shifts.importPlan(ANA, 'site,starts,who\nkitchener,x,y');
    expect(report.problems.map(({ field }) => field)).toEqual(['ends', 'peers', 'who']);
  });

  it('knows only the sites that the caller may plan', async () => {
    const waterloo: Caller = {
      ...ANA,
      scope: [{ role: 'supervisor', programId: 'kwmunity', siteId: 'kwmunity.waterloo' }],
    };
    const csv = `site,starts,ends,peers\nkitchener,2026-03-20 09:00,17:00,${peer.participantId}`;
    expect((await desk.office.shifts.importPlan(waterloo, csv)).problems).toMatchObject([
      { row: 2, field: 'site' },
    ]);
  });
});

describe('ending and answering', () => {
  it('ends a running shift within the minute, and refuses one that has not begun', async () => {
    const { shiftId } = await schedule();
    expect(await failureOf(desk.office.shifts.end(ANA, shiftId))).toMatchObject({ code: 'NotBegun' });
    const before = desk.now;
    desk.now = '2026-03-07T00:30:20.000Z' as never;
    await desk.office.shifts.end(ANA, shiftId);
    expect(desk.told.at(-1)).toMatchObject({
      call: 'shifts.shorten',
      args: [shiftId, { minutes: 149 }, undefined],
    });
    desk.now = before;
  });

  it('lets a peer answer an offer for themself, and not what they cannot work any more', async () => {
    const { shiftId } = await schedule({ mode: 'offer' });
    const devon: Caller = {
      actor: `person:${peer.personId}`,
      scope: [],
      via: 'link',
      personId: peer.personId as never,
    };
    await desk.office.shifts.answerOffer(devon, shiftId, { answer: 'decline' });
    expect(desk.told.at(-1)).toMatchObject({
      call: 'shifts.answerOffer',
      args: [
        shiftId,
        { personId: peer.personId, answer: 'decline', by: `person:${peer.personId}` },
        undefined,
      ],
    });
    await schedule();
    expect(
      await failureOf(desk.office.shifts.answerOffer(devon, shiftId, { answer: 'accept' })),
    ).toMatchObject({
      code: 'AlreadyOnShift',
    });
    desk.temporalIsAway = true;
    expect(
      await failureOf(desk.office.shifts.answerOffer(devon, shiftId, { answer: 'decline' })),
    ).toBeInstanceOf(Unavailable);
    desk.temporalIsAway = false;
  });
});
