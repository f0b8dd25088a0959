import { workCsv } from '../../office/peerWork/workCsv';
import type { Caller } from '../../office/access';
import { EVERYWHERE } from '../../office/access';
import { as } from '../../domain/ids';
import { ANA, failureOf, openDesk, type Desk } from './desk';

const PROGRAM = 'regent-park';
const BEN: Caller = { actor: 'account:ben', scope: EVERYWHERE, via: 'console' };

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk([PROGRAM]);
});
afterEach(() => desk.close());

let people = 0;

/** A peer of Regent Park, on a path that has earned work on shifts. */
async function peer(givenName: string, tier: string | null = 'peer-helper', role = 'mentor') {
  const number = (people += 1);
  const added = await desk.office.participants.add(ANA, {
    programId: PROGRAM,
    site: 'centre',
    role: role as 'mentor',
    givenName,
    language: 'en',
    email: `peer${number}@example.org`,
    consents: ['email'],
    ...(tier ? { tier } : {}),
  });
  const { journeyId } = await desk.office.journeys.start(ANA, added.participantId);
  await desk.database.journey.update({
    where: { id: journeyId },
    data: { privileges: ['work-shifts'], sequence: 1 },
  });
  return added;
}

const themself = (personId: string): Caller => ({
  actor: as(`person:${personId}`),
  scope: [],
  via: 'link',
  personId: as(personId),
});

describe('work that was done', () => {
  test('comes to what the tier gives, by the shift or by the hour', async () => {
    const rae = await peer('Rae');
    const lou = await peer('Lou', 'peer-worker');
    const shift = await desk.office.work.log(ANA, rae.participantId, { day: '2026-02-23', hours: 3 });
    expect(shift).toMatchObject({ kind: 'honorarium', amount: 4_000, tier: 'peer-helper' });
    const hours = await desk.office.work.log(ANA, lou.participantId, {
      day: '2026-02-23',
      hours: 2.5,
      task: 'outreach',
    });
    expect(hours).toMatchObject({ kind: 'stipend', amount: 5_375 });
  });

  test('above the cap of the week needs a reason, which is kept', async () => {
    const rae = await peer('Rae');
    await desk.office.work.log(ANA, rae.participantId, { day: '2026-02-23', hours: 8 });
    const more = { day: '2026-03-01', hours: 3 };
    expect(await failureOf(desk.office.work.log(ANA, rae.participantId, more))).toMatchObject({
      code: 'OverCap',
    });
    const logged = await desk.office.work.log(ANA, rae.participantId, { ...more, reason: 'Lou was ill' });
    expect(logged.over).toMatchObject({ cap: 10, would: 11, week: '2026-02-23' });
    // A new week begins on Monday.
    expect(await desk.office.work.log(ANA, rae.participantId, { day: '2026-03-02', hours: 3 })).toMatchObject(
      { over: null },
    );
  });

  test('is refused with a sentence where it cannot be', async () => {
    const rae = await peer('Rae');
    const nobody = await peer('Nia', null);
    const log = (input: Parameters<typeof desk.office.work.log>[2], who = rae) =>
      failureOf(desk.office.work.log(ANA, who.participantId, input));
    expect(await log({ day: '2026-02-23', hours: 2 }, nobody)).toMatchObject({ code: 'NoTier' });
    expect(await log({ day: '2026-02-30', hours: 2 })).toMatchObject({ code: 'NotADay' });
    expect(await log({ day: '2026-03-03', hours: 2 })).toMatchObject({ code: 'NotYet' });
    expect(await log({ day: '2026-02-23', hours: 0 })).toMatchObject({ code: 'NotHours' });
    expect(await log({ day: '2026-02-23', hours: 2, task: 'outreach' })).toMatchObject({
      code: 'UnknownTask',
    });
    expect(await log({ day: '2026-02-23', hours: 2, shiftId: 'none' })).toMatchObject({
      code: 'NotOnShift',
    });
  });

  test('a cell of the table is never a formula, and what was voided stays readable', async () => {
    const rae = await peer('=HYPERLINK("x")');
    const { workId } = await desk.office.work.log(ANA, rae.participantId, { day: '2026-02-23', hours: 1 });
    await desk.office.work.void(ANA, workId);
    await desk.office.work.void(ANA, workId);
    const [head, line] = workCsv(await desk.office.work.list(ANA, { programId: PROGRAM })).split('\r\n');
    expect(head).toContain('amount_cad');
    expect(line).toContain(`"'=HYPERLINK(""x"")"`);
    expect(line).toContain('40.00');
    expect(await desk.database.event.count({ where: { kind: 'work-voided' } })).toBe(1);
  });

  test('nobody sees the work of another program', async () => {
    const rae = await peer('Rae');
    await desk.office.work.log(ANA, rae.participantId, { day: '2026-02-23', hours: 1 });
    const elsewhere: Caller = { ...BEN, scope: [{ role: 'coordinator', programId: 'other' }] };
    expect(await desk.office.work.list(elsewhere)).toEqual([]);
    expect(await desk.office.work.list(themself(rae.personId), { person: rae.participantId })).toHaveLength(
      1,
    );
  });
});

describe('a move to another tier', () => {
  test('down is never without words, and the peer reads them', async () => {
    const lou = await peer('Lou', 'peer-worker');
    const down = { tier: 'peer-helper', reason: 'stated-reason' } as const;
    const move = (input: Parameters<typeof desk.office.journeys.changeTier>[2]) =>
      desk.office.journeys.changeTier(ANA, lou.participantId, input);
    expect(await failureOf(move({ tier: 'peer-helper', reason: 'growth' }))).toMatchObject({
      code: 'ReasonNeeded',
    });
    expect(await failureOf(move(down))).toMatchObject({ code: 'WordsNeeded' });
    await move({ ...down, words: 'Fewer hours while the clinic is closed.' });
    const shown = await desk.office.tiers.show(themself(lou.personId), lou.participantId);
    expect(shown.changes).toMatchObject([
      { to: 'peer-helper', words: 'Fewer hours while the clinic is closed.' },
    ]);
  });

  test('is looked at by somebody who did not decide on it, and only when the peer asks', async () => {
    const lou = await peer('Lou', 'peer-worker');
    await desk.office.journeys.changeTier(ANA, lou.participantId, {
      tier: 'peer-helper',
      reason: 'stated-reason',
      words: 'Fewer hours.',
    });
    await desk.database.participant.update({
      where: { id: lou.participantId },
      data: { tier: 'peer-helper' },
    });
    const [change] = (await desk.office.tiers.show(ANA, lou.participantId)).changes;
    const id = change?.id ?? '';
    const look = (caller: Caller) =>
      desk.office.tiers.review(caller, id, { outcome: 'undone', words: 'The clinic is open again.' });
    expect(await failureOf(look(BEN))).toMatchObject({ code: 'NotAsked' });
    await desk.office.tiers.answer(themself(lou.personId), id, { answer: 'look-again' });
    expect(await failureOf(look(ANA))).toMatchObject({ code: 'AnotherPersonNeeded' });
    await look(BEN);
    expect(
      desk.told.map(({ call, args }) => [call, (args[1] as { tier?: string } | undefined)?.tier]),
    ).toContainEqual(['journeys.changeTier', 'peer-worker']);
    expect((await desk.office.tiers.show(BEN, lou.participantId)).changes).toContainEqual(
      expect.objectContaining({ id, review: 'undone', reviewedBy: 'account:ben' }),
    );
  });
});

describe('an opening', () => {
  const opening = {
    programId: PROGRAM,
    title: 'Tuesday outreach',
    tier: 'peer-worker',
    closesOn: '2026-03-20',
  };

  test('is told to every eligible peer once, and who got it is kept with why', async () => {
    const rae = await peer('Rae');
    const lou = await peer('Lou', 'taking-part', 'mentee');
    const away = await peer('Noa');
    await desk.database.journey.updateMany({
      where: { participantId: away.participantId },
      data: { status: 'paused' },
    });
    await peer('Mia', null, 'mentee');
    const made = await desk.office.openings.announce(ANA, opening);
    // Rae and Lou; Noa has paused and is told when she is back; Mia is no peer.
    expect(made.told.sort()).toEqual([rae.participantId, lou.participantId].sort());
    await desk.database.journey.updateMany({
      where: { participantId: away.participantId },
      data: { status: 'active' },
    });
    expect((await desk.office.openings.tell(ANA, made.openingId)).told).toEqual([away.participantId]);
    expect((await desk.office.openings.tell(ANA, made.openingId)).told).toEqual([]);

    const says = (who: typeof rae, said: 'interested' | 'not-now') =>
      desk.office.openings.answer(themself(who.personId), made.openingId, {
        participantId: who.participantId,
        said,
      });
    await says(rae, 'interested');
    await says(lou, 'interested');
    await says(away, 'not-now');
    expect(
      await failureOf(
        desk.office.openings.answer(themself(rae.personId), made.openingId, {
          participantId: lou.participantId,
          said: 'not-now',
        }),
      ),
    ).toMatchObject({ name: 'NotThere' });
    const decide = (chosen: string[]) =>
      desk.office.openings.decide(ANA, made.openingId, { chosen, why: 'Knows the street.' });
    expect(await failureOf(decide([away.participantId]))).toMatchObject({ code: 'NotInterested' });
    expect(await failureOf(decide([rae.participantId, lou.participantId]))).toMatchObject({
      code: 'TooMany',
    });
    await decide([lou.participantId]);
    const [kept] = await desk.office.openings.list(ANA);
    expect(kept?.offers.find(({ participantId }) => participantId === rae.participantId)).toMatchObject({
      outcome: 'not-this-time',
      why: 'Knows the street.',
    });
    expect(await desk.database.wait.count({ where: { closedAt: null } })).toBe(0);
    expect(await failureOf(says(rae, 'not-now'))).toMatchObject({ code: 'OpeningOver' });
  });

  test('is refused where it could not be had', async () => {
    const announce = (change: object) =>
      failureOf(desk.office.openings.announce(ANA, { ...opening, ...change }));
    expect(await announce({ tier: 'boss' })).toMatchObject({ code: 'UnknownTier' });
    expect(await announce({ closesOn: '2026-03-01' })).toMatchObject({ code: 'InThePast' });
    expect(await announce({ places: 0 })).toMatchObject({ code: 'NotPlaces' });
    const viewer: Caller = { ...BEN, scope: [{ role: 'viewer', programId: PROGRAM }] };
    expect(await failureOf(desk.office.openings.announce(viewer, opening))).toMatchObject({
      name: 'NotAllowed',
    });
  });
});

describe('what is owed to a peer', () => {
  test('supervision is with a worker who is not a peer', async () => {
    const rae = await peer('Rae');
    const lou = await peer('Lou');
    const at = new Date(desk.now);
    const account = (id: string, personId: string, email: string) =>
      desk.database.account.create({
        data: {
          id,
          personId,
          email,
          createdAt: at,
          grants: { create: { id, role: 'supervisor', programId: PROGRAM } },
        },
      });
    await desk.database.person.create({ data: { id: 'kim', givenName: 'Kim', createdAt: at } });
    await account('kim', 'kim', 'kim@example.org');
    await account('lou', lou.personId, 'lou@example.org');
    const name = (worker: string) => desk.office.duties.nameSupervisor(ANA, rae.participantId, { worker });
    expect(await failureOf(name('lou@example.org'))).toMatchObject({ code: 'NotAWorker' });
    expect(await failureOf(name('nobody@example.org'))).toMatchObject({ code: 'NotAWorker' });
    await name('Kim@example.org');
    expect((await desk.office.duties.show(ANA, rae.participantId)).supervisor?.name).toBe('Kim');
    // What a peer says of the program is not for the one of whom it may be.
    await desk.office.duties.review(themself(rae.personId), rae.participantId, {
      direction: 'of-program',
      words: 'Kim is often late.',
    });
    const kim: Caller = { actor: 'account:kim', scope: EVERYWHERE, via: 'console', personId: as('kim') };
    expect(await desk.office.duties.reviews(kim, rae.participantId)).toEqual([]);
    expect(await desk.office.duties.reviews(ANA, rae.participantId)).toHaveLength(1);
  });

  test('training is rated by those who took it, proposed by any peer, and every proposal is answered', async () => {
    const rae = await peer('Rae');
    const self = themself(rae.personId);
    const rating = { module: 'boundaries', stars: 4, words: 'More practice' };
    expect(await failureOf(desk.office.training.rate(self, rae.participantId, rating))).toMatchObject({
      code: 'NotTaken',
    });
    await desk.office.journeys.completeTraining(ANA, rae.participantId, {
      module: 'overdose-response',
      on: '2024-03-20',
    });
    const [, , overdose] = await desk.office.training.show(self, rae.participantId);
    expect(overdose).toMatchObject({
      doneOn: '2024-03-20',
      goodUntil: '2026-03-18',
      credited: true,
      flags: ['module-soon', 'kit-missing'],
    });
    const expiry = desk.told.find(({ call }) => call === 'journeys.peerAct');
    expect(expiry?.args[1]).toMatchObject({ what: 'expiry', expiresAt: '2026-03-19T03:59:00.000Z' });
    const { proposalId } = await desk.office.training.propose(self, rae.participantId, { title: 'Grief' });
    await desk.office.training.answer(ANA, proposalId, { status: 'taken-up', answer: 'In April.' });
    expect((await desk.office.training.heard(ANA, PROGRAM)).proposals).toMatchObject([
      { title: 'Grief', status: 'taken-up', answer: 'In April.', from: 'Rae' },
    ]);
  });

  test('whoever has finished stays invited, if they want to be', async () => {
    const rae = await peer('Rae', null, 'mentee');
    await desk.database.journey.updateMany({
      where: { participantId: rae.participantId },
      data: { status: 'ended', privileges: ['attend-workshops'], passedSteps: ['hello'] },
    });
    await desk.database.achievementReview.create({
      data: {
        id: 'r1',
        participantId: rae.participantId,
        journeyId: 'j1',
        outcome: 'finish',
        decidedAt: new Date(desk.now),
        createdAt: new Date(desk.now),
      },
    });
    const invite = async (title: string): Promise<string[]> => {
      const { workshopId } = await desk.office.workshops.plan(ANA, {
        programId: PROGRAM,
        title,
        startsWall: '2026-04-01T17:00',
      });
      return (await desk.office.workshops.invite(ANA, workshopId)).invited;
    };
    const choose = (staysInvited: boolean) =>
      desk.office.reviews.choose(themself(rae.personId), rae.participantId, { staysInvited });
    expect(await invite('One')).toEqual([]);
    await choose(true);
    expect(await invite('Two')).toEqual([rae.participantId]);
    await choose(false);
    expect(await invite('Three')).toEqual([]);
    // Taking the path up again, nothing earned is lost.
    await desk.office.journeys.start(ANA, rae.participantId);
    const started = desk.told.findLast(({ call }) => call === 'journeys.start');
    expect(started?.args[0]).toMatchObject({
      earned: { steps: ['hello'], privileges: ['attend-workshops'] },
    });
  });
});
