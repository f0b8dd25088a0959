import type { Caller } from '../../office/access';
import { evidenceCsv } from '../../office/evidence/csv';
import { as } from '../../domain/ids';
import { occurrences } from '../../workflows/contract';
import { ANA, failureOf, openDesk, somebody, type Desk } from './desk';

let desk: Desk;
let devon: Awaited<ReturnType<typeof somebody>>;
let robin: Awaited<ReturnType<typeof somebody>>;
let priya: Awaited<ReturnType<typeof somebody>>;
let shiftId: string;
const siteId = 'kwmunity.kitchener';
const at = (time: string) => new Date(`2026-03-06T${time}:00.000Z`);
const scope = { programId: 'kwmunity', siteId };

/** An evening 18:00–22:00 in Kitchener (23:00–03:00 UTC): Devon answers, Robin is missed and found an hour later. */
beforeAll(async () => {
  desk = await openDesk();
  devon = await somebody(desk, { privileges: ['work-shifts'], givenName: 'Devon' });
  robin = await somebody(desk, { privileges: ['work-shifts'], givenName: '=Robin' });
  priya = await somebody(desk, { givenName: 'Priya' });
  ({ shiftId } = await desk.office.shifts.schedule(ANA, {
    siteId,
    startsWall: '2026-03-06T10:00',
    endsWall: '2026-03-06T14:00',
    peers: [devon.participantId, robin.participantId],
  }));
  const { database } = desk;
  const end = (person: string) => occurrences.shiftWait(as(shiftId), as(person), { kind: 'end', number: 0 });
  const wait = (personId: string, more: object) =>
    database.wait.create({
      data: {
        key: end(personId),
        kind: 'end-of-shift',
        ...scope,
        owedBy: 'participant',
        personId,
        subjectPersonId: personId,
        shiftId,
        workflowId: `shift-${shiftId}`,
        since: at('18:50'),
        dueAt: at('19:00'),
        ...more,
      },
    });
  await wait(devon.personId, { closedAt: at('19:06'), outcome: 'ok', closedBy: `person:${devon.personId}` });
  await wait(robin.personId, { closedAt: at('20:00'), outcome: 'found-safe', closedBy: 'account:priya' });
  const escalationId = `escalation-${shiftId}-${robin.personId}-end`;
  const escalation = (id: string, kind: string, raised: string) =>
    database.escalation.create({
      data: {
        id,
        kind,
        ...scope,
        subjectPersonId: robin.personId,
        shiftId: kind === 'drill' ? null : shiftId,
        status: 'resolved',
        level: 0,
        chain: [],
        code: 'K42',
        raisedAt: at(raised),
        acknowledgedAt: at('19:34'),
        resolvedAt: at('20:00'),
        resolvedBy: `person:${priya.personId}`,
        outcome: 'found-safe',
      },
    });
  await escalation(escalationId, 'missed-end', '19:30');
  await escalation('drill-1', 'drill', '12:00');
  let n = 0;
  const event = (kind: string, time: string, more: object) =>
    database.event.create({
      data: { key: `evidence-${(n += 1)}`, kind, ...scope, actor: 'system', data: {}, at: at(time), ...more },
    });
  await event('shift-check-in', '19:06', {
    key: `${end(devon.personId)}/answered`,
    shiftId,
    personId: devon.personId,
    actor: `person:${devon.personId}`,
    data: { wait: 'end-of-shift', answer: 'ok', via: 'sms' },
  });
  await event('shift-missed', '19:30', {
    key: `${end(robin.personId)}/missed`,
    shiftId,
    personId: robin.personId,
  });
  await event('escalation-raised', '19:30', { escalationId, data: { kind: 'missed-end' } });
  await event('escalation-level-told', '19:30', { escalationId, data: { level: 'supervisor', people: 0 } });
  await event('escalation-acknowledged', '19:34', {
    escalationId,
    actor: `person:${priya.personId}`,
    data: { via: 'sms' },
  });
  await event('escalation-resolved', '20:00', {
    escalationId,
    actor: `person:${priya.personId}`,
    data: { outcome: 'found-safe' },
  });
  const said = (key: string, personId: string, template: string, time: string, more: object) =>
    database.messageIntent.create({
      data: {
        key,
        personId,
        template,
        refs: {},
        urgency: 'notice',
        channels: [],
        ...scope,
        status: 'sent',
        at: at(time),
        ...more,
        deliveries: {
          create: {
            id: key,
            channel: 'sms',
            address: '+15195550100',
            attempt: 1,
            status: 'delivered',
            token: key,
            body: 'x',
            at: at(time),
            startedAt: at(time),
          },
        },
      },
    });
  await said('ask-1', devon.personId, 'shift-end-soon', '18:50', { shiftId, waitKey: end(devon.personId) });
  await said('ask-2', devon.personId, 'shift-end', '19:00', { shiftId, waitKey: end(devon.personId) });
  await said('page-1', priya.personId, 'escalation-raised', '19:31', {
    shiftId,
    escalationId,
    refs: { level: 'second' },
  });
  await said('news-1', priya.personId, 'escalation-resolved', '20:01', { shiftId, escalationId });
  await said('drill-1', priya.personId, 'drill-alarm', '12:02', { escalationId: 'drill-1' });
});
afterAll(() => desk?.close());

const report = (caller: Caller = ANA) =>
  desk.office.evidence.report(caller, { siteId, from: '2026-03-06', until: '2026-03-06' });

test('counts what was due, what was answered and what was missed; drills count for nothing', async () => {
  const { figures, drills } = await report();
  expect(figures).toEqual({
    shifts: 1,
    due: 2,
    answered: 1,
    answeredLate: 0,
    missed: 1,
    endedByHuman: 0,
    open: 0,
    escalations: 1,
    stillOpen: 0,
    toTold: { median: 1, longest: 1 },
    toAcknowledged: { median: 4, longest: 4 },
    toResolved: { median: 30, longest: 30 },
  });
  // Nobody was missing in it, and how fast the first was told is measured like the real thing.
  expect(drills).toMatchObject([{ kind: 'drill', peer: 'Practice / Exercice', minutesToTold: 2 }]);
});

test('says of each check-in when it was asked, how often, and who answered when and how', async () => {
  const [shift] = (await report()).shifts;
  expect(shift?.checks.find(({ peer }) => peer === 'Devon')).toMatchObject({
    askedAt: at('18:50'),
    asked: 2,
    askedVia: ['sms'],
    answeredAt: at('19:06'),
    answeredBy: 'Devon',
    via: 'sms',
    result: 'answered',
    minutes: 6,
  });
  expect(shift?.checks.find(({ peer }) => peer !== 'Devon')).toMatchObject({
    result: 'missed',
    missedAt: at('19:30'),
  });
});

test('tells the story of a miss in order, levels with nobody included', async () => {
  const [story] = (await report()).escalations;
  const steps = story?.steps.map(({ what, who, level, channel, outcome }) => [
    what,
    who,
    level,
    channel,
    outcome,
  ]);
  expect(steps).toEqual([
    ['raised', '', null, null, 'missed-end'],
    ['nobody-on-call', '', 'supervisor', null, null],
    ['told', 'Priya', 'second', 'sms', 'delivered'],
    ['acknowledged', 'Priya', null, 'sms', null],
    ['resolved', 'Priya', null, null, 'found-safe'],
    // News of how it ended asks nothing of anybody, and is no answer to who was alarmed when.
    ['informed', 'Priya', null, 'sms', 'delivered'],
  ]);
});

test('puts the procedure into sentences, from the policy that the product runs on', async () => {
  const { rules } = await report();
  expect(rules.en.join(' ')).toContain('10 minutes before, at the end and 15 minutes after');
  expect(rules.en.join(' ')).toContain('has not come 30 minutes after it was due is a miss');
  expect(rules.fr).toHaveLength(rules.en.length);
});

test('is a table for spreadsheets, in which no name is a formula', async () => {
  const csv = evidenceCsv(await report());
  // Without it Excel reads another encoding, and no accent is left whole.
  expect(csv.startsWith('\uFEFFrecord,')).toBe(true);
  const lines = csv.trim().split('\r\n');
  expect(lines[0]?.split(',')).toContain('result');
  expect(lines.filter((line) => line.startsWith('check-in'))).toHaveLength(2);
  expect(lines.join('\n')).toContain("'=Robin");
  const answered = lines.find((line) => line.includes('Devon') && line.startsWith('check-in'));
  expect(answered).toContain('2026-03-06 14:06');
  // An hour comes twice when clocks go back; in UTC none does.
  expect(answered).toMatch(/,America\/Toronto,2026-03-06T19:06:00Z$/);
});

test('shows a caller what lies within their sites, and nothing else', async () => {
  const elsewhere: Caller = {
    ...ANA,
    scope: [{ role: 'supervisor', programId: 'kwmunity', siteId: 'kwmunity.waterloo' }],
  };
  expect(await failureOf(report(elsewhere))).toMatchObject({ name: 'NotThere' });
  expect(await failureOf(desk.office.evidence.report(elsewhere, { shiftId }))).toMatchObject({
    name: 'NotThere',
  });
  const whole = await desk.office.evidence
    .report(elsewhere, {
      programId: 'kwmunity',
      from: '2026-03-01',
      until: '2026-03-31',
    })
    .catch(() => undefined);
  expect(whole?.shifts ?? []).toEqual([]);
  expect(whole?.escalations ?? []).toEqual([]);
});

test.each([
  ['no place', { from: '2026-03-06' }, 'PlaceNeeded'],
  ['no day', { siteId, from: 'yesterday' }, 'NotADay'],
  ['days the wrong way round', { siteId, from: '2026-03-06', until: '2026-03-01' }, 'NotAPeriod'],
  ['ten years', { siteId, from: '2016-03-06', until: '2026-03-01' }, 'TooLong'],
])('refuses %s', async (_, question, code) => {
  expect(await failureOf(desk.office.evidence.report(ANA, question))).toMatchObject({ code });
});

test('whoever said in time that they are not OK has answered, and a human settled it', async () => {
  const kim = await somebody(desk, { privileges: ['work-shifts'], givenName: 'Kim' });
  const key = occurrences.shiftWait(as(shiftId), as(kim.personId), { kind: 'end', number: 0 });
  await desk.database.wait.create({
    data: {
      ...{
        key,
        kind: 'end-of-shift',
        ...scope,
        owedBy: 'participant',
        shiftId,
        workflowId: `shift-${shiftId}`,
      },
      ...{ personId: kim.personId, subjectPersonId: kim.personId, since: at('18:50'), dueAt: at('19:00') },
      ...{ closedAt: at('19:12'), outcome: 'found-safe', closedBy: 'account:ana' },
    },
  });
  await desk.database.event.create({
    data: {
      ...{ key: `${key}/not-ok/${at('19:02').toISOString()}`, kind: 'shift-check-in', ...scope, shiftId },
      ...{ personId: kim.personId, actor: `person:${kim.personId}`, at: at('19:02') },
      data: { wait: 'end-of-shift', answer: 'not-ok', via: 'sms' },
    },
  });
  const { shifts, figures } = await report();
  expect(shifts[0]?.checks.find(({ peer }) => peer === 'Kim')).toMatchObject({
    ...{ result: 'answered', answeredAt: at('19:02'), answeredBy: 'Kim', via: 'sms', minutes: 2 },
  });
  expect(figures).toMatchObject({ due: 3, answered: 2, missed: 1 });
});

test.each([
  ['could-not-reach', 'ended-by-human'],
  ['handed-to-emergency-services', 'ended-by-human'],
  ['found-safe', 'answered'],
])(
  'of whoever said nothing, an alarm that ends in time with %s leaves their check-in %s',
  async (outcome, result) => {
    const lee = await somebody(desk, { privileges: ['work-shifts'], givenName: `Lee ${outcome}` });
    const key = occurrences.shiftWait(as(shiftId), as(lee.personId), { kind: 'end', number: 0 });
    const before = (await report()).figures;
    await desk.database.wait.create({
      data: {
        ...{ key, kind: 'end-of-shift', ...scope, owedBy: 'participant', shiftId },
        ...{ personId: lee.personId, subjectPersonId: lee.personId, workflowId: `shift-${shiftId}` },
        ...{
          since: at('18:50'),
          dueAt: at('19:00'),
          closedAt: at('19:20'),
          outcome,
          closedBy: 'account:ana',
        },
      },
    });
    const after = await report();
    const isAnswered = result === 'answered';
    expect(after.shifts[0]?.checks.find(({ peer }) => peer === `Lee ${outcome}`)).toMatchObject({
      result,
      answeredAt: isAnswered ? at('19:20') : null,
    });
    expect(after.figures).toMatchObject({
      answered: before.answered + Number(isAnswered),
      endedByHuman: before.endedByHuman + Number(!isAnswered),
    });
    if (!isAnswered) expect(evidenceCsv(after)).toContain(',ended-by-human,');
  },
);

test('where the rota is kept by site, a report on the whole program has the contacts of each site', async () => {
  await desk.database.rotaEntry.create({
    data: { id: 'by-site', ...scope, level: 'supervisor', personId: priya.personId },
  });
  const contacts = async (caller: Caller) => {
    const period = { from: '2026-03-06', until: '2026-03-06' };
    const whole = await desk.office.evidence.report(caller, { programId: 'kwmunity', ...period });
    return whole.contacts
      .filter(({ level }) => level === 'supervisor')
      .map(({ site, people }) => [site, people]);
  };
  const kitchener = ['Kitchener', ['Priya']];
  expect(await contacts(ANA)).toContainEqual(kitchener);
  expect(await contacts(ANA)).toHaveLength(
    await desk.database.site.count({ where: { programId: 'kwmunity' } }),
  );
  const there: Caller = { ...ANA, scope: [{ role: 'supervisor', ...scope }] };
  expect(await contacts(there)).toEqual([kitchener]);
});
