import { readFileSync } from 'node:fs';
import path from 'node:path';
import { as, type Instant } from '../../domain/ids';
import { loadDefinition, shippedPrograms, storeProgram, type LoadedProgram } from '../../programs';
import { importRoster, readRoster } from '../../programs/roster';
import { createTestDatabase, type TestDatabase } from '../support/database';

const KWMUNITY = shippedPrograms().find((file) => file.endsWith('kwmunity.yaml')) ?? '';
const CSV = readFileSync(path.join(path.dirname(KWMUNITY), 'rosters', 'kwmunity.csv'), 'utf8');
const AT = as<Instant>('2026-03-01T15:00:00.000Z');
const LATER = as<Instant>('2026-04-01T15:00:00.000Z');

let database: TestDatabase;
let program: LoadedProgram;
beforeEach(async () => {
  database = await createTestDatabase();
  program = loadDefinition(KWMUNITY);
  await storeProgram(database.db, program, AT);
});
afterEach(() => database.drop());

function importText(text: string, at = AT, of = program) {
  const { rows, problems } = readRoster(text, { program: of.definition });
  expect(problems).toEqual([]);
  return importRoster(database.db, { program: of.definition, rows, at, by: 'account:clerk' });
}

const HEADER = 'reference,role,given_name,surname,phone,email,consent,detail,site,goals';
const ann = (cells = '519 555 0101,,yes,,kitchener,housing') => `${HEADER}\nP1,mentee,Ann,Lee,${cells}\n`;

/** Every row of every table that an import writes, without the order in which they were written. */
async function everything() {
  const { db } = database;
  return {
    people: await db.person.findMany({ orderBy: { id: 'asc' } }),
    contactPoints: await db.contactPoint.findMany({ orderBy: { id: 'asc' } }),
    participants: await db.participant.findMany({ orderBy: { id: 'asc' } }),
    responses: await db.surveyResponse.findMany({ orderBy: { id: 'asc' } }),
    rota: await db.rotaEntry.findMany({ orderBy: { id: 'asc' } }),
    events: await db.event.findMany({ orderBy: { key: 'asc' } }),
  };
}

describe('a definition', () => {
  test('that is put to use twice is there once, and a new version leaves the old one to read', async () => {
    const { db } = database;
    expect(await storeProgram(db, program, LATER)).toBe('unchanged');
    const changed = {
      ...program,
      definition: { ...program.definition, zone: as<never>('America/Winnipeg') },
      version: 'v2',
    };
    expect(await storeProgram(db, changed, LATER)).toBe('updated');
    expect(await db.program.findMany({ select: { version: true, zone: true } })).toEqual([
      { version: 'v2', zone: 'America/Winnipeg' },
    ]);
    expect((await db.programVersion.findMany()).map(({ version }) => version).sort()).toEqual(
      [program.version, 'v2'].sort(),
    );
    expect(await db.site.findMany({ orderBy: { id: 'asc' } })).toEqual([
      { id: 'kwmunity.cambridge', programId: 'kwmunity', name: 'Cambridge', zone: 'America/Winnipeg' },
      { id: 'kwmunity.kitchener', programId: 'kwmunity', name: 'Kitchener', zone: 'America/Winnipeg' },
    ]);
  });

  test('that several processes put to use at once is there once', async () => {
    const other = loadDefinition(shippedPrograms()[0] ?? '');
    const outcomes = await Promise.all([1, 2, 3].map(() => storeProgram(database.db, other, AT)));
    expect(outcomes.sort()).toEqual(['added', 'unchanged', 'unchanged']);
  });
});

describe('the shipped roster', () => {
  test('becomes people with contacts, consent, answers, a place on the rota and an entry in the ledger', async () => {
    const report = await importText(CSV);
    expect(report.problems).toEqual([]);
    expect(report.added).toHaveLength(20);
    const { people, contactPoints, participants, responses, rota, events } = await everything();
    expect([people.length, participants.length, responses.length]).toEqual([20, 17, 17]);
    expect(rota.map(({ level }) => level).sort()).toEqual(['manager', 'second', 'supervisor']);
    expect(contactPoints.every(({ consentAt }) => consentAt !== null)).toBe(true);
    expect(events.filter(({ kind }) => kind === 'participant-added')).toHaveLength(17);
    expect(events.filter(({ kind }) => kind === 'consent-given')).toHaveLength(contactPoints.length);
    const dana = people.find(({ givenName }) => givenName === 'Dana');
    expect(
      contactPoints.find(({ personId, channel }) => personId === dana?.id && channel === 'sms'),
    ).toMatchObject({
      value: '+15195550101',
      // Noon in Toronto on the day of consent.
      consentAt: new Date('2025-11-03T17:00:00.000Z'),
    });
    expect(report.people.find(({ reference }) => reference === 'KW-S1')?.participantId).toBeUndefined();
  });

  test('read a second time changes nothing at all', async () => {
    const first = await importText(CSV);
    const before = await everything();
    const second = await importText(CSV, LATER);
    expect([second.added, second.updated, second.unchanged.length]).toEqual([[], [], 20]);
    expect(second.people).toEqual(first.people);
    expect(await everything()).toEqual(before);
  });

  test('read by two at once is there once', async () => {
    const [one, other] = await Promise.all([importText(CSV), importText(CSV)]);
    expect([...one.added, ...other.added].sort()).toEqual(
      [...one.people.map(({ reference }) => reference)].sort(),
    );
    expect((await everything()).people).toHaveLength(20);
  });

  test('says nothing in the ledger that is about who somebody is', async () => {
    await importText(CSV);
    const ledger = JSON.stringify((await everything()).events.map(({ key, data }) => [key, data]));
    for (const { givenName, surname } of (await everything()).people) {
      expect(ledger).not.toContain(givenName);
      expect(ledger).not.toContain(surname);
    }
  });
});

describe('a row that has changed', () => {
  test('gives the person a new number, and the old one is not written to again', async () => {
    await importText(ann());
    expect((await importText(ann('519 555 0102,,yes,,kitchener,housing'), LATER)).updated).toEqual(['P1']);
    const { contactPoints, events } = await everything();
    expect(contactPoints.map(({ value, unusableCode }) => [value, unusableCode]).sort()).toEqual([
      ['+15195550101', 'replaced'],
      ['+15195550102', null],
    ]);
    expect(events.map(({ kind }) => kind).sort()).toEqual([
      'consent-given',
      'consent-given',
      'contact-changed',
      'participant-added',
    ]);
    await importText(ann(), LATER);
    expect(
      (await everything()).contactPoints.find(({ value }) => value === '+15195550101')?.unusableCode,
    ).toBeNull();
  });

  test('never takes back a STOP, a role, or answers that the person has given since', async () => {
    const { db } = database;
    const [person] = (await importText(ann())).people;
    const participantId = person?.participantId ?? '';
    await db.contactPoint.updateMany({ data: { stoppedAt: AT } });
    await db.participant.update({ where: { id: participantId }, data: { role: 'mentor' } });
    await db.surveyResponse.create({
      data: {
        id: 'own',
        participantId,
        survey: 'matching',
        answers: { goals: ['work'] },
        via: 'link',
        at: LATER,
      },
    });
    const again = await importText(ann('519 555 0101,ann@example.org,yes,basic,cambridge,housing'), LATER);
    expect(again.updated).toEqual(['P1']);
    const { people, contactPoints, participants, responses } = await everything();
    expect(people[0]).toMatchObject({ detail: 'basic' });
    expect(participants[0]).toMatchObject({ role: 'mentor', siteId: 'kwmunity.cambridge' });
    expect(contactPoints.find(({ channel }) => channel === 'sms')?.stoppedAt).not.toBeNull();
    expect(contactPoints).toHaveLength(2);
    expect(responses.map(({ via }) => via).sort()).toEqual(['link', 'roster']);
  });

  test('can withdraw consent, and leaves it alone when it does not speak of it', async () => {
    await importText(ann());
    await importText(ann('519 555 0101,,,,kitchener,housing'), LATER);
    expect((await everything()).contactPoints[0]?.consentAt).toEqual(new Date(AT));
    await importText(ann('519 555 0101,,no,,kitchener,housing'), LATER);
    expect((await everything()).contactPoints[0]?.consentAt).toBeNull();
  });

  test('moves somebody on call to another level without leaving them at the first', async () => {
    const onCall = (level: string) => `reference,role,given_name,phone\nS1,${level},Pat,519 555 0131\n`;
    await importText(onCall('supervisor'));
    expect((await importText(onCall('manager'), LATER)).updated).toEqual(['S1']);
    expect((await everything()).rota.map(({ level }) => level)).toEqual(['manager']);
  });
});

test('without consent nobody may be written to first', async () => {
  await importText(ann('519 555 0101,,,,kitchener,housing'));
  expect((await everything()).contactPoints[0]?.consentAt).toBeNull();
});

test('somebody who is there under another reference is reported, and the next row is stored', async () => {
  await importText(ann());
  const report = await importText(
    `${HEADER}\nP9,mentee,ann,LEE,519 555 0101,,yes,,,\nP10,mentee,Bo,Lee,519 555 0101,,yes,,,\n`,
  );
  expect(report.problems).toEqual([
    {
      row: 2,
      field: 'reference',
      problem: 'the same name and phone or email are there already as P1, would be that reference',
    },
  ]);
  expect(report.added).toEqual(['P10']);
});

test('a consent that lies in the future is reported', async () => {
  const report = await importText(ann('519 555 0101,,2027-01-01,,kitchener,housing'));
  expect(report.problems).toMatchObject([{ row: 2, field: 'consent' }]);
  expect((await everything()).people).toEqual([]);
});

test('one person in two programs is one person, and neither program takes a number from the other', async () => {
  const cat = loadDefinition(shippedPrograms().find((file) => file.endsWith('cat.yaml')) ?? '');
  await storeProgram(database.db, cat, AT);
  await importText(ann('519 555 0101,ann@example.org,yes,,kitchener,housing'));
  const there =
    'reference,role,given_name,surname,phone,email,consent\nX7,mentor,Ann,Lee,250 555 0107,ann@example.org,yes\n';
  await importText(there, LATER, cat);
  expect((await importText(there, LATER, cat)).unchanged).toEqual(['X7']);
  const { people, participants, contactPoints } = await everything();
  expect([people.length, participants.length]).toEqual([1, 2]);
  expect(
    contactPoints.filter(({ channel }) => channel === 'sms').map(({ unusableCode }) => unusableCode),
  ).toEqual([null, null]);
});

test('people of a program that shows nothing on lock screens begin so', async () => {
  const jhs = loadDefinition(shippedPrograms().find((file) => file.endsWith('jhs-peer-mentor.yaml')) ?? '');
  await storeProgram(database.db, jhs, AT);
  await importText(ann('519 555 0101,,yes,,north-fraser,housing'), AT, jhs);
  expect((await everything()).people[0]?.detail).toBe('basic');
});
