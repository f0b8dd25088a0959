import { readFileSync } from 'node:fs';
import path from 'node:path';
import { loadDefinition, shippedPrograms } from '../../programs';
import { readRoster } from '../../programs/roster';

const file = shippedPrograms().find((one) => one.endsWith('kwmunity.yaml')) ?? '';
const { definition } = loadDefinition(file);
const roster = readRoster(readFileSync(path.join(path.dirname(file), 'rosters', 'kwmunity.csv')), {
  program: definition,
});
const of = (role: string) => roster.rows.filter((row) => row.role === role);

test('the shipped roster has nothing wrong with it', () => {
  expect(roster.problems).toEqual([]);
});

test('it has twelve mentees, five mentors, and somebody at every level on call', () => {
  expect([of('mentee').length, of('mentor').length]).toEqual([12, 5]);
  expect(of('staff').map((row) => row.rotaLevel)).toEqual(definition.escalation.levels.map(({ id }) => id));
});

test('people write in English and in French, and some have no phone', () => {
  for (const language of ['en', 'fr'] as const)
    for (const role of ['mentee', 'mentor', 'staff'])
      expect(of(role).filter((row) => row.language === language).length).toBeGreaterThan(0);
  expect(of('mentee').filter((row) => row.phone === undefined && row.email !== undefined).length).toBe(2);
});

test('there is room for every mentee, also after somebody has said no', () => {
  const room = of('mentor').reduce((sum, { answers }) => sum + Number(answers['max-mentees']), 0);
  expect(room).toBeGreaterThan(12);
});

test('every mentee shares a language and an hour of the week with at least two mentors', () => {
  const shared = (a: unknown, b: unknown) => (a as string[]).some((one) => (b as string[]).includes(one));
  for (const mentee of of('mentee')) {
    const fitting = of('mentor').filter(
      (mentor) =>
        shared(mentee.answers['languages'], mentor.answers['languages']) &&
        shared(mentee.answers['availability'], mentor.answers['availability']),
    );
    expect([mentee.reference, fitting.length >= 2]).toEqual([mentee.reference, true]);
  }
});

test('numbers are of those that are set aside for stories, and mail goes to example.org', () => {
  for (const { phone, email } of roster.rows) {
    if (phone !== undefined) expect(phone).toMatch(/^\+1(519|226|548)55501\d\d$/);
    if (email !== undefined) expect(email).toMatch(/@example\.org$/);
  }
});

test('things go wrong in it as they do: silence, a missed end of shift, a no, a pause', () => {
  const scripts = roster.rows.map(({ script }) => script);
  expect(scripts.some(({ checkIns }) => checkIns.includes('silent'))).toBe(true);
  expect(scripts.some(({ shift }) => shift?.inTime === 'silent' && shift.late === undefined)).toBe(true);
  expect(scripts.some(({ shift }) => shift?.inTime === 'silent' && shift.late !== undefined)).toBe(true);
  expect(scripts.some(({ offers }) => offers.includes('decline'))).toBe(true);
  expect(scripts.some(({ pause }) => pause !== undefined)).toBe(true);
  expect(scripts.some(({ alarms }) => alarms.some(({ acknowledges }) => !acknowledges))).toBe(true);
});

test('most mentees are expected to go through all six stages', () => {
  const all = of('mentee').filter(({ script }) => script.expectedStages.length === definition.stages.length);
  expect(all.length).toBeGreaterThanOrEqual(11);
});

test('the goals that people reach are enough for a review', () => {
  for (const { reference, script } of of('mentee')) {
    const reached = script.goals.map(({ progress }) => progress.at(-1) ?? 0);
    const share = reached.reduce((sum, percent) => sum + percent, 0) / reached.length / 100;
    expect([reference, share >= definition.achievement.goalShare]).toEqual([reference, true]);
  }
});
