import type { OccurrenceKey, PersonId } from '../../domain/ids';
import { collides, merge, type Decision } from '../../workflows/support/decision';
import { firstTime } from '../../workflows/support/keys';

const key = (text: string) => text as OccurrenceKey;
const opens = (...keys: string[]): Decision => ({
  open: keys.map((one) => ({ key: key(one), kind: 'survey', owedBy: 'participant' })),
});
const closes = (...keys: string[]): Decision => ({
  close: keys.map((one) => ({ key: key(one), outcome: 'done', by: 'system' })),
});
const sweeps = (prefix: string): Decision => ({ closeAll: { prefix, outcome: 'done', by: 'system' } });
const joins = (who: string): Decision => ({
  shift: {
    status: 'running',
    endsAt: '2026-03-04T12:00:00.000Z' as never,
    peers: { add: [who as PersonId] },
  },
});
const climbs: Decision = { escalation: { status: 'open', level: 0, peerAnswered: false } };

describe('two decisions of one moment are written one after the other', () => {
  test.each<[string, Decision, Decision]>([
    ['when the second closes what the first opens', opens('a/1'), closes('a/1')],
    ['when the second sweeps what the first opens', opens('a/1'), sweeps('a/')],
    ['when both sweep', sweeps('a/'), sweeps('b/')],
    ['when both change who is on the shift', joins('sam'), joins('kim')],
    ['when both change how an escalation stands', climbs, climbs],
  ])('%s', (_when, first, second) => {
    expect(collides(first, second)).toBe(true);
  });
});

describe('and together', () => {
  test.each<[string, Decision, Decision]>([
    ['when the second closes something else', opens('a/1'), closes('a/2')],
    ['when the second sweeps something else', opens('a/1'), sweeps('b/')],
    ['when only one of them changes who is on the shift', joins('sam'), opens('a/1')],
    ['when what was closed is opened again', closes('a/1'), opens('a/1')],
  ])('%s', (_when, first, second) => {
    expect(collides(first, second)).toBe(false);
  });

  test('lists keep their order, standings are put over each other field by field', () => {
    const both = merge(
      { ...opens('a'), mentorship: { id: 'm' as never, status: 'offered', block: 'declined' } },
      { ...opens('b'), mentorship: { id: 'm' as never, status: 'active' } },
    );
    expect(both.open?.map((wait) => wait.key)).toEqual(['a', 'b']);
    expect(both.mentorship).toEqual({ id: 'm', status: 'active', block: 'declined' });
  });
});

test('a key is new once; only the last two hundred are remembered, so that a path of years stays small', () => {
  const seen: string[] = [];
  for (let n = 0; n < 250; n++) expect(firstTime(seen, `k${n}`)).toBe(true);
  expect(seen).toHaveLength(200);
  expect(firstTime(seen, 'k249')).toBe(false);
  expect(firstTime(seen, 'k50')).toBe(false);
  expect(firstTime(seen, 'k49')).toBe(true);
});
