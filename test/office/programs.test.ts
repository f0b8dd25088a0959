import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readPrograms, storePrograms } from '../../local/programsInUse';
import { parseDefinition } from '../../programs';
import { ANA, failureOf, openDesk, somebody, type Desk } from './desk';

const FILE = path.join(__dirname, '../../programs/kwmunity.yaml');
const TEXT = readFileSync(FILE, 'utf8');
const changed = (from: string, to: string) => {
  expect(TEXT).toContain(from);
  return parseDefinition(TEXT.replace(from, to), 'changed.yaml');
};

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

const versionInUse = async () =>
  (await desk.database.program.findUniqueOrThrow({ where: { id: 'kwmunity' } })).version;

test('while nobody is on a path a new version needs no review, and it says why', async () => {
  const next = changed('maxCaseload: 3', 'maxCaseload: 2');
  expect(await desk.office.programs.putInUse(ANA, next)).toBe('updated');
  const { versions } = await desk.office.programs.show(ANA, 'kwmunity');
  expect(versions[0]).toMatchObject({ version: next.version, state: 'in-use', unreviewed: 'nobody-on-it' });
});

describe('with somebody on a path', () => {
  let dana: { participantId: string; personId: string };
  const next = changed('maxCaseload: 3', 'maxCaseload: 2');
  beforeEach(async () => {
    dana = await somebody(desk, { givenName: 'Dana', privileges: ['attend-workshops'] });
  });

  test('a version that no peer has reviewed does not go live', async () => {
    expect(await failureOf(desk.office.programs.putInUse(ANA, next))).toMatchObject({
      code: 'PeersHaveNotReviewed',
    });
    expect(await versionInUse()).not.toBe(next.version);
    await desk.office.programs.review(ANA, next, {
      byPerson: dana.personId,
      says: 'Fewer people each, good.',
    });
    expect(await desk.office.programs.putInUse(ANA, next)).toBe('updated');
    const { versions } = await desk.office.programs.show(ANA, 'kwmunity');
    expect(versions[0]).toMatchObject({
      version: next.version,
      unreviewed: null,
      reviews: [{ name: 'Dana', says: 'Fewer people each, good.', concern: false, recordedBy: ANA.actor }],
    });
  });

  test('an open concern keeps it out until the peer says another word, or staff give a reason', async () => {
    await desk.office.programs.review(ANA, next, {
      byPerson: dana.participantId,
      says: 'Not yet',
      concern: true,
    });
    expect(await failureOf(desk.office.programs.putInUse(ANA, next))).toMatchObject({
      code: 'PeersHaveConcerns',
    });
    await desk.office.programs.putInUse(ANA, next, { withoutPeerReview: 'A mentor fell ill' });
    const row = await desk.database.programVersion.findFirstOrThrow({ where: { version: next.version } });
    expect(row.unreviewed).toBe('A mentor fell ill');
  });

  test('a review is the word of the program’s own peers, and says something', async () => {
    const { review } = desk.office.programs;
    expect(await failureOf(review(ANA, next, { byPerson: 'nobody', says: 'Fine' }))).toMatchObject({
      code: 'NotAPeer',
    });
    expect(await failureOf(review(ANA, next, { byPerson: dana.personId, says: '  ' }))).toMatchObject({
      code: 'NothingSaid',
    });
  });

  test('a version that was in use before comes back without a new word', async () => {
    const first = await versionInUse();
    await desk.office.programs.putInUse(ANA, next, { withoutPeerReview: 'trial' });
    expect(await desk.office.programs.putVersionInUse(ANA, 'kwmunity', first.slice(0, 10))).toBe('updated');
    expect(await versionInUse()).toBe(first);
  });

  test('a start does not put another version from the files under people’s feet', async () => {
    const said: string[] = [];
    const programs = readPrograms([]).map((one) => (one.definition.id === 'kwmunity' ? next : one));
    const before = await versionInUse();
    await storePrograms(desk.database, programs, new Date(desk.now), (line) => said.push(line));
    expect(await versionInUse()).toBe(before);
    expect(said.join('\n')).toContain('Program kwmunity has another version in its file');
    expect(said.join('\n')).toContain('Program cat added');
    const cat = await desk.database.programVersion.findFirstOrThrow({ where: { programId: 'cat' } });
    expect(cat).toMatchObject({ loadedBy: 'system', unreviewed: 'first-load' });
  });

  test('the preview names who is affected and what changes for them; a move is told to exactly those', async () => {
    const sparser = changed('cadences: [P1W, P2W]', 'cadences: [P1W, P4W]');
    await desk.office.programs.propose(ANA, sparser);
    const preview = await desk.office.programs.preview(ANA, 'kwmunity', { version: sparser.version });
    expect(preview.changes.map(({ field }) => field)).toEqual(['retention.cadences']);
    expect(preview.paths).toMatchObject([
      { name: 'Dana', stage: 'screening', effect: { differs: ['retention'], stepsGone: [] } },
    ]);
    const { move } = desk.office.programs;
    expect(await failureOf(move(ANA, 'kwmunity', {}))).toMatchObject({ code: 'WhichPaths' });
    expect(await failureOf(move(ANA, 'kwmunity', { all: true, version: sparser.version }))).toMatchObject({
      code: 'NotInUse',
    });
    await desk.office.programs.putInUse(ANA, sparser, { withoutPeerReview: 'trial' });
    expect(await move(ANA, 'kwmunity', { stage: 'retention' })).toEqual({ moved: 0, left: [] });
    expect(await move(ANA, 'kwmunity', { journeys: [dana.participantId] })).toEqual({ moved: 1, left: [] });
    const told = desk.told.filter(({ call }) => call === 'journeys.moveToVersion');
    expect(told).toHaveLength(1);
    expect(told[0]?.args[1]).toMatchObject({ by: ANA.actor, policy: { version: sparser.version } });
  });
});
