import { randomUUID } from 'node:crypto';
import { DAY } from '../../../domain/duration';
import { Prisma } from '../../../prisma/generated/client';
import { instant } from '../../../domain/ids';
import type { Caller } from '../../../office/access';
import { count } from '../../../office/figures/count';
import { COLUMNS } from '../../../office/erasure/columns';
import { eraseWhatIsDue } from '../../../office/erasure/carryOut';
import { NOTHING_HIDDEN } from '../../../office/hidden';
import { ledgerIsComplete } from '../../support/ledgerIsComplete';
import { ANA, failureOf, openDesk, somebody, type Desk } from '../desk';
import { wellKnownInDepth } from './inDepth';

const MARK = 'Zyxomma';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

const carryOut = () =>
  eraseWhatIsDue(
    {
      database: desk.database,
      fullCircle: {
        journeys: { withdraw: async () => desk.told.push({ call: 'withdraw', args: [] }) },
        histories: {
          forget: async (ids: string[]) => (
            desk.told.push({ call: 'forget', args: ids }),
            { forgotten: ids.length, left: 0 }
          ),
        },
      } as never,
    },
    desk.now,
  );
const later = (ms: number) => {
  desk.now = instant(Date.parse(desk.now) + ms);
};

/** Everything that is stored, as text. */
async function everything(): Promise<string> {
  const tables = await Promise.all(
    Object.keys(COLUMNS).map(async (table) => {
      const rows = await desk.database.$queryRaw<{ row: string }[]>(
        Prisma.sql`SELECT t::text AS "row" FROM ${Prisma.raw(`"${table}"`)} t`,
      );
      return rows.map(({ row }) => `${table}: ${row}`);
    }),
  );
  return tables.flat().join('\n');
}

/** Somebody of whom every table knows something, each of it with a mark that would be found again. */
async function wellKnown() {
  const { database, now } = desk;
  const at = new Date(now);
  const zyx = await somebody(desk, { givenName: MARK, privileges: ['work-shifts'], phone: '+15195550177' });
  const other = await somebody(desk, { givenName: 'Rosa' });
  const { personId, participantId } = zyx;
  const place = { programId: 'kwmunity', siteId: 'kwmunity.kitchener' };
  await database.person.update({
    where: { id: personId },
    data: { surname: MARK, preferredName: MARK, duressPhrase: MARK },
  });
  const { id: journeyId } = await database.journey.update({
    where: { id: (await database.journey.findFirstOrThrow({ where: { participantId } })).id },
    data: { status: 'ended' },
  });
  await database.participant.update({ where: { id: participantId }, data: { reference: MARK } });
  await database.surveyResponse.create({
    data: { id: 's', participantId, survey: 'matching', answers: { dream: MARK }, via: 'link', at },
  });
  await database.goal.create({
    data: { id: 'g', participantId, title: MARK, status: 'open', createdAt: at, updatedAt: at },
  });
  await database.selfDescription.create({
    data: { participantId, words: MARK, consentAt: at, by: `person:${personId}` },
  });
  await database.mentorship.create({
    data: {
      id: 'pair',
      programId: 'kwmunity',
      menteeId: participantId,
      mentorId: other.participantId,
      round: 'r',
      status: 'ended',
      score: 1,
      reasons: [],
      menteeWords: MARK,
      mentorWords: 'It was good to walk beside somebody.',
      proposedAt: at,
    },
  });
  await database.safetyPlan.create({
    data: {
      id: 'plan',
      participantId,
      personId,
      ...place,
      version: 1,
      contacts: [{ name: MARK, phone: '+15195550178' }],
      police: { when: 'words', words: MARK },
      ambulance: { when: 'words', words: MARK },
      duressPhrase: MARK,
      notes: MARK,
      language: 'en',
      agreedAt: at,
      agreedBy: 'account:ana',
    },
  });
  await database.shift.create({
    data: {
      id: 'shift',
      ...place,
      startsWall: '2026-03-01T10:00',
      endsWall: '2026-03-01T14:00',
      zone: 'America/Toronto',
      startsAt: at,
      endsAt: at,
      zoneRules: '2026a',
      status: 'closed',
      createdBy: 'account:ana',
      createdAt: at,
      offered: [personId],
      peers: { create: { personId, participantId, addedAt: at } },
    },
  });
  await database.shiftCapOverride.create({
    data: { id: 'cap', shiftId: 'shift', personId, caps: [], reason: MARK, by: 'account:ana', at },
  });
  const escalationId = `escalation-shift-${personId}-end`;
  await database.escalation.create({
    data: {
      id: escalationId,
      kind: 'missed-end',
      ...place,
      subjectPersonId: personId,
      shiftId: 'shift',
      status: 'resolved',
      level: 0,
      chain: [{ id: 'supervisor', people: [other.personId] }],
      code: 'K42',
      raisedAt: at,
      note: MARK,
    },
  });
  const said = async (key: string, to: string, more: object) => {
    await database.messageIntent.create({
      data: {
        key,
        personId: to,
        template: 'escalation-raised',
        refs: {},
        urgency: 'notice',
        channels: [],
        programId: 'kwmunity',
        status: 'sent',
        at,
        ...more,
      },
    });
    await database.delivery.create({
      data: {
        id: `d-${key}`,
        intentKey: key,
        channel: 'sms',
        address: to === personId ? '+15195550177' : '+15195550199',
        attempt: 1,
        status: 'sent',
        token: randomUUID(),
        carrierId: `SM-${key}`,
        subject: MARK,
        body: `Dear ${MARK}`,
        at,
        startedAt: at,
      },
    });
    await database.deliveryReceipt.create({
      data: { carrierId: `SM-${key}`, status: 'sent', receivedAt: at },
    });
  };
  await said(`journey-${journeyId}/welcome`, personId, { journeyId });
  await said(`${escalationId}/told`, other.personId, { escalationId });
  await said('mentorship-pair/meeting/1', other.personId, {});
  await said('shift-shift/gap', other.personId, { shiftId: 'shift' });
  await said('about', other.personId, { refs: { peer: personId } });
  await database.inbound.create({
    data: {
      id: 'IN1',
      channel: 'sms',
      from: '+15195550177',
      to: '+15195550100',
      body: MARK,
      receivedAt: at,
      status: 'done',
      understood: { words: MARK },
      personId,
    },
  });
  await database.personalLink.create({
    data: { tokenHash: 'h', personId, createdAt: at, expiresAt: at },
  });
  await database.wait.create({
    data: {
      key: `shift-shift/${personId}/end`,
      kind: 'end-of-shift',
      ...place,
      owedBy: 'participant',
      personId,
      subjectPersonId: personId,
      shiftId: 'shift',
      since: at,
      closedAt: at,
      outcome: 'ok',
      closedBy: `person:${personId}`,
    },
  });
  await database.idempotentRequest.create({
    data: { key: 'k', scope: 's', digest: 'd', status: 200, body: { personId, name: MARK }, createdAt: at },
  });
  const happened = (key: string, kind: string, more: object) =>
    database.event.create({ data: { key, kind, ...place, actor: 'system', data: {}, at, ...more } });
  await happened(`journey-${journeyId}/1`, 'stage-entered', {
    personId,
    journeyId,
    data: { stage: 'screening' },
  });
  await happened(`journey-${journeyId}/2`, 'check-in-asked', { personId, journeyId, data: { number: 1 } });
  await happened(`journey-${journeyId}/3`, 'check-in-answered', {
    personId,
    journeyId,
    actor: `person:${personId}`,
    data: { number: 1, answer: 'ok' },
  });
  await happened(`shift-shift/${personId}/end/missed`, 'shift-missed', {
    personId,
    data: { occasion: 'end' },
  });
  await happened(`${escalationId}/raised`, 'escalation-raised', {
    personId,
    escalationId,
    data: { kind: 'missed-end' },
  });
  await happened(`${escalationId}/told`, 'escalation-level-told', { personId, escalationId });
  await happened('match', 'match-approved', { personId: other.personId, data: { mentor: personId } });
  await said('appointment-visit/2026/asked', other.personId, {});
  await wellKnownInDepth(desk, MARK, { ...zyx, journeyId }, other);
  return { ...zyx, other, journeyId };
}

async function figures() {
  await ledgerIsComplete(desk.database);
  return await count(desk.database, {
    programId: 'kwmunity',
    siteId: null,
    from: new Date('2026-01-01'),
    until: new Date('2027-01-01'),
    hidden: NOTHING_HIDDEN,
  });
}

test('after a week nothing in the database knows who it was, and every figure is what it was', async () => {
  const { participantId, personId, journeyId, other } = await wellKnown();
  expect(await everything()).toContain(MARK);
  await desk.office.erasures.ask(ANA, participantId);
  const before = await figures();
  later(6 * DAY);
  expect(await carryOut()).toBe(0);
  later(2 * DAY);
  expect(await carryOut()).toBe(1);

  const left = await everything();
  for (const trace of [MARK, personId, participantId, journeyId, '5550177', '5550178', 'person1@'])
    expect(left.split('\n').filter((row) => row.includes(trace))).toEqual([]);
  expect(await figures()).toEqual(before);
  expect(before.length).toBeGreaterThan(5);
  // What the other side wrote in their own words is theirs.
  expect(left).toContain('walk beside somebody');
  expect(left).toContain(other.personId);
  expect(desk.told.find(({ call }) => call === 'forget')?.args).toEqual(
    expect.arrayContaining([
      `journey-${journeyId}`,
      'mentorship-pair',
      'inbound-IN1',
      'occasion-appointment-visit',
      'occasion-referral-ref',
      'transition-out',
    ]),
  );
  const erased = await desk.database.event.findFirstOrThrow({ where: { kind: 'erased' } });
  expect(erased.personId).not.toBe(personId);
  expect(await carryOut()).toBe(0);

  // Nobody is asked any more to go along, to introduce or to be in touch.
  const { database } = desk;
  expect(await database.appointment.findFirst()).toMatchObject({ status: 'cancelled' });
  expect(await database.occasion.findFirst()).toMatchObject({ nextAt: null });
  expect(await database.referral.findFirst()).toMatchObject({ status: 'let-go' });
  expect(await database.transition.findFirst({ include: { contacts: true } })).toMatchObject({
    status: 'closed',
    contacts: [{ status: 'cancelled' }],
  });
});

test('a person who was erased is in no list any more, and in old records a dash', async () => {
  const { participantId } = await wellKnown();
  await desk.office.erasures.ask(ANA, participantId);
  later(8 * DAY);
  await carryOut();
  const { rows } = await desk.office.participants.list(ANA);
  expect(rows.map(({ name }) => name)).toEqual(['Rosa']);
  const pairs = await desk.database.mentorship.findMany();
  expect((await desk.office.participants.show(ANA, pairs[0]!.menteeId)).person.name).toBe('–');
});

test('it can be taken back until its day', async () => {
  const { participantId } = await somebody(desk);
  const asked = await desk.office.erasures.ask(ANA, participantId);
  expect(await desk.office.erasures.ask(ANA, participantId)).toEqual(asked);
  await desk.office.erasures.takeBack(ANA, participantId);
  expect(await desk.office.erasures.show(ANA, participantId)).toBeNull();
  later(30 * DAY);
  expect(await carryOut()).toBe(0);
  expect(await failureOf(desk.office.erasures.takeBack(ANA, participantId))).toMatchObject({
    code: 'NothingToTakeBack',
  });
});

test('whoever is on a shift, or about whom an alarm is open, is not erased before that is over', async () => {
  const { participantId, personId } = await wellKnown();
  const { database } = desk;
  await database.escalation.updateMany({ data: { status: 'open' } });
  expect(await failureOf(desk.office.erasures.ask(ANA, participantId))).toMatchObject({
    code: 'HeldUp',
    message: expect.stringContaining('say how it ended first') as string,
  });
  await database.escalation.updateMany({ data: { status: 'resolved' } });
  await desk.office.erasures.ask(ANA, participantId);
  await database.shift.updateMany({ data: { status: 'running' } });
  later(8 * DAY);
  expect(await carryOut()).toBe(0);
  expect(await carryOut()).toBe(0);
  expect(await desk.office.erasures.show(ANA, participantId)).toMatchObject({ heldUpBy: 'on-shift' });
  expect(await database.event.count({ where: { kind: 'erasure-held-up', personId } })).toBe(1);
  await database.shift.updateMany({ data: { status: 'closed' } });
  expect(await carryOut()).toBe(1);
});

test('a path that goes on ends first, and a pair is waited for', async () => {
  const { participantId, journeyId } = await wellKnown();
  const { database } = desk;
  await database.journey.update({ where: { id: journeyId }, data: { status: 'active' } });
  await database.mentorship.updateMany({ data: { status: 'active' } });
  await desk.office.erasures.ask(ANA, participantId);
  later(8 * DAY);
  expect(await carryOut()).toBe(0);
  expect(desk.told.map(({ call }) => call)).toContain('withdraw');
  await database.mentorship.updateMany({ data: { status: 'ended' } });
  const { id: mentorshipId } = await database.mentorship.findFirstOrThrow();
  const wait = (kind: string) => ({
    ...{ key: `mentorship-${mentorshipId}/${kind}`, kind, programId: 'kwmunity', owedBy: 'staff' },
    ...{ mentorshipId, since: new Date(desk.now) },
  });
  // Closing words have a time of their own; what staff never ticked off holds up nobody.
  await database.wait.createMany({ data: [wait('closing-words'), wait('staff-task')] });
  expect(await carryOut()).toBe(0);
  await database.wait.deleteMany({ where: { kind: 'closing-words' } });
  expect(await carryOut()).toBe(1);
});

test('who asks must be in charge of the person everywhere, or be the person', async () => {
  const { participantId, personId } = await somebody(desk);
  const viewer: Caller = { ...ANA, scope: [{ role: 'viewer' }] };
  expect(await failureOf(desk.office.erasures.ask(viewer, participantId))).toMatchObject({
    name: 'NotAllowed',
  });
  await desk.database.program.create({
    data: {
      id: 'other',
      name: 'Other',
      zone: 'UTC',
      version: 'v',
      definition: {},
      loadedAt: new Date(desk.now),
    },
  });
  await desk.database.participant.create({
    data: { id: 'elsewhere', personId, programId: 'other', role: 'mentee', createdAt: new Date(desk.now) },
  });
  const coordinator: Caller = { ...ANA, scope: [{ role: 'coordinator', programId: 'kwmunity' }] };
  expect(await failureOf(desk.office.erasures.ask(coordinator, participantId))).toMatchObject({
    code: 'InOtherProgram',
  });
  const themself: Caller = {
    actor: `person:${personId}`,
    scope: [],
    via: 'link',
    personId: personId as never,
  };
  expect(await desk.office.erasures.ask(themself, participantId)).toMatchObject({
    askedBy: `person:${personId}`,
  });
});

test('a colleague with an account is not erased', async () => {
  const { participantId, personId } = await somebody(desk);
  await desk.database.account.create({
    data: { id: 'a', personId, email: 'p@example.org', createdAt: new Date(desk.now) },
  });
  expect(await failureOf(desk.office.erasures.ask(ANA, participantId))).toMatchObject({ code: 'HasAccount' });
});
