import { createOccasions } from '../../activities/occasions';
import { HOUR, plus } from '../../domain/duration';
import { as } from '../../domain/ids';
import { ANA, failureOf, openDesk, somebody, type Desk } from './desk';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk?.close());

/** What the event's workflow does when it wakes. */
const look = (ref: string) =>
  createOccasions(desk.database, async () => ({ left: [], deferred: [] })).lookAtOccasion({
    kind: 'workshop',
    ref,
    programId: as('kwmunity'),
    at: desk.now,
  });

async function full() {
  const people: Awaited<ReturnType<typeof somebody>>[] = [];
  for (let number = 0; number < 4; number += 1)
    people.push(await somebody(desk, { privileges: ['attend-workshops'], site: 'cambridge' }));
  const { workshopId } = await desk.office.workshops.plan(ANA, {
    programId: 'kwmunity',
    siteId: 'kwmunity.cambridge',
    title: 'Naloxone evening',
    startsWall: '2026-03-20T17:30',
    capacity: 2,
  });
  await desk.office.workshops.invite(ANA, workshopId);
  const answer = (index: number, what: 'coming' | 'declined') =>
    desk.office.events.answer(ANA, workshopId, {
      participant: people[index]?.participantId ?? '',
      answer: what,
    });
  return { people, workshopId, answer };
}

it('gives a free place to whoever waits longest, with a time to answer, and on to the next when nobody does', async () => {
  const { people, workshopId, answer } = await full();
  expect((await answer(0, 'coming')).outcome).toBe('coming');
  expect((await answer(1, 'coming')).outcome).toBe('coming');
  expect((await answer(2, 'coming')).outcome).toBe('waiting');
  desk.now = plus(desk.now, 60_000);
  expect((await answer(3, 'coming')).outcome).toBe('waiting');

  await answer(0, 'declined');
  const { nextAt } = await look(workshopId);
  const status = async () =>
    Object.fromEntries(
      (await desk.office.events.show(ANA, workshopId)).invited.map((one) => [one.participantId, one.status]),
    );
  const [first, second, third, fourth] = people.map(({ participantId }) => participantId);
  expect(await status()).toEqual({
    [first ?? '']: 'declined',
    [second ?? '']: 'coming',
    [third ?? '']: 'offered',
    [fourth ?? '']: 'waiting',
  });
  expect(nextAt).toBe(plus(desk.now, 24 * HOUR));
  const offers = () => desk.database.messageIntent.count({ where: { template: 'workshop-place-free' } });
  expect(await offers()).toBe(1);
  await look(workshopId);
  expect(await offers()).toBe(1);

  desk.now = plus(desk.now, 24 * HOUR);
  await look(workshopId);
  expect(await status()).toMatchObject({ [third ?? '']: 'lapsed', [fourth ?? '']: 'offered' });
  expect((await answer(3, 'coming')).outcome).toBe('coming');
});

it('tells everybody invited once that it has moved, and keeps their answers', async () => {
  const { workshopId, answer } = await full();
  await answer(0, 'coming');
  await answer(1, 'declined');
  const move = { startsWall: '2026-03-22T17:30', place: 'The hall' };
  await desk.office.events.move(ANA, workshopId, move);
  await desk.office.events.move(ANA, workshopId, move);
  const told = await desk.database.messageIntent.findMany({
    where: { template: 'workshop-moved', refs: { path: ['workshop'], equals: workshopId } },
  });
  const invited = (await desk.office.events.show(ANA, workshopId)).invited;
  expect(told).toHaveLength(invited.length - 1);
  expect(invited.filter(({ status }) => status === 'coming')).toHaveLength(1);
  expect(
    await failureOf(desk.office.events.move(ANA, workshopId, { startsWall: '2025-01-01T10:00' })),
  ).toMatchObject({
    code: 'InThePast',
  });
});

it('asks who came when it is over, and holds nothing against whoever could not make it', async () => {
  const { people, workshopId, answer } = await full();
  await answer(0, 'coming');
  await answer(1, 'coming');
  expect(await failureOf(desk.office.events.attendance(ANA, workshopId, { came: [] }))).toMatchObject({
    code: 'NotYet',
  });
  desk.now = as('2026-03-21T00:00:00.000Z');
  expect((await look(workshopId)).nextAt).toBeUndefined();
  const wait = await desk.database.wait.findUniqueOrThrow({
    where: { key: `workshop-${workshopId}/attendance` },
  });
  expect(wait).toMatchObject({ kind: 'workshop-attendance', owedBy: 'staff', closedAt: null });
  const came = [people[0]?.participantId ?? ''];
  expect(await desk.office.events.attendance(ANA, workshopId, { came })).toEqual({ came: 1, absent: 1 });
  expect(await desk.database.wait.findUniqueOrThrow({ where: { key: wait.key } })).toMatchObject({
    outcome: 'recorded',
  });
  expect(
    await desk.database.wait.count({
      where: { kind: 'workshop-answer', closedAt: null, details: { path: ['workshop'], equals: workshopId } },
    }),
  ).toBe(0);
});
