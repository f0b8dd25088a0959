import { plus } from '../../domain/duration';
import type { AnnounceInput } from '../../workflows/contract';
import { ANA, failureOf, openDesk, somebody, type Desk } from './desk';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk?.close());

const art = { programId: 'kwmunity', title: 'Art for wellness', startsWall: '2026-03-20T17:30' };

it('invites everybody who holds the privilege, while later screening steps are still open, and nobody else', async () => {
  const welcome = await somebody(desk, { privileges: ['attend-workshops'] });
  await somebody(desk, { privileges: ['be-matched'] });
  await somebody(desk);
  const { workshopId, startsAt } = await desk.office.workshops.plan(ANA, art);
  expect(startsAt.toISOString()).toBe('2026-03-20T21:30:00.000Z');

  desk.told.length = 0;
  expect(await desk.office.workshops.invite(ANA, workshopId)).toEqual({
    invited: [welcome.participantId],
    state: 'going-out',
  });
  const [intent] = await desk.database.messageIntent.findMany({ where: { personId: welcome.personId } });
  expect(intent).toMatchObject({
    template: 'workshop-invitation',
    refs: { workshop: workshopId },
    status: 'pending',
    expiresAt: startsAt,
  });
  expect((desk.told.at(-1)!.args[0] as AnnounceInput).intents).toEqual([intent?.key]);
  const told = await desk.database.event.findMany({ where: { kind: 'workshop-invited' } });
  expect(told.map(({ personId, actor }) => [personId, actor])).toEqual([[welcome.personId, 'account:ana']]);

  const latecomer = await somebody(desk, { privileges: ['attend-workshops'] });
  expect((await desk.office.workshops.invite(ANA, workshopId)).invited).toEqual([latecomer.participantId]);
  expect(await desk.office.workshops.invite(ANA, workshopId)).toEqual({ invited: [], state: 'nobody-new' });
});

it('loses no invitation when Temporal is away', async () => {
  await somebody(desk, { privileges: ['attend-workshops'] });
  const { workshopId } = await desk.office.workshops.plan(ANA, art);
  desk.temporalIsAway = true;
  const { invited, state } = await desk.office.workshops.invite(ANA, workshopId);
  expect(state).toBe('pending');
  desk.temporalIsAway = false;
  desk.told.length = 0;
  desk.now = plus(desk.now, 60_000);
  await desk.office.startWhatWaits();
  const announced = desk.told
    .map(({ args }) => args[0] as AnnounceInput)
    .find(({ key }) => key.startsWith(workshopId));
  expect(announced?.intents).toHaveLength(invited.length);
});

it('invites only people of the site it is held at', async () => {
  const there = await somebody(desk, { privileges: ['attend-workshops'], site: 'cambridge' });
  const { workshopId } = await desk.office.workshops.plan(ANA, { ...art, siteId: 'kwmunity.cambridge' });
  expect((await desk.office.workshops.invite(ANA, workshopId)).invited).toEqual([there.participantId]);
});

it('is one workshop, however often the same form is sent', async () => {
  const first = await desk.office.workshops.plan(ANA, art, { key: 'form' });
  const again = await desk.office.workshops.plan(ANA, art, { key: 'form' });
  expect(again.workshopId).toBe(first.workshopId);
});

it('does not invite to what has begun', async () => {
  const { workshopId } = await desk.office.workshops.plan(ANA, { ...art, startsWall: '2026-02-01T17:30' });
  expect(await failureOf(desk.office.workshops.invite(ANA, workshopId))).toMatchObject({ code: 'InThePast' });
});

describe('API keys', () => {
  it('shows the secret once, stores its hash, and gives it the scope it was made for', async () => {
    const { id, secret } = await desk.office.apiKeys.create(ANA, {
      name: 'hospital feed',
      role: 'coordinator',
      programId: 'kwmunity',
    });
    expect(JSON.stringify(await desk.database.apiKey.findUniqueOrThrow({ where: { id } }))).not.toContain(
      secret,
    );
    const caller = await desk.office.apiKeys.callerFor(secret);
    expect(caller).toMatchObject({
      actor: `api-key:${id}`,
      scope: [{ role: 'coordinator', programId: 'kwmunity' }],
    });
    await desk.office.apiKeys.revoke(ANA, id);
    expect(await desk.office.apiKeys.callerFor(secret)).toBeUndefined();
  });

  it('lets nobody make a key that reaches further than they do', async () => {
    const local = { ...ANA, scope: [{ role: 'admin' as const, programId: 'kwmunity' }] };
    const everywhere = desk.office.apiKeys.create(local, { name: 'more', role: 'admin' });
    expect(await failureOf(everywhere)).toBeDefined();
    const site = desk.office.apiKeys.create(local, { name: 'ok', role: 'viewer', programId: 'kwmunity' });
    expect(await failureOf(site)).toBeUndefined();
  });
});
