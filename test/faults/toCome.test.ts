import { KILLED_IN_STORM, type Disturbance } from './disturb';
import { readOptions, type Options } from './options';
import { isLeft, isStormToCome, stillToCome } from './toCome';

const options = (...args: string[]): Options => readOptions([...args, '--seed', '1'])!;
const done = (fault: string, times: number): Disturbance[] =>
  Array.from({ length: times }, () => ({ fault, at: 0, recoverySeconds: 1, back: true, amiss: {} }));
const names = (asked: Options, before: Disturbance[] = []): string[] =>
  stillToCome(asked, before).map(({ name }) => name);

test('A round brings each fault about as often as asked for, kills as often as kills', () => {
  const asked = options('--kills', '3', '--times', '2', '--only', 'worker killed,carrier hung');
  expect(names(asked)).toEqual([...Array<string>(3).fill('worker killed'), 'carrier hung', 'carrier hung']);
  expect(names(options('--kills', '0', '--times', '1', '--only', 'postgres'))).toEqual([
    'postgres down',
    'postgres hung',
    'postgres slow',
    'postgres resetting',
  ]);
});

describe('with --full', () => {
  const full = (...args: string[]): Options => options('--full', ...args);

  test('a round brings about only what is left of the fifty', () => {
    const asked = full('--times', '25', '--only', 'carrier hung,carrier slow');
    const before = [...done('carrier hung', 48), ...done('carrier slow', 10)];
    expect(names(asked, before)).toEqual([
      ...Array<string>(2).fill('carrier hung'),
      ...Array<string>(25).fill('carrier slow'),
    ]);
  });

  test('no round follows when each came fifty times and no storm was asked for', () => {
    const asked = full('--only', 'carrier hung');
    expect(isLeft(asked, done('carrier hung', 49))).toBe(true);
    expect(isLeft(asked, done('carrier hung', 50))).toBe(false);
    expect(isLeft(full('--kills', '0', '--only', 'worker killed'), [])).toBe(false);
  });

  test('storms come until the worker was killed two hundred times in them', () => {
    expect(isStormToCome(full(), done(KILLED_IN_STORM, 199))).toBe(true);
    expect(isStormToCome(full(), done(KILLED_IN_STORM, 200))).toBe(false);
    expect(isStormToCome(full('--storm', '0'), [])).toBe(false);
    expect(isStormToCome(full('--only', 'carrier hung'), [])).toBe(false);
    expect(isStormToCome(options(), done(KILLED_IN_STORM, 200))).toBe(true);
  });
});
