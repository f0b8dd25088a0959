import path from 'node:path';
import { loadDefinition, shippedPrograms, simulate } from '../../programs';

const EXAMPLE = path.join(__dirname, '../../programs/examples/plains-peers.yaml');
const ALL = [...shippedPrograms(), EXAMPLE];

test.each(ALL.map((file) => [path.basename(file), file]))(
  '%s: fifty people over half a year are written to, and staff have something to do',
  (_name, file) => {
    const result = simulate(loadDefinition(file), { people: 50, months: 6, seed: 7 });
    expect(result.people.mentees + result.people.mentors).toBe(50);
    expect(result.messages.total).toBeGreaterThan(50);
    expect(result.messages.aWeek.weeks.reduce((sum, week) => sum + week, 0)).toBe(result.messages.total);
    expect(result.staff.aWeek.weeks.reduce((sum, week) => sum + week, 0)).toBe(result.staff.minutes);
    expect(result.reached).toMatchObject({ screening: 50 });
    expect(Object.values(result.standing).reduce((sum, count) => sum + count, 0)).toBe(50);
  },
);

test('the same seed says the same, another one something else', () => {
  const program = loadDefinition(EXAMPLE);
  const run = (seed: number) => simulate(program, { people: 40, months: 6, seed });
  expect(run(1)).toEqual(run(1));
  expect(run(1).messages.total).not.toBe(run(2).messages.total);
});

test('it says what it is, what it takes for granted, and what it leaves out', () => {
  const { method } = simulate(loadDefinition(EXAMPLE), { people: 10, months: 1, seed: 1 });
  expect(method.kind).toBe('model');
  expect(method.leavesOut.join(' ')).toMatch(/shifts, escalations/);
  expect(method.minutes['silence']).toBeGreaterThan(0);
});

test('a thousand people over two years take little time', () => {
  const began = process.hrtime.bigint();
  const { happened } = simulate(loadDefinition(EXAMPLE), { people: 1000, months: 24, seed: 1 });
  expect(happened).toBeGreaterThan(50_000);
  expect(Number(process.hrtime.bigint() - began) / 1e9).toBeLessThan(120);
});

test('sparser check-ins are fewer messages; a rule that is changed is felt', () => {
  const program = loadDefinition(EXAMPLE);
  const { policy } = program;
  const dense = simulate(program, { people: 60, months: 12, seed: 3 });
  const sparse = simulate(
    { ...program, policy: { ...policy, mentorship: { ...policy.mentorship, meetingEvery: 'P4W' as never } } },
    { people: 60, months: 12, seed: 3 },
  );
  const reminders = (run: typeof dense) =>
    run.messages.byTemplate.find(({ template }) => template === 'meeting-reminder');
  expect((reminders(sparse)?.sms ?? 0) * 1.5).toBeLessThan(reminders(dense)?.sms ?? 0);
});

test('where nobody can mentor, it says that people get stuck waiting for a mentor', () => {
  const program = loadDefinition(EXAMPLE);
  const { policy } = program;
  const { stuck, staff } = simulate(
    {
      ...program,
      policy: { ...policy, matching: { ...policy.matching, mentorNeeds: 'nothing-gives-this' } },
    },
    { people: 60, months: 6, seed: 3 },
  );
  expect(stuck[0]).toMatch(/^a mentor: waited for/);
  expect(staff.tasks.some(({ kind }) => kind === 'match-late')).toBe(true);
});
