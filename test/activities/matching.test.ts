import { createMatching } from '../../activities/matching';
import { as } from '../../domain/ids';
import type { MatchRoundInput } from '../../workflows/contract';
import { NOW, openTown, PROGRAM, SITE, type Town } from './support/town';

let town: Town;
beforeEach(async () => {
  town = await openTown();
});
afterEach(() => town.drop());

interface Answers {
  skills?: string[];
  languages?: string[];
  availability?: string[];
  'max-mentees'?: number;
}

async function waits(
  id: string,
  role: 'mentee' | 'mentor',
  answers: Answers,
  more: { site?: string | null } = {},
) {
  await town.person(id, { role });
  if (more.site !== undefined)
    await town.db.participant.update({ where: { id: `p-${id}` }, data: { siteId: more.site } });
  await town.db.surveyResponse.create({
    data: {
      id: `r-${id}`,
      participantId: `p-${id}`,
      survey: 'matching',
      answers: { skills: ['listening'], availability: ['tue-evening'], ...answers },
      via: 'link',
      at: NOW,
    },
  });
  await town.record({
    journey: {
      journeyId: as(`j-${id}`),
      participantId: as(`p-${id}`),
      status: 'active',
      stage: 'matching',
      role,
      privileges: ['be-matched', ...(role === 'mentor' ? ['mentor'] : [])],
      passedSteps: [],
      sequence: 1,
    },
  });
}

const round = (name: string, more: Partial<MatchRoundInput['policy']> = {}) =>
  createMatching(town.db).propose({
    programId: as(PROGRAM),
    round: name,
    by: 'account:lee',
    at: NOW,
    policy: {
      survey: 'matching',
      menteeNeeds: 'be-matched',
      mentorNeeds: 'mentor',
      maxCaseload: 2,
      offerLapsesAfter: as('P5D'),
      remindOfferAfter: as('P2D'),
      staleAfter: as('P14D'),
      weights: { skills: 3, goals: 3, interests: 2, languages: 2, availability: 2 },
      ...more,
    },
  });
const pairs = async (): Promise<string[]> =>
  (await town.db.mentorship.findMany({ orderBy: { menteeId: 'asc' } })).map(
    ({ menteeId, mentorId }) => `${menteeId.slice(2)} ${mentorId.slice(2)}`,
  );

test('a round proposes everybody it can, says why, and once', async () => {
  await waits('ana', 'mentee', { skills: ['listening'] });
  await waits('ben', 'mentee', { skills: ['paperwork'] });
  await waits('mia', 'mentor', { skills: ['listening'], 'max-mentees': 1 });
  await waits('noa', 'mentor', { skills: ['paperwork'], 'max-mentees': 1 });
  const first = await round('r1');
  expect(await pairs()).toEqual(['ana mia', 'ben noa']);
  expect(first.unmatched).toEqual([]);
  expect(await round('r1')).toEqual(first);
  expect(await town.events('match-proposed')).toHaveLength(2);
  const proposal = await town.db.mentorship.findFirstOrThrow({ where: { menteeId: 'p-ana' } });
  expect(proposal).toMatchObject({ status: 'proposed', score: 5 });
  expect(proposal.reasons).toContainEqual({ factor: 'skills', points: 3, of: 3, shared: ['listening'] });
});

test('rounds at the same moment never give one place to two people', async () => {
  await waits('ana', 'mentee', {});
  await waits('ben', 'mentee', {});
  await waits('mia', 'mentor', { 'max-mentees': 1 });
  // Connections are made first, so that the rounds really meet.
  await Promise.all(Array.from({ length: 8 }, () => town.db.$executeRaw`SELECT pg_sleep(0.05)`));
  const rounds = await Promise.all(Array.from({ length: 8 }, (_, n) => round(`r${n}`)));
  expect(await pairs()).toHaveLength(1);
  expect(rounds.flatMap(({ proposed }) => proposed)).toHaveLength(1);
});

test('nobody gets more mentees than the program allows, those they have included', async () => {
  for (const id of ['ana', 'ben', 'cal']) await waits(id, 'mentee', {});
  await waits('mia', 'mentor', { 'max-mentees': 9 });
  const { unmatched } = await round('r1');
  expect(await pairs()).toHaveLength(2);
  expect(unmatched).toHaveLength(1);
  expect((await round('r2')).proposed).toEqual([]);
});

test('a pair that somebody has ruled out is never proposed again', async () => {
  await waits('ana', 'mentee', {});
  await waits('mia', 'mentor', {});
  await town.db.pairBlock.create({
    data: { menteeId: 'p-ana', mentorId: 'p-mia', reason: 'flagged', at: NOW },
  });
  expect((await round('r1')).unmatched).toEqual(['p-ana']);
});

test('two people without a language in common are not paired, nor two of different sites', async () => {
  await waits('ana', 'mentee', { languages: ['en'] });
  await waits('mia', 'mentor', { languages: ['en'] }, { site: 'river.south' });
  expect((await round('r1')).proposed).toEqual([]);
  await waits('noa', 'mentor', { languages: ['pl'] });
  await town.db.person.update({ where: { id: 'noa' }, data: { language: 'fr' } });
  expect((await round('r2')).proposed).toEqual([]);
  await waits('oli', 'mentor', { languages: ['en'] }, { site: null });
  expect((await round('r3')).proposed).toHaveLength(1);
  expect(await town.db.participant.findUniqueOrThrow({ where: { id: 'p-ana' } })).toMatchObject({
    siteId: SITE,
  });
});
