import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseDefinition } from '../../programs';
import { formatRosterProblem, readRoster, type RosterRow } from '../../programs/roster';

const SMALL = readFileSync(path.join(__dirname, 'fixtures', 'small.yaml'), 'utf8');
const { definition: program } = parseDefinition(
  SMALL.replace('languages: [en]', 'languages: [en, fr]').replaceAll(
    /\{ en: ([^}]*) \}/g,
    '{ en: $1, fr: $1 }',
  ),
  'small.yaml',
);

const HEADER = 'reference,role,given_name,surname,phone';
const lines = (...rows: string[]) => [HEADER, ...rows].join('\n');
const problemsOf = (text: string | Uint8Array) =>
  readRoster(text, { program }).problems.map((problem) => formatRosterProblem('r.csv', problem));

/** One mentee with more columns. */
function withCells(cells: Record<string, string>) {
  const names = Object.keys(cells).join(',');
  const values = Object.values(cells)
    .map((cell) => `"${cell.replaceAll('"', '""')}"`)
    .join(',');
  return readRoster(`reference,role,given_name,email,${names}\nP1,mentee,Ann,ann@example.org,${values}`, {
    program,
  });
}
function read(cells: Record<string, string>): RosterRow {
  const { rows, problems } = withCells(cells);
  expect(problems).toEqual([]);
  return rows[0] as RosterRow;
}

test('a broken row is reported by row and column, and the good rows around it are read', () => {
  const roster = readRoster(
    lines(
      'P1,mentee,Ann,Lee,519 555 0101',
      'P2,mantee,Bo,Lee,519 555 01',
      '',
      'P3,mentor,,Roy,+1 519 555 0103',
      'P4,mentor,Di,Roy,+1 519 555 0104',
    ),
    { program },
  );
  expect(roster.rows.map(({ row, reference, phone }) => [row, reference, phone])).toEqual([
    [2, 'P1', '+15195550101'],
    [6, 'P4', '+15195550104'],
  ]);
  expect(roster.problems.map((problem) => formatRosterProblem('r.csv', problem))).toEqual([
    'r.csv:3 role: "mantee" is no role, perhaps "mentee" is meant',
    'r.csv:3 phone: "519 555 01": No phone can have this number. Check the area code; for a number abroad begin with + and the country, e.g. +33.',
    'r.csv:5 given_name: is empty, would be the name to greet the person by',
  ]);
});

test('a person who stands in it twice is read once, by reference or by name and phone', () => {
  expect(
    problemsOf(
      lines(
        'P1,mentee,Ann,Lee,519 555 0101',
        'p1,mentee,Bo,Lee,519 555 0102',
        'P3,mentee,ANN,lee,(519) 555-0101',
      ),
    ),
  ).toEqual([
    'r.csv:3 reference: "p1" stands in row 2 already, would be a reference of its own',
    'r.csv:4 phone: the same name and phone stand in row 2 already (P1), would be one row a person',
  ]);
});

test('two people who share a phone are two people', () => {
  expect(problemsOf(lines('P1,mentee,Ann,Lee,519 555 0101', 'P2,mentee,Bo,Lee,519 555 0101'))).toEqual([]);
});

test.each<[string, Record<string, string>, string]>([
  [
    'a number that the spreadsheet has spoiled',
    { phone: '1.51956E+10' },
    'phone: is 1.51956E+10: the spreadsheet made a number of it; would be text, such as +1 519 555 0101',
  ],
  [
    'a language that the program does not speak',
    { language: 'German' },
    'language: "German" is no language of this program, would be en or fr',
  ],
  ['a site that there is not', { site: 'Peer House' }, 'site: there is no site "Peer House", there is pier'],
  [
    'a consent that is neither yes nor a day',
    { consent: '31/02/2026' },
    'consent: "31/02/2026" is not understood, would be yes, no, or the day of consent such as 2026-03-01',
  ],
  [
    'a day that the calendar does not have',
    { consent: '2026-02-30' },
    'consent: "2026-02-30" is not understood, would be yes, no, or the day of consent such as 2026-03-01',
  ],
  [
    'an answer that is not offered',
    { goals: 'hosing' },
    'goals: "hosing" is none of the answers, perhaps "housing" is meant',
  ],
  [
    'a time that is no time of the week',
    { availability: 'tue-noon' },
    'availability: "tue-noon" is no time of the week, would be for example tue-evening, weekday-morning or sat',
  ],
  [
    'a level that there is not',
    { rota_level: 'boss' },
    'rota_level: there is no "boss", there is supervisor, second, manager',
  ],
  [
    'a check-in in words of its own',
    { check_ins: 'ok silnt' },
    'check_ins: "silnt" is not understood, would be "silent"',
  ],
  [
    'progress over a hundred',
    { own_goals: 'A room: 50 150' },
    'own_goals: "A room: 50 150" has progress outside 0 to 100, would be percent',
  ],
  [
    'a decision about a step of other people',
    { decisions: 'mentor-training: hold' },
    'decisions: "mentor-training" is nothing to decide here, would be one of tea, agreement, pause, withdraw, achievement, mentor',
  ],
  [
    'a pause without a length that is one',
    { decisions: 'pause: retention 2weeks' },
    'decisions: "2weeks" is no length of time, would be for example P2W or P10D',
  ],
])('%s is said to be so', (_what, cells, problem) => {
  expect(withCells(cells).problems.map(({ row, field, problem }) => `${row} ${field}: ${problem}`)).toEqual([
    `2 ${problem}`,
  ]);
});

test('somebody with neither phone nor mail is reported, since nobody could reach them', () => {
  expect(problemsOf(lines('P1,mentee,Ann,Lee,'))).toEqual([
    'r.csv:2 phone: is empty, and so is email; would be one of them, since nobody can be reached without',
  ]);
});

describe('columns', () => {
  test('are known by their names however these are written, and may stand in any order', () => {
    const { rows, problems } = readRoster(
      'Given name;ROLE;Reference;E-mail;Phone\nAnn;mentee;P1;;519 555 0101\n',
      {
        program,
      },
    );
    expect(rows.map(({ givenName }) => givenName)).toEqual(['Ann']);
    expect(problems.map(({ field }) => field)).toEqual(['e_mail']);
  });

  test('that are missing, unknown or double are said in row 1', () => {
    expect(problemsOf('reference,role,name,phone,phone\n')).toEqual([
      'r.csv:1 name: is no column of a roster and is not read',
      'r.csv:1 phone: stands in the header twice, would be one column',
      'r.csv:1 given_name: is missing, would be a column of every roster',
    ]);
    expect(problemsOf('')).toHaveLength(3);
  });
});

describe('files as spreadsheets save them', () => {
  const text = 'reference;role;given_name;phone\nP1;mentee;Geneviève;519 555 0101\n';
  const name = (file: string | Uint8Array) => readRoster(file, { program }).rows[0]?.givenName;

  test('with semicolons, tabs, a byte order mark, or Excel’s line about the separator', () => {
    expect(name(text)).toBe('Geneviève');
    expect(name(text.replaceAll(';', '\t'))).toBe('Geneviève');
    expect(name(`\uFEFF${text}`)).toBe('Geneviève');
    expect(name(Buffer.from(`\uFEFF${text}`, 'utf8'))).toBe('Geneviève');
    expect(readRoster(`sep=;\r\n${text}`, { program }).rows[0]).toMatchObject({
      row: 3,
      givenName: 'Geneviève',
    });
  });

  test('with a character that the database does not keep: without it', () => {
    expect(name(text.replace('Gen', 'Ge\0n'))).toBe('Geneviève');
  });

  test('in Windows-1252 and in UTF-16', () => {
    expect(name(Buffer.from(text, 'latin1'))).toBe('Geneviève');
    expect(name(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]))).toBe('Geneviève');
  });

  test.each([
    [
      'text after a quote',
      'P2,mentee,"Bo"b,Lee,519 555 0102',
      'has text after a closing quote',
      'TextAfterQuote',
    ],
    [
      'a quote that never closes',
      'P2,mentee,"Bo,Lee,519 555 0102',
      'opens a quote (") that never closes',
      'QuoteStaysOpen',
    ],
  ])('%s costs the row it stands in and no other', (_what, broken, problem, code) => {
    const text = lines(
      'P1,mentee,"Ann\nMarie",Lee,519 555 0101',
      '',
      broken,
      'P3,mentee,Cy,Lee,519 555 0103',
    );
    for (const file of [text, text.replaceAll('\n', '\r\n')]) {
      const roster = readRoster(file, { program });
      expect(roster.rows.map(({ row, reference }) => [row, reference])).toEqual([
        [2, 'P1'],
        [5, 'P3'],
      ]);
      expect(roster.problems).toEqual([
        { row: 4, field: '', problem: expect.stringContaining(problem) as string, code },
      ]);
    }
  });

  test('a row with a cell too many is not shifted into the wrong columns', () => {
    expect(problemsOf(lines('P1,mentee,Ann,Lee,519 555 0101,sunny,side'))).toEqual([
      'r.csv:2 has 7 cells where the header has 5; a text with a separator in it would stand in quotes',
    ]);
  });
});

describe('survey answers', () => {
  test('may be ids or the words of the survey, in any case', () => {
    expect(read({ goals: 'a place to LIVE; company' }).answers).toEqual({ goals: ['housing', 'company'] });
  });

  test('availability is understood in English and French, by day, by part and both', () => {
    expect(read({ availability: 'mardi soir, Sat morning' }).answers).toEqual({
      availability: ['tue-evening', 'sat-morning'],
    });
    expect(read({ availability: 'evenings' }).answers['availability']).toHaveLength(7);
    expect(read({ availability: 'weekday-any' }).answers['availability']).toHaveLength(15);
    expect(read({ availability: 'dim après-midi' }).answers['availability']).toEqual(['sun-afternoon']);
    expect(read({ availability: 'any' }).answers['availability']).toHaveLength(21);
  });
});

describe('the script', () => {
  test('of an empty row is that all goes well and the person comes back as a mentor', () => {
    expect(read({}).script).toEqual({
      expectedStages: program.stages,
      steps: {},
      offers: [],
      meetings: [],
      checkIns: [],
      goals: [],
      alarms: [],
      achievement: 'become-mentor',
      becomesMentor: true,
    });
  });

  test('takes check-ins as words or as what the person would really write', () => {
    expect(read({ check_ins: 'ok silent "doing alright, thx" not-now' }).script.checkIns).toEqual([
      { says: 'ok' },
      'silent',
      { says: 'doing alright, thx' },
      { says: 'not now' },
    ]);
    expect(read({ language: 'fr', check_ins: 'not-ok' }).script.checkIns).toEqual([{ says: 'ça va pas' }]);
  });

  test('knows who answers at the end of a shift, who late and who never', () => {
    expect(read({ shift: 'ok home' }).script.shift).toEqual({ inTime: { says: 'ok home' } });
    expect(read({ shift: 'silent' }).script.shift).toEqual({ inTime: 'silent' });
    expect(read({ shift: 'late: ok home, sorry' }).script.shift).toEqual({
      inTime: 'silent',
      late: { says: 'ok home, sorry' },
    });
  });

  test('has the person’s own goals with their progress', () => {
    expect(read({ own_goals: 'Find a room: 50 100; Read: ten books' }).script.goals).toEqual([
      { title: 'Find a room', progress: [50, 100] },
      { title: 'Read: ten books', progress: [100] },
    ]);
  });

  test('expects no more of somebody who finishes or leaves than they will do', () => {
    expect(read({ decisions: 'achievement: finish' }).script.expectedStages).not.toContain('transition');
    expect(read({ decisions: 'withdraw: mentorship' }).script.expectedStages).toEqual([
      'screening',
      'matching',
      'mentorship',
    ]);
    expect(read({ expected_stages: 'screening matching' }).script.expectedStages).toEqual([
      'screening',
      'matching',
    ]);
  });

  test('puts a step off and names when it is looked at again', () => {
    expect(read({ decisions: 'agreement: decline P3W' }).script.steps).toEqual({
      agreement: { outcome: 'decline', lookAgainAfter: 'P3W' },
    });
  });
});
