import { randomUUID } from 'node:crypto';
import { DAY, plus } from '../../domain/duration';
import { as, type OccurrenceKey, type PersonId } from '../../domain/ids';
import { TEMPLATE_IDS } from '../../domain/messages';
import { hashToken } from '../../platform/token';
import { REPLACED } from '../../domain/phone';
import { readFacts, type ContactFact, type Facts } from '../../activities/messaging/facts';
import { readWorld } from '../../activities/messaging/world';
import { createWriter } from '../../activities/messaging/writer';
import { createPrograms } from '../../activities/programs';
import { openCarriers, type Carriers } from './support/carriers';
import { NOW, openTown, phoneOf, PROGRAM, SITE, type Town } from './support/town';

let town: Town;
let carriers: Carriers;
const wait = as<OccurrenceKey>('test/wait');

beforeAll(async () => {
  [town, carriers] = await Promise.all([openTown(), openCarriers()]);
  await town.person('fay', { surname: 'Quimby' });
  await town.person('bob', { surname: 'Quimby', detail: 'basic' });
  await town.person('gen', { surname: 'Quimby', language: 'fr' });
  await town.person('peer', { surname: 'Whitcombe' });
  await town.shift('s1', ['peer']);
  await town.db.mentorship.create({
    data: {
      id: 'm1',
      programId: PROGRAM,
      menteeId: 'p-fay',
      mentorId: 'p-peer',
      round: 'r',
      status: 'offered',
      score: 3,
      reasons: [{ factor: 'skills', points: 3, of: 3, shared: ['listening'] }],
      proposedAt: NOW,
    },
  });
  await town.db.goal.create({
    data: {
      id: 'g1',
      participantId: 'p-fay',
      title: 'Sleep',
      status: 'open',
      createdAt: NOW,
      updatedAt: NOW,
    },
  });
  await town.db.workshop.create({
    data: {
      id: 'w1',
      programId: PROGRAM,
      siteId: SITE,
      title: 'Grief circle',
      privilege: 'attend-workshops',
      startsWall: '2026-03-03T18:00',
      zone: 'America/Toronto',
      startsAt: new Date('2026-03-03T23:00:00Z'),
      createdAt: NOW,
    },
  });
  await town.db.appointment.create({
    data: {
      id: 'a1',
      participantId: 'p-fay',
      personId: 'fay',
      programId: PROGRAM,
      title: 'Grief doctor',
      place: 'North clinic',
      startsWall: '2026-03-03T18:00',
      zone: 'America/Toronto',
      startsAt: new Date('2026-03-03T23:00:00Z'),
      status: 'planned',
      createdBy: 'system',
      createdAt: NOW,
    },
  });
  await town.db.resource.create({
    data: {
      id: 'book',
      programId: PROGRAM,
      title: { en: 'Sleep better', fr: 'Mieux dormir' },
      text: { en: 'A page', fr: 'Une page' },
      topics: [],
      addedBy: 'system',
      createdAt: NOW,
    },
  });
  await town.db.opening.create({
    data: {
      id: 'o1',
      programId: PROGRAM,
      title: 'North outreach',
      tier: 'helper',
      fromTiers: [],
      places: 1,
      closesOn: '2026-03-09',
      zone: 'America/Toronto',
      status: 'open',
      createdBy: 'system',
      createdAt: NOW,
    },
  });
  await town.db.escalation.create({
    data: {
      id: 'escalation-1',
      kind: 'missed-end',
      programId: PROGRAM,
      siteId: SITE,
      subjectPersonId: 'peer',
      status: 'open',
      level: 0,
      chain: [],
      code: 'K42',
      raisedAt: NOW,
    },
  });
  await town.record({
    open: [{ key: wait, kind: 'survey', owedBy: 'participant', personId: as('fay'), dueAt: NOW }],
  });
});
afterAll(async () => {
  await carriers.stop();
  await town.drop();
});

/** Everything that any template could be told. */
const REFS = {
  peer: 'peer',
  other: 'peer',
  shift: 's1',
  mentorship: 'm1',
  meeting: 1,
  goal: 'g1',
  workshop: 'w1',
  escalation: 'escalation-1',
  appointment: 'a1',
  resource: 'book',
  opening: 'o1',
  partner: 'school',
  tier: 'helper',
  survey: 'matching',
  question: 'skills',
  of: 3,
  step: 'hello',
  module: 'listening-101',
  level: 'manager',
  reason: 'missed-end',
  who: 'all-levels',
  codes: 'K42, M57',
  outcome: 'found-safe',
  by: 'person:peer',
  from: 'peer',
  to: 'peer',
  choices: 'fay,peer',
  count: 2,
  minutes: 15,
  at: NOW,
  wait,
};

/** What a reader gets of each template, as a text and as a mail: all of them in one delivery. */
async function written(
  reader: string,
  templates: readonly string[],
  refs: object = REFS,
): Promise<Map<string, string>> {
  const intents = templates.map((template) => ({
    key: as<OccurrenceKey>(`wording/${template}/${randomUUID()}`),
    personId: as<PersonId>(reader),
    template,
    refs: refs as typeof REFS,
    urgency: 'notice' as const,
    channels: ['sms' as const, 'email' as const],
  }));
  await town.record({ intents });
  const messaging = carriers.messaging(town.db);
  const keys = intents.map(({ key }) => key);
  for (let from = 0; from < keys.length; from += 100)
    await messaging.deliver({ keys: keys.slice(from, from + 100), at: NOW });
  const deliveries = await town.db.delivery.findMany({
    where: { intentKey: { in: intents.map(({ key }) => key) } },
    orderBy: { channel: 'asc' },
  });
  const bodies = new Map<string, string>();
  for (const { intentKey, subject, body, status } of deliveries) {
    expect(status).toMatch(/sent|delivered/);
    const [, template] = intentKey.split('/') as [string, string];
    bodies.set(template, `${bodies.get(template) ?? ''}${subject ?? ''} ${body}\n`);
  }
  return bodies;
}
const one = async (reader: string, template: string, refs: object = REFS): Promise<string> =>
  (await written(reader, [template], refs)).get(template) ?? '';

describe('every message', () => {
  const read: Record<string, Map<string, string>> = {};
  beforeAll(async () => {
    for (const reader of ['bob', 'fay', 'gen']) read[reader] = await written(reader, TEMPLATE_IDS);
  });

  test.each(TEMPLATE_IDS)('%s on a lock screen shows no program, place, health or surname', (template) => {
    // A link ends in letters that mean nothing, and may be anything.
    const text = (read['bob']?.get(template) ?? '').replace(/https?:\S+/g, '');
    expect(text).not.toMatch(/River|rivi|North|Quimby|Whitcombe|Grief|Sleep|First talk|workshops|Listening/i);
    expect(text.length).toBeGreaterThan(20);
  });

  test.each(TEMPLATE_IDS)(
    '%s says something in both languages, with no gap and no surname in it',
    (template) => {
      for (const reader of ['fay', 'gen']) {
        const text = read[reader]?.get(template) ?? '';
        expect(text).not.toMatch(/…|undefined|Invalid|Whitcombe|Quimby/);
        expect(text.length).toBeGreaterThan(20);
      }
    },
  );
});

test('a message that lacks what it is about still goes out', async () => {
  expect(await one('fay', 'escalation-raised', { escalation: 'escalation-gone', peer: 'nobody' })).toContain(
    'URGENT',
  );
});

test('times are those of the shift’s place, in the reader’s language', async () => {
  expect(await one('fay', 'shift-end')).toContain('17:00');
  expect(await one('gen', 'shift-end')).toContain('17 h 00');
});

describe('an alarm that is written again because the carrier hung over it', () => {
  afterEach(async () => {
    jest.restoreAllMocks();
    await town.db.escalation.deleteMany({ where: { code: 'Q99' } });
  });

  test.each([
    [4_000, 'at once, says what was read for all of them', true],
    [6_000, 'seconds later, says what is so by then: nobody is to call', false],
  ])('%i ms later: %s', async (after, _what, stillCalls) => {
    const silent = { id: randomUUID(), kind: 'duress', status: 'open', code: 'Q99', chain: [], level: 0 };
    const key = await town.intends({
      personId: as('fay'),
      template: 'escalation-raised',
      refs: { ...REFS, reason: 'help' },
      urgency: 'escalation',
      channels: ['sms'],
    });
    const all = await readFacts(town.db, [key]);
    const programs = createPrograms(town.db);
    const worldOf = (asked: readonly Facts[]) => readWorld(town.db, programs, asked);
    const links = { personal: (token: string) => token, escalation: (of: string) => of };
    const write = createWriter({ worldOf, links, all });
    const [facts] = all as [Facts];
    const [contact] = facts.contactPoints as [ContactFact];
    const send = { move: 'send', channel: 'sms', contact, attempt: 1, isRepeat: false } as const;
    const begun = Date.now();
    const clock = jest.spyOn(Date, 'now').mockReturnValue(begun);
    expect((await write(facts, send))?.body).toContain(phoneOf('peer'));
    await town.db.escalation.create({
      data: { ...silent, programId: PROGRAM, subjectPersonId: 'peer', raisedAt: NOW },
    });
    clock.mockReturnValue(begun + after);
    const again = await write(facts, { ...send, attempt: 2, isRepeat: true });
    expect(again?.body.includes(phoneOf('peer'))).toBe(stillCalls);
  });
});

describe('a text', () => {
  /** The text of a message whose mail says the same. */
  const text = async (template: string, refs: object) => {
    await one('fay', template, refs);
    const { body } = await town.db.delivery.findFirstOrThrow({
      where: { channel: 'sms', intent: { personId: 'fay', template } },
      orderBy: { startedAt: 'desc' },
    });
    return body;
  };

  test('never cuts the address of something to read, however long', async () => {
    const link = `https://library.example.org/${'sleep/'.repeat(20)}page`;
    const words = { title: { en: 'Sleep '.repeat(20), fr: 'Dormir' }, text: {}, topics: [] };
    const resource = { id: 'long', programId: PROGRAM, ...words, link, addedBy: 'system', createdAt: NOW };
    await town.db.resource.create({ data: resource });
    const said = await text('resource-sent', { ...REFS, resource: 'long' });
    expect(said).toContain(link);
    // What only names it is shortened.
    expect(said).toContain('Sle..., ');
  });

  test('never cuts the codes of alarms: who has to choose sees all of them', async () => {
    const codes = Array.from({ length: 20 }, (_, n) => `K${n + 20}`).join(', ');
    expect(await text('escalation-which', { ...REFS, codes })).toContain(codes);
  });

  test('never cuts the names of those who may have written', async () => {
    const choices = Array.from({ length: 9 }, () => 'peer').join(',');
    expect(await text('who-is-writing', { ...REFS, choices })).toContain('9 for Peer');
  });

  test('never cuts a link: it opens', async () => {
    const said = await text('shift-check-in', REFS);
    const [, token = ''] = /\/p\/([\w-]+)/.exec(said) ?? [];
    expect(await town.db.personalLink.count({ where: { tokenHash: hashToken(token) } })).toBe(1);
  });
});

test('a match says why in the reader’s language', async () => {
  expect(await one('fay', 'match-offer-mentee')).toContain('Listening');
  expect(await one('gen', 'match-offer-mentor')).toContain('Écoute');
});

test('a link opens by its token, of which only the hash is stored', async () => {
  const text = await one('fay', 'shift-check-in');
  const token = /\/p\/([\w-]+)/.exec(text)?.[1] as string;
  const link = await town.db.personalLink.findUniqueOrThrow({ where: { tokenHash: hashToken(token) } });
  expect(link).toMatchObject({ personId: 'fay', waitKey: wait, revokedAt: null });
  expect(await town.db.personalLink.count({ where: { tokenHash: token } })).toBe(0);
});

test('a text names the peer by first name and initial to staff, with the number to call and the code', async () => {
  const text = await one('fay', 'escalation-raised');
  expect(text).toContain('Peer W.');
  expect(text).toContain(phoneOf('peer'));
  expect(text).toContain('K42');
});

test('the number to call is never one that was given up, and one that failed only where there is no other', async () => {
  await town.person('moved');
  const number = (position: number, value: string, unusableCode: string | null) => ({
    id: randomUUID(),
    personId: 'moved',
    channel: 'sms',
    value,
    position,
    unusableCode,
    createdAt: NOW,
  });
  const toCall = async () => await one('fay', 'escalation-raised', { ...REFS, peer: 'moved' });
  await town.db.contactPoint.update({ where: { id: 'moved-sms' }, data: { unusableCode: REPLACED } });
  expect(await toCall()).toContain('Call now.');
  await town.db.contactPoint.create({ data: number(1, '+15195558001', '30005') });
  expect(await toCall()).toContain('Call +15195558001 now.');
  await town.db.contactPoint.create({ data: number(2, '+15195558002', null) });
  expect(await toCall()).toContain('Call +15195558002 now.');
});

test('what nobody has taken after a duress phrase says not to call; of anything else it says where', async () => {
  await town.db.escalation.create({
    data: {
      id: 'escalation-silent',
      kind: 'duress',
      programId: PROGRAM,
      siteId: SITE,
      subjectPersonId: 'peer',
      status: 'unresolved',
      level: 0,
      chain: [],
      code: 'M57',
      raisedAt: NOW,
    },
  });
  const { reason: _, ...refs } = REFS;
  const NOT = /[Dd]o not call or text|[Nn]e pas appeler ni texter/;
  const READERS = ['bob', 'fay', 'gen'];
  for (const reader of READERS) {
    const silent = await one(reader, 'escalation-unresolved', { ...refs, escalation: 'escalation-silent' });
    expect(silent).toMatch(NOT);
    expect(silent).not.toContain(phoneOf('peer'));
    const handed = { ...refs, from: 'peer', to: reader, escalation: 'escalation-silent' };
    expect(await one(reader, 'escalation-handed-over', handed)).toMatch(NOT);
  }
  // While it is up, what else is told of the same person asks nobody to call either.
  const others = [
    'escalation-raised',
    'escalation-repeat',
    'escalation-unresolved',
    'escalation-says-ok',
    'escalation-peer-answered',
    'help-alarm',
  ];
  for (const reader of READERS)
    for (const template of others) {
      const told = await one(reader, template, { ...REFS, reason: 'help' });
      expect(`${template}: ${told}`).toMatch(NOT);
      expect(told).not.toContain(phoneOf('peer'));
    }
  await town.db.escalation.update({ where: { id: 'escalation-silent' }, data: { status: 'resolved' } });
  for (const reader of READERS) {
    for (const template of others)
      expect(await one(reader, template, { ...REFS, reason: 'help' })).not.toMatch(NOT);
    expect(await one(reader, 'escalation-unresolved', refs)).toContain(phoneOf('peer'));
  }
});

test('an alarm of yesterday says which day, and one of last week its date', async () => {
  const since = (at: string) => one('fay', 'escalation-repeat', { ...REFS, at });
  expect(await since(NOW)).toMatch(/, since \d\d:\d\d\. Call/);
  expect(await since(plus(NOW, -DAY))).toMatch(/, since \w+day \d\d:\d\d\. Call/);
  expect(await since(plus(NOW, -9 * DAY))).toMatch(/, since \w+day \w+ \d+, \d\d:\d\d\. Call/);
});

test('what a step opens is said in words, also where the program has none of its own', async () => {
  expect(await one('fay', 'screening-step-passed')).toContain(
    'open to you: workshops, being matched, being a mentor, working shifts.',
  );
  expect(await one('gen', 'screening-step-passed')).toContain(
    "s'ouvre à toi : ateliers, le jumelage, le mentorat, les quarts de travail.",
  );
});
