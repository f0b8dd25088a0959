import { readFileSync } from 'node:fs';
import path from 'node:path';
import { millis } from '../../domain/duration';
import { STAGES } from '../../domain/policy';
import { loadDefinition, parseDefinition, shippedPrograms } from '../../programs';

const program = (name: string) => {
  const file = shippedPrograms().find((one) => path.basename(one, '.yaml') === name);
  if (file === undefined) throw new Error(`${name} is not shipped`);
  return loadDefinition(file);
};
const SMALL = path.join(__dirname, 'fixtures', 'small.yaml');

test('four programs are shipped, and each of them is right', () => {
  expect(shippedPrograms().map((file) => loadDefinition(file).definition.id)).toEqual([
    'cat',
    'jhs-peer-mentor',
    'kwmunity',
    'regent-park',
  ]);
});

test('a program may check in every few seconds, as the one does in which parts are killed', () => {
  const { policy } = loadDefinition(path.join(__dirname, '..', 'faults', 'faults.yaml'));
  expect(policy.retention.cadences).toEqual(['PT12S']);
});

test('every shipped program checks on peers at the end of a shift and tells three levels, five minutes apart', () => {
  for (const { policy } of shippedPrograms().map(loadDefinition)) {
    expect(policy.shift).toMatchObject({ endNudges: ['-PT10M', 'PT0S', 'PT15M'], grace: 'PT30M' });
    expect(policy.escalation.levels.map(({ id, acknowledgeWithin }) => [id, acknowledgeWithin])).toEqual([
      ['supervisor', 'PT5M'],
      ['second', 'PT5M'],
      ['manager', 'PT5M'],
    ]);
    expect(policy.escalation.outcomeWithin).toBe('PT20M');
  }
});

test('every shipped program can be read in French to the last option', () => {
  for (const { definition } of shippedPrograms().map(loadDefinition))
    expect(definition.languages).toEqual(['en', 'fr']);
});

test('KWMUNITY is a circle of six stages with a ladder of its own for mentors', () => {
  const { policy } = program('kwmunity');
  expect(policy.stages).toEqual(STAGES);
  expect(policy.zone).toBe('America/Toronto');
  const ladder = (role: 'mentee' | 'mentor') =>
    policy.screening.steps.filter((step) => step.for.includes(role)).map(({ id }) => id);
  expect(ladder('mentee')).toEqual(['application', 'interview', 'orientation']);
  expect(ladder('mentor')).toEqual(['application', 'interview', 'references', 'mentor-orientation']);
  expect(policy.screening.steps[0]).toMatchObject({
    owedBy: 'participant',
    requires: [],
    grants: ['attend-workshops'],
  });
  expect(policy.transition).toMatchObject({
    offersMentorRole: true,
    training: ['motivational-interviewing', 'craft', 'invitation-to-change', 'naloxone'],
  });
});

test('a round of KWMUNITY from the first meeting to the review fits into half a year', () => {
  const { mentorship, retention, achievement } = program('kwmunity').policy;
  const meetings = millis(mentorship.meetingEvery) * mentorship.meetingsBeforeRetention;
  const checkIns = retention.cadences.reduce(
    (sum, cadence) => sum + millis(cadence) * retention.steadyAfter,
    0,
  );
  expect(meetings + checkIns + millis(achievement.reviewWithin)).toBeLessThan(182 * 24 * 3_600_000);
});

test('Regent Park has a continuum from taking part to a wage, and never fewer hours further up', () => {
  const { definition } = program('regent-park');
  const pay = definition.tiers.map(({ compensation }) => compensation);
  expect([pay[0], pay.at(-1)]).toEqual(['honorarium', 'wage']);
  const hours = definition.tiers.map(({ maxHoursPerWeek = 0 }) => maxHoursPerWeek);
  expect(hours).toEqual([...hours].sort((a, b) => a - b));
  expect(definition.supervision?.every).toBe('P2W');
});

test('JHS shows nothing on a lock screen unless the person chooses so, and thickens around release', () => {
  const { definition } = program('jhs-peer-mentor');
  expect(definition.detail).toBe('basic');
  const release = definition.criticalTransitions.find(({ kind }) => kind === 'custody-release');
  expect(release).toMatchObject({ inside: true });
  expect(release?.contacts.map(({ what }) => what)).toEqual(expect.arrayContaining(['hand-over', 'release']));
  expect(definition.partners.map(({ id }) => id)).toContain('community-transition-team');
  expect(definition.sites.map(({ name }) => name)).toEqual([
    'Surrey Pretrial Services Centre',
    'North Fraser Pretrial Centre',
  ]);
});

test('CAT checks in during the shift too, and finds somebody else to talk to within hours', () => {
  const { definition, policy } = program('cat');
  expect(policy.zone).toBe('America/Vancouver');
  expect(policy.shift.interval).toBe('PT2H');
  expect(definition.anotherProfessional.within).toBe('PT4H');
  expect(policy.shift.caps).toEqual({ hoursPerWeek: 20, shiftsInARow: 4 });
  expect(policy.transition.training).toEqual(expect.arrayContaining(policy.shift.requiresTraining ?? []));
});

test('a small program is short: what it leaves out is filled in', () => {
  const { definition, policy } = loadDefinition(SMALL);
  expect(policy.stages).toEqual(STAGES);
  expect(policy.screening.steps.map(({ id, requires, owedBy }) => [id, requires, owedBy])).toEqual([
    ['tea', [], 'staff'],
    ['agreement', ['tea'], 'staff'],
    ['mentor-training', ['agreement'], 'staff'],
  ]);
  expect(definition.emergency).toEqual({ number: '911', crisis: '988' });
  expect(definition.name).toEqual({ en: 'Harbour Peers', fr: 'Harbour Peers' });
  expect(policy.escalation.levels).toHaveLength(3);
});

test('what workflows get holds no texts and no names', () => {
  for (const { definition, policy } of shippedPrograms().map(loadDefinition)) {
    const text = JSON.stringify(policy);
    for (const { name } of definition.sites) expect(text).not.toContain(name);
    expect(text).not.toContain('"title"');
    expect(text).not.toContain('"text"');
  }
});

test('the version follows the content, not the order of fields, comments or line ends', () => {
  const text = readFileSync(SMALL, 'utf8');
  const [first = '', ...others] = text.split('\n');
  const { version } = parseDefinition(text, 'x.yaml');
  expect(parseDefinition(`# hello\r\n${others.join('\r\n')}${first}\r\n`, 'x.yaml').version).toBe(version);
  expect(parseDefinition(text.replace('Pier House', 'Pier Hall'), 'x.yaml').version).not.toBe(version);
});

test('a definition that was stored reads back as it was', () => {
  for (const file of shippedPrograms()) {
    const { definition, version } = loadDefinition(file);
    expect(parseDefinition(JSON.stringify(definition), 'stored').version).toBe(version);
  }
});
