import { readFileSync } from 'node:fs';
import path from 'node:path';
import { DefinitionErrors, formatProblem, loadDefinition, parseDefinition } from '../../programs';

const SMALL = readFileSync(path.join(__dirname, 'fixtures', 'small.yaml'), 'utf8');

/** What is said about the small program after a change to its text. */
function problemsOf(text: string): string[] {
  try {
    parseDefinition(text, 'x.yaml');
  } catch (error) {
    if (error instanceof DefinitionErrors) return error.problems.map(formatProblem);
    throw error;
  }
  return [];
}

/** The small program with one place replaced; the place must be there. */
function withChange(from: string, to: string): string[] {
  expect(SMALL).toContain(from);
  return problemsOf(SMALL.replace(from, to));
}

/** The small program with more fields at its end, which is line 30. */
function withMore(more: string): string[] {
  return problemsOf(`${SMALL}${more}\n`);
}

test('the small program by itself is right', () => {
  expect(problemsOf(SMALL)).toEqual([]);
});

describe('a definition with one thing wrong is told the line, the field and what would be right', () => {
  test.each<[string, string, string]>([
    [
      'a stage that there is not',
      'stages: [screening, matching, mentoring]',
      'x.yaml:30:31 stages[2]: is "mentoring", would be one of screening, matching, mentorship, retention, achievement, transition',
    ],
    [
      'stages out of order',
      'stages: [matching, screening]',
      'x.yaml:30:20 stages[1]: "screening" comes after "matching", would come before it: screening, matching, mentorship, retention, achievement, transition',
    ],
    [
      'a stage twice',
      'stages: [screening, matching, matching]',
      'x.yaml:30:31 stages[2]: "matching" stands here twice, would be once',
    ],
    [
      'a stage without the one it lives on',
      'stages: [screening, mentorship]',
      'x.yaml:30:21 stages[1]: "mentorship" needs "matching" before it',
    ],
    [
      'a negative duration',
      'matching: { offerLapsesAfter: -P5D }',
      'x.yaml:30:31 matching.offerLapsesAfter: is -P5D, which is negative; would be P5D',
    ],
    [
      'a duration in words',
      'shift: { grace: 30 minutes }',
      'x.yaml:30:17 shift.grace: is "30 minutes", which is no ISO-8601 duration; would be PT30M',
    ],
    [
      'a duration in months',
      'retention: { nudgeAfter: P1M }',
      'x.yaml:30:26 retention.nudgeAfter: is "P1M", but months and years have no fixed length; would be weeks or days, such as P4W',
    ],
    [
      'a rhythm of hours where days are meant',
      'retention: { cadences: [PT36H] }',
      'x.yaml:30:25 retention.cadences[0]: is PT36H, would be whole days or weeks, such as P1D or P2W',
    ],
    [
      'check-ins that thicken as things go well',
      'retention: { cadences: [P2W, P1W] }',
      'x.yaml:30:30 retention.cadences[1]: is P1W after P2W, would be longer: check-ins thin out as things go well',
    ],
    [
      'an escalation to nobody',
      'escalation: { levels: [] }',
      'x.yaml:30:23 escalation.levels: is empty, would have at least one',
    ],
    [
      'a nudge at the end of a shift that comes after grace',
      'shift: { endNudges: [PT0S, PT45M], grace: PT30M }',
      'x.yaml:30:28 shift.endNudges[1]: is PT45M, when grace (PT30M) is over; would come before it',
    ],
    [
      'nudges out of order',
      'shift: { endNudges: [PT0S, -PT10M] }',
      'x.yaml:30:28 shift.endNudges[1]: is -PT10M, would be later than PT0S before it',
    ],
    [
      'a survey that there is not',
      'matching: { survey: about-you }',
      'x.yaml:30:21 matching.survey: there is no survey "about-you", there is matching',
    ],
    [
      'a tier with a privilege that nobody declared',
      'tiers: [{ id: lead, title: { en: Lead }, grants: [work-shift] }]',
      'x.yaml:30:51 tiers[0].grants[0]: there is no privilege "work-shift", perhaps "work-shifts" is meant; own ones are declared under privileges',
    ],
    [
      'a field that there is not',
      'quiethours: { from: "22:00" }',
      'x.yaml:30:1 quiethours: is no field of a definition; perhaps "quietHours" is meant',
    ],
    [
      'a comma that cuts a text in two',
      'guidelines: [{ id: kind, of: peers, text: { en: Be kind, always } }]',
      'x.yaml:30:58 guidelines[0].text.always: is no field of a definition; a text with a comma in it would stand in quotes',
    ],
    [
      'a time of day without its zero',
      'mentorship: { meetingTime: 9:30 }',
      'x.yaml:30:28 mentorship.meetingTime: is "9:30", would be a time of day such as "09:30"',
    ],
    [
      'a share given in percent',
      'achievement: { goalShare: 60 }',
      'x.yaml:30:27 achievement.goalShare: is above 1, would be 0 to 1 (0.6 for 60 %)',
    ],
    [
      'a message that there is not',
      'messages: { shift-ends: { en: Done? } }',
      'x.yaml:30:13 messages.shift-ends: there is no message "shift-ends", perhaps "shift-end" is meant',
    ],
    [
      'a text where languages are asked for',
      'senderName: Pier',
      'x.yaml:30:13 senderName: is in no language, would be { en: Pier, … }',
    ],
    [
      'nothing where a list is asked for',
      'tiers:',
      'x.yaml:30:1 tiers: is empty, would be a list; leave the line out for the default',
    ],
    [
      'the same field twice',
      'id: pier',
      'x.yaml:30:1 id: stands here twice (first on line 1), would be once',
    ],
    [
      'quiet hours without an end',
      'quietHours: { from: "21:00", to: "21:00" }',
      'x.yaml:30:34 quietHours.to: is when they start, would be another time: no hour would be left, or none quiet',
    ],
  ])('%s', (_what, more, line) => {
    expect(withMore(more)).toEqual([line]);
  });

  test.each<[string, string, string, string[]]>([
    [
      'a zone that there is not',
      'America/Halifax',
      'America/Halifx',
      [
        'x.yaml:3:7 zone: is "America/Halifx", which is no IANA time zone; would be for example America/Halifax',
      ],
    ],
    [
      'an abbreviation for a zone',
      'America/Halifax',
      'AST',
      ['x.yaml:3:7 zone: is "AST", which is no IANA time zone; would be for example America/Toronto'],
    ],
    ['no id', 'id: harbour\n', '', ['x.yaml:1:1 id: is missing, would be a text']],
    [
      'an id with a space',
      'id: harbour',
      'id: Harbour Peers',
      [
        'x.yaml:1:5 id: is "Harbour Peers", would be lower-case letters, digits and hyphens, such as "harbour-peers"',
      ],
    ],
    [
      'a step that requires one that there is not',
      '- id: agreement\n',
      '- id: agreement\n      requires: [tee]\n',
      ['x.yaml:13:18 screening.steps[1].requires[0]: there is no step "tee", perhaps "tea" is meant'],
    ],
    [
      'a step for both that requires one for mentors',
      '- id: agreement\n',
      '- id: agreement\n      requires: [mentor-training]\n',
      [
        'x.yaml:13:18 screening.steps[1].requires[0]: a mentee has "agreement" but not "mentor-training", would be a step that both have',
        'x.yaml:13:17 screening.steps[1].requires: steps wait for each other: agreement → mentor-training → agreement; would have no way back to "agreement"',
      ],
    ],
    [
      'a step that grants what nobody declared',
      'grants: [attend-workshops]',
      'grants: [attend-workshop]',
      [
        'x.yaml:11:16 screening.steps[0].grants[0]: there is no privilege "attend-workshop", perhaps "attend-workshops" is meant; own ones are declared under privileges',
      ],
    ],
    [
      'a reminder after the step is stale',
      '- id: agreement\n',
      '- id: agreement\n      staleAfter: P5D\n',
      [
        'x.yaml:12:7 screening.steps[1].remindAfter[1]: is P7D, when the step is stale already; would be less than staleAfter (P5D)',
      ],
    ],
    [
      'a text without the second language',
      'languages: [en]',
      'languages: [en, fr]',
      [
        "x.yaml:10:14 screening.steps[0].title: has no text in fr, would have one for each of the program's languages",
        "x.yaml:13:14 screening.steps[1].title: has no text in fr, would have one for each of the program's languages",
        "x.yaml:16:14 screening.steps[2].title: has no text in fr, would have one for each of the program's languages",
        "x.yaml:21:12 surveys[0].title: has no text in fr, would have one for each of the program's languages",
        "x.yaml:25:15 surveys[0].questions[0].text: has no text in fr, would have one for each of the program's languages",
        "x.yaml:27:34 surveys[0].questions[0].options[0].text: has no text in fr, would have one for each of the program's languages",
        "x.yaml:28:34 surveys[0].questions[0].options[1].text: has no text in fr, would have one for each of the program's languages",
        "x.yaml:29:55 surveys[0].questions[1].text: has no text in fr, would have one for each of the program's languages",
      ],
    ],
    [
      'a question with one answer to choose from',
      '          - { id: company, text: { en: Company } }\n',
      '',
      [
        'x.yaml:27:11 surveys[0].questions[0].options: a question of kind many has one answer to choose from, would have two or more',
      ],
    ],
    [
      'two sites of one id',
      '  - { id: pier, name: Pier House }\n',
      '  - { id: pier, name: Pier House }\n  - { id: pier, name: Pier Annex }\n',
      ['x.yaml:7:11 sites[1].id: "pier" stands here twice, would be another id'],
    ],
  ])('%s', (_what, from, to, lines) => {
    expect(withChange(from, to).sort()).toEqual([...lines].sort());
  });
});

describe('the program’s own wordings', () => {
  test('may be a text message, or that and the mail’s parts, for each detail', () => {
    expect(
      withMore(`messages:
  shift-thanks: { en: 'Thanks {name}, rest well.' }
  shift-end:
    en:
      full: { sms: 'Hi {name}, done at {site}? Send OK when you are home.', subject: Home safe? }
      basic: Hi {name}, all well? Send OK.`),
    ).toEqual([]);
  });

  test('never ask for a word that the phone company acts on', () => {
    expect(withMore('messages: { shift-end: { en: "Reply END when your shift is over." } }')).toEqual([
      'x.yaml:30:30 messages.shift-end.en.full.sms: The phone company acts on "END" by itself, so nobody can be asked to answer it. Ask for OK, NO or another word.',
    ]);
    expect(withMore('messages: { shift-end: { fr: { basic: "Réponds OK ou ARRÊT" } } }')[0]).toContain(
      'messages.shift-end.fr.basic.sms: The phone company acts on',
    );
  });

  test('say no more on a lock screen than the person chose, and nothing that the message does not know', () => {
    expect(withMore('messages: { shift-end: { en: { basic: "At {site}? Send OK" } } }')[0]).toContain(
      '{site} may show on a lock screen more than the person chose to show.',
    );
    expect(withMore('messages: { shift-thanks: { en: "Thanks, {nmae}" } }')[0]).toContain(
      'This message knows no {nmae}.',
    );
  });
});

test('a mentee who could never be matched is noticed before anybody waits', () => {
  expect(withChange('grants: [be-matched]', 'grants: []')).toEqual([
    'x.yaml:1:1 matching.menteeNeeds: no step that a mentee can pass grants "be-matched", so no mentee could ever be matched; would be granted by one',
  ]);
});

test('a privilege of the program’s own may be declared and then granted', () => {
  const own = SMALL.replace('grants: [attend-workshops]', 'grants: [attend-workshops, drive-van]');
  expect(problemsOf(`${own}privileges: [{ id: drive-van, title: { en: Drive the van } }]\n`)).toEqual([]);
});

test('a cycle is named from step to step, and what hangs on it is not blamed as well', () => {
  expect(withChange('- id: tea\n', '- id: tea\n      requires: [agreement]\n')).toEqual([
    'x.yaml:10:17 screening.steps[0].requires: steps wait for each other: tea → agreement → tea; would have no way back to "tea"',
  ]);
});

test('every problem is reported at once, in the order of the file', () => {
  const broken = SMALL.replace('zone: America/Halifax', 'zone: Halifax')
    .replace('grants: [be-matched]', 'grants: [be-matchd]')
    .replace('kind: many', 'kind: several');
  const problems = problemsOf(`${broken}shift: { grace: -PT1H, endNudges: [PT45M] }\nworkshop: []\n`);
  expect(problems.map((line) => line.split(' ')[1])).toEqual([
    'zone:',
    'screening.steps[1].grants[0]:',
    'surveys[0].questions[0].kind:',
    'shift.grace:',
    'workshop:',
  ]);
});

test('what is no definition at all is refused in one line', () => {
  expect(problemsOf('')).toEqual([
    'x.yaml:1:1 (file): is no definition, would be a group of fields: id, name, zone, sites, …',
  ]);
  expect(problemsOf('- a\n- b\n')).toHaveLength(1);
  expect(problemsOf('id: [a\nname: b')[0]).toMatch(
    /^x\.yaml:2:1 name: is not indented like its neighbours, would begin/,
  );
  expect(
    problemsOf(`a: &a [x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]\nd: [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]\n`),
  ).toEqual(['x.yaml:1:1 (file): refers to itself too often to be read, would be written out']);
});

test('a file that is not there, or not text, is said to be so', () => {
  const there = path.join(__dirname, 'no-such.yaml');
  expect(() => loadDefinition(there)).toThrow(
    `${there}:1:1 (file): there is no such file, would be the path of a definition`,
  );
  expect(() => loadDefinition(process.execPath)).toThrow(/is larger than 1 MB|is not UTF-8/);
});
