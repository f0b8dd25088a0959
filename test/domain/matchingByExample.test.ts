import { bestPairs, matchScore, rankedFor, type MatchAnswers, type Offering } from '../../domain/matching';
import { mayBePaired, pairKey, type Blocks } from '../../domain/matching/rules';

const declined = (pairs: string[]): Blocks => new Map(pairs.map((pair) => [pair, 'declined']));

const WEIGHTS = { skills: 4, goals: 3, interests: 2, languages: 1, availability: 2 };
const said = (some: Partial<MatchAnswers> = {}): MatchAnswers => ({
  skills: [],
  goals: [],
  interests: [],
  languages: [],
  availability: [],
  ...some,
});
const person = (id: string, some: Partial<Offering> = {}): Offering => ({
  id,
  siteId: null,
  languages: ['en'],
  capacity: 1,
  answers: said(),
  ...some,
});
const points = (mentee: Partial<MatchAnswers>, mentor: Partial<MatchAnswers>) =>
  matchScore(said(mentee), said(mentor), WEIGHTS);

test('half of what a mentee wants to learn is half of the points for it', () => {
  const { score, reasons } = points({ skills: ['cooking', 'budget'] }, { skills: ['budget', 'music'] });
  expect(score).toBe(2);
  expect(reasons[0]).toEqual({ factor: 'skills', points: 2, of: 4, shared: ['budget'] });
});

test('a third is rounded to thousandths, and points of several factors add up', () => {
  const { score, reasons } = points(
    { skills: ['a', 'b', 'c'], goals: ['x'] },
    { skills: ['a'], goals: ['x', 'y'] },
  );
  expect(reasons.map((reason) => reason.points)).toEqual([1.333, 3, 0, 0, 0]);
  expect(score).toBe(4.333);
});

test('whoever names nothing gets no points for it, and naming it twice counts once', () => {
  expect(points({}, { skills: ['a'] }).score).toBe(0);
  expect(points({ goals: ['x', 'x', 'y'] }, { goals: ['x'] }).score).toBe(1.5);
});

test('two times of the week in common are enough, one is half of that, and one of one is all', () => {
  const week = ['mon', 'tue', 'wed', 'thu'];
  expect(points({ availability: week }, { availability: ['mon', 'tue'] }).score).toBe(2);
  expect(points({ availability: week }, { availability: week }).score).toBe(2);
  expect(points({ availability: week }, { availability: ['mon'] }).score).toBe(1);
  expect(points({ availability: ['mon'] }, { availability: week }).score).toBe(2);
});

test('wishes weigh of those who have any, and are no reason of anybody else', () => {
  const weights = { ...WEIGHTS, preferences: 3 };
  const wishes = (preferences?: string[]) =>
    matchScore(said(preferences && { preferences }), said({ preferences: ['woman'] }), weights).reasons.find(
      ({ factor }) => factor === 'preferences',
    );
  expect(wishes(['woman', 'older'])).toEqual({
    factor: 'preferences',
    points: 1.5,
    of: 3,
    shared: ['woman'],
  });
  expect(wishes([])).toBeUndefined();
  expect(wishes()).toBeUndefined();
  // Of anything else it is said that nothing was named.
  expect(matchScore(said(), said(), weights).reasons).toHaveLength(5);
});

test('what a program gives no weight is no reason', () => {
  const { reasons } = matchScore(said({ goals: ['x'] }), said({ goals: ['x'] }), { goals: 1 });
  expect(reasons).toEqual([{ factor: 'goals', points: 1, of: 1, shared: ['x'] }]);
});

test('what both share is listed in order', () => {
  expect(points({ interests: ['z', 'a'] }, { interests: ['a', 'z'] }).reasons[2]?.shared).toEqual(['a', 'z']);
});

test('no pair without a language in common, room, and a site that fits, nor with oneself or against a word', () => {
  const rosa = person('rosa', { siteId: 'north' });
  const may = (mentor: Partial<Offering>, blocked: string[] = []) =>
    mayBePaired(rosa, person('carol', mentor), declined(blocked));
  expect(may({})).toBe(true);
  expect(may({ siteId: 'north' })).toBe(true);
  expect(may({ siteId: 'south' })).toBe(false);
  expect(may({ capacity: 0 })).toBe(false);
  expect(may({ languages: ['fr', 'en'] })).toBe(true);
  expect(may({ languages: ['fr'] })).toBe(false);
  expect(may({}, [pairKey('rosa', 'carol')])).toBe(false);
  // Whoever is kept apart is kept apart in either role.
  expect(may({}, [pairKey('carol', 'rosa')])).toBe(false);
  expect(may({ id: 'rosa' })).toBe(false);
  expect(mayBePaired(person('rosa'), person('carol', { siteId: 'south' }), new Map())).toBe(true);
});

const pairs = (mentees: Offering[], mentors: Offering[], blocked: string[] = []) =>
  bestPairs(mentees, mentors, { weights: WEIGHTS, blocks: declined(blocked) }).map(
    ({ menteeId, mentorId, score }) => `${menteeId}-${mentorId} ${score}`,
  );
const skilled = (id: string, ...skills: string[]) => person(id, { answers: said({ skills }) });

test('as many as possible get somebody, although one pair alone would have more points', () => {
  const ana = skilled('ana', 'a', 'b');
  const ben = person('ben', { languages: ['fr'], answers: said({ skills: ['a', 'b'] }) });
  const both = person('m1', { languages: ['en', 'fr'], answers: said({ skills: ['a', 'b'] }) });
  expect(pairs([ana, ben], [both, person('m2')]).sort()).toEqual(['ana-m2 0', 'ben-m1 4']);
});

test('as many as possible get somebody, although everybody else loses the mentor who fits best', () => {
  const speaking = (id: string, languages: string[], ...skills: string[]) =>
    person(id, { languages, answers: said({ skills }) });
  const mentees = [
    speaking('ana', ['l1', 'l2'], 'a'),
    speaking('ben', ['l2', 'l3'], 'b'),
    speaking('cho', ['l1']),
  ];
  const mentors = [speaking('m1', ['l1'], 'a'), speaking('m2', ['l2'], 'b'), speaking('m3', ['l3'])];
  expect(pairs(mentees, mentors)).toEqual(['ana-m2 0', 'ben-m3 0', 'cho-m1 0']);
  expect(pairs(mentees.slice(0, 2), mentors)).toEqual(['ana-m1 4', 'ben-m2 4']);
});

test('whoever stands first gets the place where nobody has any points, and where the others have all of them', () => {
  const first = person('zoe', { first: true });
  expect(pairs([person('ana'), first], [person('m')])).toEqual(['zoe-m 0']);
  const fit = ['ana', 'ben', 'cho'].map((id) => skilled(id, 'a'));
  const found = pairs([...fit, first], [skilled('m', 'a'), skilled('n', 'a'), skilled('o', 'a')]);
  expect(found).toHaveLength(3);
  expect(found).toContainEqual(expect.stringMatching(/^zoe-. 0$/));
});

test('among those ways the one with the most points', () => {
  expect(
    pairs([skilled('ana', 'a'), skilled('ben', 'b')], [skilled('m1', 'b'), skilled('m2', 'a')]).sort(),
  ).toEqual(['ana-m2 4', 'ben-m1 4']);
});

test('a mentor with room for two takes two, and nobody more', () => {
  const mentees = ['a', 'b', 'c'].map((id) => person(id));
  expect(pairs(mentees, [person('m', { capacity: 2 })])).toHaveLength(2);
  expect(pairs(mentees, [person('m', { capacity: 9 })])).toHaveLength(3);
});

test('nobody is paired where nobody fits, and where there is nobody', () => {
  expect(pairs([person('a')], [person('m')], ['a m'])).toEqual([]);
  expect(pairs([], [person('m')])).toEqual([]);
  expect(pairs([person('a')], [])).toEqual([]);
  expect(pairs([person('a'), person('b')], [person('m')], ['a m'])).toEqual(['b-m 0']);
});

test('the same pool gives the same pairs, whatever order it comes in', () => {
  const mentees = [person('a'), person('b')];
  const mentors = [person('m'), person('n')];
  expect(pairs([...mentees].reverse(), [...mentors].reverse())).toEqual(pairs(mentees, mentors));
  expect(pairs(mentees, mentors)).toEqual(['a-m 0', 'b-n 0']);
});

test('for one mentee the mentors stand in the order of their points, those with the same in the order of their ids', () => {
  const mentee = skilled('ana', 'a', 'b');
  const mentors = [
    skilled('none'),
    skilled('y', 'a'),
    skilled('x', 'b'),
    skilled('z', 'a'),
    skilled('all', 'a', 'b'),
    skilled('away', 'a', 'b'),
  ];
  const ranked = rankedFor(mentee, mentors, { weights: WEIGHTS, blocks: declined([pairKey('ana', 'away')]) });
  expect(ranked.map(({ mentorId, score }) => `${mentorId} ${score}`)).toEqual([
    'all 4',
    'x 2',
    'y 2',
    'z 2',
    'none 0',
  ]);
  expect(ranked[0]).toMatchObject({ menteeId: 'ana', reasons: { length: 5 } });
});
