import { as } from '../../domain/ids';
import { REPLACED } from '../../domain/phone';
import { occurrences } from '../../workflows/contract';
import { ANA, openDesk, somebody, type Desk } from './desk';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk?.close());

test('the board shows who is out, the late first, and what is asked of them next', async () => {
  const siteId = 'kwmunity.kitchener';
  const schedule = async (name: string, startsWall: string, endsWall: string) => {
    const peer = await somebody(desk, { privileges: ['work-shifts'], givenName: name });
    const { shiftId } = await desk.office.shifts.schedule(ANA, {
      siteId,
      startsWall,
      endsWall,
      peers: [peer.participantId],
    });
    return { ...peer, shiftId };
  };
  await schedule('Later', '2026-03-02T20:00', '2026-03-02T22:00');
  const out = await schedule('Out', '2026-03-02T09:30', '2026-03-02T13:00');
  const late = await schedule('Late', '2026-03-02T09:00', '2026-03-02T12:00');
  await desk.database.contactPoint.createMany({
    data: [
      { id: 'old', value: '+15195558001', position: -2, unusableCode: REPLACED },
      { id: 'now', value: '+15195558002', position: -1 },
    ].map((point) => ({ ...point, personId: late.personId, channel: 'sms', createdAt: desk.now })),
  });
  await desk.database.wait.create({
    data: {
      key: occurrences.shiftWait(as(late.shiftId), as(late.personId), { kind: 'start', number: 0 }),
      kind: 'start-of-shift',
      programId: 'kwmunity',
      siteId,
      owedBy: 'participant',
      personId: late.personId,
      shiftId: late.shiftId,
      since: new Date(desk.now),
      dueAt: new Date('2026-03-02T14:00:00Z'),
    },
  });
  await desk.database.event.create({
    data: {
      key: 'gap',
      kind: 'coverage-gap',
      programId: 'kwmunity',
      siteId,
      shiftId: late.shiftId,
      actor: 'system',
      data: { gaps: 'second' },
      at: desk.now,
    },
  });
  const { rows } = await desk.office.shifts.board(ANA);
  expect(rows.map(({ name, next, coverage }) => [name, next?.kind, next?.late, coverage])).toEqual([
    ['Late', 'start-of-shift', true, 'gap'],
    ['Out', 'end-of-shift', false, 'unknown'],
  ]);
  // Whoever has said before the end that they are done is out, and is asked nothing more.
  await desk.database.wait.create({
    data: {
      key: occurrences.shiftWait(as(out.shiftId), as(out.personId), { kind: 'end', number: 0 }),
      ...{ kind: 'end-of-shift', programId: 'kwmunity', siteId, owedBy: 'participant', outcome: 'ok' },
      ...{ personId: out.personId, shiftId: out.shiftId, since: desk.now, closedAt: desk.now },
      dueAt: new Date('2026-03-02T18:00:00Z'),
    },
  });
  const done = (await desk.office.shifts.board(ANA)).rows.find(({ personId }) => personId === out.personId);
  expect(done).toMatchObject({ next: null });
  expect(rows[0]?.phone).toBe('+15195558002');
  // Handed over to somebody else in the middle of it: whoever is looked for stays on the board until that is over.
  await desk.database.escalation.create({
    data: {
      ...{
        id: 'escalation-late',
        kind: 'missed-start',
        programId: 'kwmunity',
        siteId,
        shiftId: late.shiftId,
      },
      ...{
        subjectPersonId: late.personId,
        status: 'open',
        level: 0,
        chain: [],
        code: 'K1',
        raisedAt: desk.now,
      },
    },
  });
  await desk.database.shiftPeer.updateMany({
    where: { personId: late.personId },
    data: { removedAt: desk.now },
  });
  await desk.database.wait.updateMany({ where: { personId: late.personId }, data: { closedAt: desk.now } });
  const looked = async () =>
    (await desk.office.shifts.board(ANA)).rows.find(({ personId }) => personId === late.personId);
  expect(await looked()).toMatchObject({ next: null, escalations: [{ id: 'escalation-late' }] });
  await desk.database.escalation.updateMany({ data: { status: 'resolved' } });
  expect(await looked()).toBeUndefined();
  const elsewhere = {
    ...ANA,
    scope: [{ role: 'viewer' as const, programId: 'kwmunity', siteId: 'kwmunity.waterloo' }],
  };
  expect((await desk.office.shifts.board(elsewhere)).rows).toEqual([]);
});
