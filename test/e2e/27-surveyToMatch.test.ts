import { obstacles } from '../../domain/matching/rules';
import { readPool } from '../../activities/matching/pool';
import { compile } from '../../programs/compile';
import type { SurveyAnswers } from '../../domain/surveyAnswers';
import type { Proposal } from '../../office/matching';
import { bestByHighs, worthOf } from '../matching/oracle';
import { COORDINATOR, openStory, themself, type Participant, type Story } from '../support/story';

const EVENINGS = ['mon-evening', 'tue-evening', 'wed-evening'];

/** Five mentors: what they bring, how many they can walk with, and what they would rather not. */
const MENTORS: Record<string, SurveyAnswers> = {
  Mia: {
    goals: ['housing', 'work'],
    skills: ['listening', 'paperwork'],
    interests: ['music'],
    languages: ['en'],
    gender: 'woman',
  },
  Noa: {
    goals: ['health', 'routine'],
    skills: ['listening'],
    interests: ['nature'],
    languages: ['en', 'fr'],
    'max-mentees': 3,
    'lived-experience': ['custody'],
    gender: 'non-binary',
  },
  Oli: {
    goals: ['work', 'school'],
    skills: ['job-search'],
    interests: ['games'],
    languages: ['en'],
    gender: 'man',
  },
  Pia: {
    goals: ['family', 'health'],
    skills: ['cooking', 'listening'],
    interests: ['art'],
    languages: ['en', 'fr'],
    'max-mentees': 2,
    'not-about': ['health'],
    gender: 'woman',
  },
  Quin: {
    goals: ['housing'],
    skills: ['budgeting'],
    interests: ['sports'],
    languages: ['en', 'ar'],
    'max-mentees': 3,
  },
};
const FRENCH = ['Pia', 'Dee', 'Hal'];
const CAPS = { Mia: 3, Noa: 3, Oli: 3, Pia: 2, Quin: 3 };
const MENTEES: Record<string, SurveyAnswers> = {
  Abe: { goals: ['housing'], skills: ['paperwork'], interests: ['music'], languages: ['en'] },
  Bea: {
    goals: ['work'],
    skills: ['job-search'],
    interests: ['games'],
    languages: ['en'],
    'mentor-gender': 'man',
  },
  Cal: { goals: ['health'], skills: ['listening'], interests: ['nature'], languages: ['en'] },
  Dee: { goals: ['family'], skills: ['cooking'], interests: ['art'], languages: ['fr'] },
  Eli: { goals: ['housing'], skills: ['budgeting'], interests: ['sports'], languages: ['ar', 'en'] },
  Fay: {
    goals: ['school'],
    skills: ['job-search'],
    interests: ['reading'],
    languages: ['en'],
    'mentor-gender': 'woman',
  },
  Gus: {
    goals: ['routine'],
    skills: ['listening'],
    interests: ['music'],
    languages: ['en'],
    'mentor-experience': ['custody'],
  },
  Hal: { goals: ['health'], skills: ['cooking'], interests: ['art'], languages: ['fr'] },
  Ida: { goals: ['work'], skills: ['paperwork'], interests: ['nature'], languages: ['en'] },
  Jon: { goals: ['routine'], skills: ['listening'], interests: ['games'], languages: ['en'] },
  Kay: { goals: ['housing', 'work'], skills: ['listening'], interests: ['music'], languages: ['en'] },
};

describe('27. Survey to match', () => {
  let story: Story;
  const people = new Map<string, Participant>();
  const who = (name: string): Participant => people.get(name) as Participant;
  const matching = () => story.office.matching;
  const proposals = (status = 'proposed'): Promise<Proposal[]> =>
    matching().list(COORDINATOR, { programId: story.program.id, status });
  const pairsOf = (list: readonly Proposal[]): string[] =>
    list.map(({ mentee, mentor }) => `${mentee.name} & ${mentor.name}`).sort();
  const lastText = (person: Participant): string => story.phone(person).at(-1)?.body ?? '';

  beforeAll(async () => {
    story = await openStory();
    const joins = async (name: string, role: 'mentee' | 'mentor') => {
      const person = await story.join({
        givenName: name,
        role,
        language: FRENCH.includes(name) ? 'fr' : 'en',
      });
      people.set(name, person);
      const steps =
        role === 'mentor' ? ['interview', 'references', 'mentor-orientation'] : ['interview', 'orientation'];
      await story.advance(person, 'application', ...steps);
      const answers = MENTORS[name] ?? MENTEES[name];
      if (answers) await submit(name, answers);
    };
    // One after the other: whoever waits until the world is at rest lets a moment pass, and an act of somebody else's at
    // that moment can be lost by the server that skips time.
    for (const name of Object.keys(MENTORS)) await joins(name, 'mentor');
    for (const name of [...Object.keys(MENTEES), 'Lou']) await joins(name, 'mentee');
    await story.world.settled();
  });
  afterAll(() => story.close());

  const submit = (name: string, answers: SurveyAnswers) =>
    story.office.surveys.submit(themself(who(name)), who(name).participantId, {
      survey: 'matching',
      answers: { availability: EVENINGS, ...answers },
    });

  test('Lou has a phone and no data, and is asked by text, one question at a time', async () => {
    const lou = who('Lou');
    expect(story.phone(lou).some(({ body }) => body.includes('reply TEXT'))).toBe(true);
    await story.texts(lou, 'Text');
    expect(lastText(lou)).toMatch(
      /^8 questions, one at a time.*\n1\/8 What would you like to work on\?\n1 A place/s,
    );
    await story.texts(lou, 'family and 2');
    expect(lastText(lou)).toMatch(/^2\/8 What would help most from a mentor/);
    await story.texts(lou, 'purple');
    expect(lastText(lou)).toMatch(/^Sorry, we did not get that.*2\/8/s);
    await story.texts(lou, 'listening');
    await story.texts(lou, 'LATER');
    expect(lastText(lou)).toContain('What you answered is kept');
  });

  test('what is answered is kept, staff see how far it is, and Lou goes on when it suits', async () => {
    const lou = who('Lou');
    await story.world.pass(26 * 3_600_000);
    const { underWay } = await story.office.surveys.show(COORDINATOR, lou.participantId);
    expect(underWay).toMatchObject([
      { survey: 'matching', status: 'stopped', done: 2, question: 'interests' },
    ]);
    await story.texts(lou, 'continue');
    expect(lastText(lou)).toMatch(/^3\/8 What do you like to do/);
    for (const words of ['skip', 'English', 'Tue and Wed evenings']) await story.texts(lou, words);
    // "It does not matter", by its number; a wish; a boundary in Lou's own words.
    for (const words of ['4', 'homelessness', 'not my cousin Pat please']) await story.texts(lou, words);
    expect(lastText(lou)).toContain('That was the last one');
    const response = await story.database.surveyResponse.findFirstOrThrow({
      where: { participantId: lou.participantId },
    });
    expect(response).toMatchObject({
      via: 'sms',
      answers: {
        goals: ['health', 'family'],
        skills: ['listening'],
        languages: ['en'],
        availability: ['tue-evening', 'wed-evening'],
        'mentor-gender': 'any',
        'not-with': 'not my cousin Pat please',
      },
    });
    const tasks = await story.database.wait.findMany({
      where: { kind: 'staff-task', subjectPersonId: lou.personId, closedAt: null },
    });
    expect(tasks.map(({ details }) => (details as { reason: string }).reason)).toContain('survey-words');
  });

  test('a round proposes the best assignment there is: as many as can be, and of those the most points', async () => {
    const { round } = await matching().round(COORDINATOR, story.program.id);
    const { proposed, unmatched } = await matching().result(COORDINATOR, story.program.id, round);
    const list = await proposals();
    expect(proposed).toHaveLength(list.length);
    expect(list.length + unmatched.length).toBe(12);
    // HiGHS, on the pool as it was before the round.
    const { matching: policy } = compile(story.program);
    await story.database.mentorship.updateMany({ data: { status: 'set-aside' } });
    const pool = await readPool(story.database, story.program.id, policy);
    await story.database.mentorship.updateMany({ data: { status: 'proposed' } });
    const pairs = list.map(({ mentee, mentor, score }) => ({
      menteeId: mentee.participantId,
      mentorId: mentor.participantId,
      score,
      reasons: [],
    }));
    const of = { ...pool, blocks: new Map(pool.blocks) };
    expect(worthOf(of, pairs)).toEqual(await bestByHighs(of, policy.weights));
    for (const { menteeId, mentorId } of pairs) {
      const [mentee, mentor] = [pool.members.get(menteeId), pool.members.get(mentorId)];
      expect(mentee && mentor && obstacles(mentee, mentor, pool.blocks)).toEqual([]);
    }
    for (const [name, cap] of Object.entries(CAPS))
      expect(list.filter(({ mentor }) => mentor.name.startsWith(name)).length).toBeLessThanOrEqual(cap);
  });

  test('each pair says why, and each one that is none says why not', async () => {
    const explain = (mentee: string, mentor: string) =>
      matching().explain(COORDINATOR, {
        mentee: who(mentee).participantId,
        mentor: who(mentor).participantId,
      });
    for (const { reasons } of await proposals()) expect((reasons as unknown[]).length).toBeGreaterThan(4);
    const rules = async (mentee: string, mentor: string) =>
      (await explain(mentee, mentor)).obstacles.map(({ rule, question }) =>
        question ? `${rule} ${question}` : rule,
      );
    expect(await rules('Fay', 'Oli')).toContain('wish mentor-gender');
    expect(await rules('Hal', 'Pia')).toContain('avoids not-about');
    expect(await rules('Dee', 'Oli')).toContain('language');
    const gus = await explain('Gus', 'Noa');
    expect(gus.reasons).toContainEqual({
      factor: 'preferences',
      points: 2,
      of: 2,
      shared: ['lived-experience/custody'],
    });
  });

  test('the same pool gives the same proposal', async () => {
    const before = pairsOf(await proposals());
    await story.database.mentorship.deleteMany();
    const { round } = await matching().round(COORDINATOR, story.program.id);
    await matching().result(COORDINATOR, story.program.id, round);
    expect(pairsOf(await proposals())).toEqual(before);
  });

  test('staff approve; both are told why, and nothing that the other said in private', async () => {
    for (const { mentorshipId } of await proposals())
      await matching().decide(COORDINATOR, mentorshipId, 'approve');
    await story.world.settled();
    const gus = lastText(who('Gus'));
    expect(gus).toMatch(/could be a good mentor for you \(.*goals that go together/);
    const offers = [...people.values()].flatMap((person) => story.phone(person).map(({ body }) => body));
    const told = offers.filter((body) => /good mentor for you|like to mentor/.test(body)).join('\n');
    expect(told).not.toMatch(/custody|health|Safer|homeless|woman|cousin/i);
  });

  test('one mentor declines without a reason, and only that pair is proposed anew', async () => {
    const before = await proposals('offered');
    const others = async ({ mentee, mentor }: Proposal) =>
      (await matching().rank(COORDINATOR, mentee.participantId)).not.filter(
        (one) => one.obstacles.length === 0 && one.mentor.participantId !== mentor.participantId,
      );
    const free = await Promise.all(
      before.map(async (pair) => ((await others(pair)).length > 0 ? [pair] : [])),
    );
    const first = free.flat()[0] as Proposal;
    const decliner = [...people.values()].find(
      ({ participantId }) => participantId === first.mentor.participantId,
    );
    const mentee = [...people.values()].find(
      ({ participantId }) => participantId === first.mentee.participantId,
    );
    await story.office.matching.answer(themself(decliner as Participant), first.mentorshipId, {
      answer: 'decline',
    });
    await story.world.pass(60_000);
    const now = await matching().list(COORDINATOR, { programId: story.program.id });
    const changed = now.filter(
      (pair) => !before.some((old) => old.mentorshipId === pair.mentorshipId && pair.status === 'offered'),
    );
    const anew = changed.filter(({ status }) => status === 'proposed');
    expect(
      changed.filter(({ status }) => status === 'declined').map(({ mentorshipId }) => mentorshipId),
    ).toEqual([first.mentorshipId]);
    expect(anew).toMatchObject([{ mentee: first.mentee, round: first.round, overCap: null }]);
    expect(anew[0]?.mentor.name).not.toBe(first.mentor.name);
    // Nobody is told who declined.
    expect(mentee && lastText(mentee)).not.toContain(decliner?.name);
    expect(now.filter(({ status }) => status === 'offered')).toHaveLength(before.length - 1);
  });
});
