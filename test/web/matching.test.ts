import type { Browser } from 'playwright-core';
import { EVERYWHERE } from '../../office/access';
import type { SurveyAnswers } from '../../domain/surveyAnswers';
import { faultsOf, LANGUAGES, openBrowser, openPage } from './looking';
import {
  addParticipant,
  addStaff,
  encode,
  form,
  loadProgram,
  openWait,
  personalLink,
  PROGRAM,
  signIn,
  webUnderTest,
  type WebUnderTest,
} from './support';

const BASE: SurveyAnswers = {
  goals: ['housing', 'work'],
  skills: ['listening'],
  interests: ['music'],
  languages: ['en'],
  availability: ['tue-evening', 'wed-evening'],
};

/** Surveys and matching as staff and participants meet them on their pages, and programs through the API. */
describe('surveys and matching on the web', () => {
  let web: WebUnderTest;
  let browser: Browser;
  let address: string;
  let cookie: string;
  const ids: Record<string, string> = {};
  const persons: Record<string, string> = {};
  let link: string;

  beforeAll(async () => {
    browser = await openBrowser();
    web = await webUnderTest({ config: { publicUrl: 'http://localhost' } });
    address = await web.app.listen({ port: 0, host: '127.0.0.1' });
    await loadProgram(web);
    await addStaff(web, { email: 'maya@example.org', grants: [{ role: 'admin' }] });
    cookie = await signIn(web, 'maya@example.org');
    const join = async (givenName: string, role: string, phone: string, answers: SurveyAnswers) => {
      const { personId, participantId } = await addParticipant(web, { givenName, role, phone });
      ids[givenName] = participantId;
      persons[givenName] = personId;
      await web.parts.database.journey.updateMany({
        where: { participantId },
        data: { stage: 'matching', privileges: ['be-matched', ...(role === 'mentor' ? ['mentor'] : [])] },
      });
      await web.parts.database.surveyResponse.create({
        data: {
          id: `r-${participantId}`,
          participantId,
          survey: 'matching',
          answers,
          via: 'link',
          at: web.clock.at,
        },
      });
    };
    await join('Noor', 'mentee', '+15195550111', {
      ...BASE,
      'mentor-gender': 'woman',
      'not-with': 'My cousin Pat',
    });
    await join('Rosa', 'mentee', '+15195550112', BASE);
    await join('Mia', 'mentor', '+15195550121', { ...BASE, gender: 'woman', 'max-mentees': 3 });
    await join('Oli', 'mentor', '+15195550122', { ...BASE, gender: 'man', interests: ['games'] });
    await web.parts.database.mentorship.createMany({
      data: ['active', 'proposed'].map((status, place) => ({
        id: `pair-${status}`,
        programId: PROGRAM,
        menteeId: ids[status === 'active' ? 'Rosa' : 'Noor'] ?? '',
        mentorId: ids['Mia'] ?? '',
        round: `r${place}`,
        status,
        score: 9,
        reasons: [
          { factor: 'skills', points: 3, of: 3, shared: ['listening'] },
          { factor: 'availability', points: 2, of: 2, shared: ['tue-evening'] },
          { factor: 'interests', points: 0, of: 3, shared: [] },
        ],
        proposedAt: web.clock.at,
      })),
    });
    await web.parts.database.caseloadReason.create({
      data: {
        mentorshipId: 'pair-proposed',
        mentorId: ids['Mia'] ?? '',
        limit: 3,
        would: 4,
        reason: 'They have known each other for years.',
        by: 'system',
        at: web.clock.at,
      },
    });
    await openWait(web, {
      key: 'survey',
      kind: 'survey',
      personId: persons['Rosa'] ?? '',
      details: { survey: 'matching' },
    });
    link = await personalLink(web, { personId: persons['Rosa'] ?? '', waitKey: 'survey' });
  });
  afterAll(async () => {
    await browser.close();
    await web.close();
  });

  const pages = (): Record<string, string> => ({
    matching: '/matching',
    why: `/matching/why?${encode({ mentee: ids['Noor'] ?? '', mentor: ids['Oli'] ?? '' })}`,
    ranked: `/matching/for/${ids['Noor']}`,
    person: `/people/${ids['Rosa']}`,
    survey: `/people/${ids['Rosa']}/survey/matching`,
    link: `/p/${link}`,
  });

  test.each(LANGUAGES)(
    'no page has a fault that axe can see, or is wider than a telephone: %s',
    async (language) => {
      const page = await openPage(browser, address, { cookie, language });
      await web.parts.database.person.updateMany({ data: { language } });
      await page.goto(`${address}/?lang=${language}`);
      expect(await faultsOf(page, address, Object.values(pages()), { name: 'matching', language })).toEqual(
        [],
      );
    },
  );

  const post = (path: string, fields: Record<string, string>) =>
    web.app.inject({
      method: 'POST',
      url: path,
      headers: { 'sec-fetch-site': 'same-origin', cookie, ...form },
      payload: encode(fields),
    });
  const get = async (path: string): Promise<string> =>
    (await web.app.inject({ method: 'GET', url: path, headers: { cookie } })).body;

  test('the page of a pair says every rule in words, with the wish that it breaks', async () => {
    const page = await get(pages()['why'] ?? '');
    expect(page).toContain('These two may not be a pair now.');
    expect(page).toContain('Does not match a wish: Must your mentor be of one gender? (Noor Haddad)');
    expect(page).toContain('Noor Haddad: has a pair that is proposed, offered or active');
  });

  test('a proposal says in words what both said, and why it goes above the cap', async () => {
    const page = await get('/matching');
    expect(page).toContain('Listening');
    expect(page).toContain('Tuesday');
    expect(page).toContain('Mentee 4 of at most 3');
    expect(page).toContain('They have known each other for years.');
  });

  test('staff type a paper form off: its day and their name are kept with it', async () => {
    const fields = encode({
      ...{ 'q.skills': 'listening', 'q.goals': 'work', 'q.interests': 'art' },
      'q.languages': 'en',
      'q.availability': 'mon-morning',
      paperOn: '2026-02-27',
    });
    await web.app.inject({
      method: 'POST',
      url: `/people/${ids['Noor']}/survey/matching`,
      headers: { 'sec-fetch-site': 'same-origin', cookie, ...form },
      payload: fields,
    });
    const kept = await web.parts.database.surveyResponse.findFirst({
      where: { participantId: ids['Noor'] ?? '', via: 'paper' },
    });
    expect(kept).toMatchObject({ paperOn: '2026-02-27', by: expect.stringMatching(/^account:/) as string });
    expect(await get(`/people/${ids['Noor']}`)).toContain('paper of 2026-02-27');
  });

  test('staff rule two people out, and allow them again', async () => {
    await post(`/people/${ids['Noor']}/rule-out`, { other: ids['Oli'] ?? '', reason: 'boundary' });
    expect(await web.parts.database.pairBlock.count({ where: { reason: 'boundary' } })).toBe(1);
    expect(await get(`/people/${ids['Oli']}`)).toContain('Allow again');
    await post(`/people/${ids['Oli']}/allow`, { other: ids['Noor'] ?? '' });
    expect(await web.parts.database.pairBlock.count()).toBe(0);
    const refused = await post(`/people/${ids['Noor']}/rule-out`, {
      other: ids['Mia'] ?? '',
      reason: 'safety',
    });
    expect(refused.statusCode).toBe(303);
    expect(await web.parts.database.pairBlock.count()).toBe(0);
  });

  test('asking by text stores the question, and says why where text is no way', async () => {
    await post(`/people/${ids['Rosa']}/ask-survey`, { by: 'text', survey: 'matching', always: 'yes' });
    expect(await web.parts.database.surveyDraft.findFirst()).toMatchObject({
      status: 'open',
      question: 'goals',
    });
    expect(
      await web.parts.database.messageIntent.findFirst({ where: { template: 'survey-started' } }),
    ).toMatchObject({
      urgency: 'reminder',
      channels: ['sms'],
      waitKey: 'survey',
    });
    await web.parts.database.person.update({
      where: { id: persons['Oli'] ?? '' },
      data: { detail: 'basic' },
    });
    await expect(
      web.parts.office.surveys.ask({ actor: 'system', scope: EVERYWHERE, via: 'console' }, ids['Oli'] ?? '', {
        by: 'text',
      }),
    ).rejects.toMatchObject({ code: 'LockScreen' });
  });

  test('somebody ends a match through their own link; contact is blocked although Temporal is away', async () => {
    web.temporal.away = true;
    const said = await web.app.inject({
      method: 'POST',
      url: `/p/${link}`,
      headers: { 'sec-fetch-site': 'same-origin', ...form },
      payload: encode({ act: 'flag', pair: 'pair-active', words: 'Not safe for me' }),
    });
    web.temporal.away = false;
    expect(said.headers['location']).toBe(`/p/${link}?said=flag`);
    expect(await web.parts.database.pairBlock.findFirst()).toMatchObject({ reason: 'flagged' });
    expect(await get(`/people/${ids['Rosa']}`)).toContain('Not safe for me');
    // What was kept is carried on as soon as Temporal is there.
    web.clock.at = new Date(web.clock.at.getTime() + 60_000);
    await web.parts.office.startWhatWaits();
    expect(web.asked.at(-1)?.what ?? web.asked.map(({ what }) => what)).toMatch(/flagMatch|announcements/);
    expect(web.asked.map(({ what }) => what)).toContain('mentorships.flagMatch');
  });

  test('programs ask the same through the API', async () => {
    const { secret } = await web.parts.office.apiKeys.create(
      { actor: 'system', scope: EVERYWHERE, via: 'cli' },
      { name: 'test', role: 'coordinator' },
    );
    const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' };
    const ask = async (method: 'GET' | 'POST', url: string, payload?: object) => {
      const answer = await web.app.inject({
        method,
        url: `/api/v1${url}`,
        headers,
        ...(payload ? { payload } : {}),
      });
      return { status: answer.statusCode, body: answer.json<Record<string, unknown>>() };
    };
    const why = await ask(
      'GET',
      `/matches/explain?${encode({ mentee: ids['Noor'] ?? '', mentor: ids['Oli'] ?? '' })}`,
    );
    expect(why).toMatchObject({ status: 200, body: { possible: false, out: { mentee: 'has-a-match' } } });
    expect((await ask('GET', '/matches?status=proposed')).body).toMatchObject({
      items: [{ overCap: { would: 4 } }],
    });
    expect((await ask('GET', `/participants/${ids['Rosa']}/matches`)).status).toBe(200);
    expect((await ask('GET', `/participants/${ids['Rosa']}/surveys`)).body).toMatchObject({
      responses: [{ survey: 'matching' }],
    });
    expect(await ask('POST', '/matches', { mentee: ids['Noor'], mentor: ids['Oli'] })).toMatchObject({
      status: 409,
      body: { code: 'AlreadyMatched' },
    });
    expect(
      await ask('POST', `/participants/${ids['Rosa']}/surveys`, {
        survey: 'matching',
        answers: { pony: 'yes' },
      }),
    ).toMatchObject({ status: 409, body: { code: 'UnknownQuestion' } });
  });
});
