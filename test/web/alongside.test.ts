import { EVERYWHERE } from '../../office/access';
import type { StaffRole } from '../../office/access';
import { LIVED_IN, type LivedIn, livedIn } from './livedIn';
import { loadProgram, PROGRAM, webUnderTest, type WebUnderTest } from './support';

interface Call {
  method?: 'GET' | 'POST' | 'DELETE';
  url: string;
  body?: object;
}
/** A call, what it answers, and the same done wrong: its body (or its address), and the code and the words of the refusal. */
interface Case extends Call {
  answers: object;
  wrong: Partial<Call>;
  code: string;
  says: RegExp;
  status?: number;
}

const STANDING = {
  status: 'active',
  role: 'mentee',
  stage: 'mentorship',
  since: '2026-02-01T15:00:00.000Z',
  privileges: [],
  steps: [],
  goals: [],
  waitingFor: [],
};
const CROSSING = { status: 'open', inside: false, handOverArranged: false, contacts: [] };

/** What surrounds a pair, over the JSON API: each route once well, once refused, and out of reach for another program. */
describe('around a pair, over the JSON API', () => {
  let web: WebUnderTest;
  let made: LivedIn;
  const keys: Record<string, string> = {};

  beforeAll(async () => {
    web = await webUnderTest();
    made = await livedIn(web);
    await loadProgram(web);
    const key = async (role: StaffRole, programId?: string) =>
      (
        await web.parts.office.apiKeys.create(
          { actor: 'system', scope: EVERYWHERE, via: 'cli' },
          { name: 'test', role, ...(programId ? { programId } : {}) },
        )
      ).secret;
    keys['admin'] = await key('admin', LIVED_IN);
    keys['stranger'] = await key('admin', PROGRAM);
    keys['viewer'] = await key('viewer', LIVED_IN);
    web.temporal.answers = {
      'journeys.submitSurvey': STANDING,
      'journeys.changeTier': STANDING,
      'transitions.moveDate': CROSSING,
      'transitions.markContact': CROSSING,
      'transitions.close': CROSSING,
      'mentorships.answerTime': {},
    };
  });
  afterAll(() => web.close());

  const call = async (who: string, { method = 'GET', url, body }: Call) => {
    const answer = await web.app.inject({
      method,
      url: `/api/v1${url}`,
      headers: { authorization: `Bearer ${keys[who]}` },
      ...(body ? { payload: body } : {}),
    });
    return { status: answer.statusCode, json: answer.json<Record<string, unknown>>() };
  };
  const post = (url: string, body: object = {}): Call => ({ method: 'POST', url, body });

  const groups: Record<string, () => Case[]> = {
    meetings: () => {
      const meeting = `/mentorships/${made.pair}/meetings/2`;
      return [
        {
          url: `/participants/${made.noor.participantId}/meetings`,
          answers: {
            items: [
              { number: 2, proposed: { by: 'mentor' } },
              { number: 1, status: 'attended' },
            ],
          },
          wrong: { url: '/participants/nobody/meetings' },
          code: 'not-found',
          says: /nobody/,
        },
        {
          ...post(`${meeting}/propose`, { startsWall: '2026-03-07T10:00', side: 'mentee' }),
          answers: { done: true },
          wrong: { body: { startsWall: 'tomorrow', side: 'mentee' } },
          code: 'NotAWallClock',
          says: /"tomorrow".*2026-03-01T17:30/,
        },
        {
          ...post(`${meeting}/answer`, { answer: 'accept', side: 'mentee' }),
          answers: { done: true },
          wrong: { body: { answer: 'accept', side: 'nobody' } },
          code: 'invalid-request',
          says: /form/,
        },
        {
          url: `${meeting}/calendar`,
          answers: { file: expect.stringContaining('BEGIN:VCALENDAR') as string },
          wrong: { url: `/mentorships/${made.pair}/meetings/9/calendar` },
          code: 'not-found',
          says: /meeting/,
        },
        {
          ...post(`/mentorships/${made.pair}/interim`, { person: 'lee@example.org' }),
          answers: { done: true },
          wrong: { body: { person: 'nobody@example.org' } },
          code: 'UnknownPerson',
          says: /nobody@example\.org/,
        },
      ];
    },
    referrals: () => [
      {
        ...post('/referrals', { participant: made.noor.participantId, partner: 'employment-service' }),
        status: 201,
        answers: { state: 'going-on' },
        wrong: { body: { participant: made.noor.participantId, partner: 'bakery' } },
        code: 'UnknownPartner',
        says: /no partner "bakery"; it has adult-school/,
      },
      {
        url: `/referrals?program=${LIVED_IN}&open=true`,
        answers: {
          items: expect.arrayContaining([expect.objectContaining({ partner: 'adult-school' })]) as object,
        },
        wrong: { url: '/referrals?open=perhaps' },
        code: 'invalid-request',
        says: /form/,
      },
      {
        ...post(`/referrals/${made.referral}/companion`, {
          companion: made.devon.participantId,
          how: 'goes-along',
        }),
        answers: { done: true },
        wrong: { body: { companion: made.noor.participantId } },
        code: 'UnknownPerson',
        says: /who could be asked here/,
      },
      {
        ...post(`/referrals/${made.referral}/consent`, { consents: true }),
        answers: { done: true },
        wrong: { url: `/referrals/${made.referral}/settle`, body: { outcome: 'arrived' } },
        code: 'NoConsent',
        says: /not agreed yet/,
      },
      {
        ...post(`/referrals/${made.referral}/settle`, { outcome: 'arrived' }),
        answers: { done: true },
        wrong: { body: { outcome: 'lost' } },
        code: 'invalid-request',
        says: /form/,
      },
    ],
    resources: () => [
      {
        ...post('/resources', {
          programId: LIVED_IN,
          title: { en: 'Naloxone' },
          text: { en: 'Where to get it.' },
        }),
        status: 201,
        answers: { resourceId: expect.any(String) as string },
        wrong: { body: { programId: LIVED_IN, title: { en: 'Naloxone' } } },
        code: 'NothingInIt',
        says: /a text to read/,
      },
      {
        url: `/resources?program=${LIVED_IN}`,
        answers: { items: expect.arrayContaining([expect.objectContaining({ own: false })]) as object },
        wrong: { url: '/resources?program=nowhere' },
        code: 'not-found',
        says: /nowhere/,
      },
      {
        ...post('/resources/boundaries/send', { participant: made.noor.participantId }),
        answers: { done: true },
        wrong: { url: '/resources/nothing/send' },
        code: 'not-found',
        says: /resource nothing/,
      },
    ],
    appointments: () => {
      const plan = {
        participant: made.noor.participantId,
        title: 'Library card',
        startsWall: '2026-03-09T10:00',
      };
      const one = `/appointments/${made.appointment}`;
      return [
        {
          ...post('/appointments', plan),
          status: 201,
          answers: { appointmentId: expect.any(String) as string },
          wrong: { body: { ...plan, startsWall: '2026-02-01T10:00' } },
          code: 'InThePast',
          says: /still to come/,
        },
        {
          url: `/appointments?participant=${made.noor.participantId}`,
          answers: {
            items: expect.arrayContaining([expect.objectContaining({ title: 'Library card' })]) as object,
          },
          wrong: { url: '/appointments?participant=nobody' },
          code: 'not-found',
          says: /nobody/,
        },
        {
          ...post(`${one}/move`, { startsWall: '2026-03-05T09:30' }),
          answers: { done: true },
          wrong: { url: `${one}/settle`, body: { outcome: 'kept' } },
          code: 'NotYet',
          says: /still to come/,
        },
        {
          ...post(`${one}/cancel`),
          answers: { done: true },
          wrong: { url: '/appointments/none/cancel' },
          code: 'not-found',
          says: /appointment none/,
        },
      ];
    },
    work: () => {
      const { participantId } = made.devon;
      return [
        {
          ...post(`/participants/${participantId}/work`, { day: '2026-03-01', hours: 1.5 }),
          status: 201,
          answers: { tier: 'peer-worker', amount: 3_225 },
          wrong: { body: { day: '2026-03-09', hours: 1 } },
          code: 'NotYet',
          says: /2026-03-09 has not come/,
        },
        {
          url: `/work?program=${LIVED_IN}&from=2026-03-01&until=2026-03-02`,
          answers: { items: [{ hours: 2.5 }, { hours: 1.5 }] },
          wrong: { url: '/work?program=nowhere&from=yesterday&until=2026-03-02' },
          code: 'invalid-request',
          says: /form/,
        },
        {
          ...post(`/participants/${participantId}/tier`, { tier: 'employed', reason: 'growth' }),
          answers: { stage: 'mentorship' },
          wrong: { body: { tier: 'queen', reason: 'growth' } },
          code: 'UnknownTier',
          says: /"queen" is not a tier/,
        },
        {
          url: `/participants/${participantId}/tier`,
          answers: { changes: [{ to: 'employed' }] },
          wrong: { url: '/participants/nobody/tier' },
          code: 'not-found',
          says: /nobody/,
        },
        {
          ...post('/openings', {
            programId: LIVED_IN,
            title: 'Drop-in',
            tier: 'peer-worker',
            closesOn: '2026-03-30',
          }),
          status: 201,
          answers: { told: [participantId] },
          wrong: {
            body: { programId: LIVED_IN, title: 'Drop-in', tier: 'peer-worker', closesOn: '2026-02-01' },
          },
          code: 'InThePast',
          says: /2026-02-01 has passed/,
        },
        {
          ...post(`/openings/${made.opening}/decision`, {
            chosen: [participantId],
            why: 'Knows every street.',
          }),
          answers: { decided: true },
          wrong: { body: { chosen: [made.noor.participantId], why: 'Because.' } },
          code: 'NotInterested',
          says: /interested/,
        },
        {
          url: `/openings?program=${LIVED_IN}`,
          answers: {
            items: expect.arrayContaining([
              expect.objectContaining({ offers: [expect.objectContaining({ outcome: 'chosen' })] }),
            ]) as object,
          },
          wrong: { url: '/openings?open=perhaps' },
          code: 'invalid-request',
          says: /form/,
        },
        {
          url: `/participants/${participantId}/reviews`,
          answers: { items: [{ outcome: 'become-mentor', percent: 100 }] },
          wrong: { url: '/participants/nobody/reviews' },
          code: 'not-found',
          says: /nobody/,
        },
      ];
    },
    notes: () => [
      {
        ...post(`/participants/${made.noor.participantId}/notes`, { text: 'Likes the early bus.' }),
        status: 201,
        answers: { noteId: expect.any(String) as string },
        wrong: { body: { text: '   ' } },
        code: 'WordsNeeded',
        says: /needs words/,
      },
      {
        url: `/participants/${made.noor.participantId}/notes`,
        answers: {
          items: expect.arrayContaining([
            expect.objectContaining({ text: 'Likes the early bus.' }),
          ]) as object,
        },
        wrong: { url: '/participants/nobody/notes' },
        code: 'not-found',
        says: /nobody/,
      },
    ],
    matches: () => {
      const [mentee, mentor] = [made.noor.participantId, made.devon.participantId];
      return [
        {
          url: `/matches?program=${LIVED_IN}&status=active`,
          answers: { items: [{ round: 'by-hand' }] },
          wrong: { url: `/matches?program=` },
          code: 'invalid-request',
          says: /form/,
        },
        {
          url: `/matches/explain?mentee=${mentee}&mentor=${mentor}`,
          answers: { possible: false },
          wrong: { url: `/matches/explain?mentee=${mentor}&mentor=${mentee}` },
          code: 'NotTwoSides',
          says: /a mentee and a mentor/,
        },
        {
          ...post(`/participants/${made.robin.participantId}/kept-apart`, {
            other: mentor,
            reason: 'boundary',
          }),
          answers: expect.anything() as object,
          wrong: { url: `/participants/${mentee}/kept-apart` },
          code: 'PairUnderWay',
          says: /are a pair now/,
        },
        {
          ...post(`/matches/${made.pair}/flag`, { side: 'mentee' }),
          answers: { flagId: expect.any(String) as string },
          wrong: { url: '/matches/none/flag' },
          code: 'not-found',
          says: /none/,
        },
      ];
    },
    surveys: () => {
      const path = `/participants/${made.noor.participantId}/surveys`;
      const given = {
        skills: ['outreach'],
        goals: ['school'],
        languages: ['en'],
        availability: ['tue-evening'],
      };
      return [
        {
          ...post(path, { survey: 'matching', answers: given }),
          answers: { stage: 'mentorship' },
          wrong: { body: { survey: 'matching', answers: { ...given, skills: ['flying'] } } },
          code: 'AnswerNotOffered',
          says: /"flying" is not an answer to skills/,
        },
        {
          url: path,
          answers: { responses: [{ survey: 'matching', via: 'api' }] },
          wrong: { url: '/participants/nobody/surveys' },
          code: 'not-found',
          says: /nobody/,
        },
        {
          ...post(`${path}/ask`, { by: 'link' }),
          answers: { wait: expect.any(String) as string },
          wrong: { body: { by: 'text' } },
          code: 'NoPhoneForTexts',
          says: /no number/,
        },
      ];
    },
    transitions: () => {
      const one = `/transitions/${made.transition}`;
      const { participantId } = made.devon;
      return [
        {
          ...post('/transitions', {
            participant: participantId,
            kind: 'hospital-discharge',
            date: '2026-03-10',
          }),
          status: 201,
          answers: { transitionId: expect.any(String) as string },
          wrong: { body: { participant: participantId, kind: 'hospital-discharge', partner: 'bakery' } },
          code: 'UnknownPartner',
          says: /"bakery" is no partner/,
        },
        {
          ...post('/transitions', { participant: participantId, kind: 'housing-change', inside: false }),
          status: 201,
          answers: { transitionId: expect.any(String) as string },
          wrong: { body: { participant: participantId, kind: 'housing-change', inside: true } },
          code: 'NotInside',
          says: /people who can be written to/,
        },
        {
          url: `/transitions?program=${LIVED_IN}&open=true`,
          answers: {
            items: expect.arrayContaining([expect.objectContaining({ id: made.transition })]) as object,
          },
          wrong: { url: '/transitions?cursor=!' },
          code: 'cursor-unknown',
          says: /cursor/,
        },
        {
          url: one,
          answers: { kind: 'housing-change', shared: true },
          wrong: { url: '/transitions/none' },
          code: 'not-found',
          says: /transition none/,
        },
        {
          ...post(`${one}/move`, { date: null }),
          answers: { status: 'open' },
          wrong: { body: { date: 'soon' } },
          code: 'NotADay',
          says: /"soon" is not a day/,
        },
        {
          ...post(`${one}/contacts/before`, { outcome: 'done' }),
          answers: { status: 'open' },
          wrong: { body: { outcome: 'perhaps' } },
          code: 'invalid-request',
          says: /form/,
        },
        {
          ...post(`${one}/close`, { outcome: 'completed' }),
          answers: { status: 'open' },
          wrong: { url: `${one}/hand-over`, body: { to: 'Lena', consent: false } },
          code: 'ConsentNeeded',
          says: /own yes/,
        },
        {
          ...post(`/participants/${participantId}/shares`, { partner: 'legal-clinic', consentVia: 'phone' }),
          status: 201,
          answers: expect.anything() as object,
          wrong: { body: { partner: 'bakery', consentVia: 'phone' } },
          code: 'UnknownPartner',
          says: /bakery/,
        },
      ];
    },
    'check-ins': () => {
      const path = `/participants/${made.noor.participantId}/check-ins`;
      return [
        {
          url: path,
          answers: { standing: expect.any(String) as string },
          wrong: { url: '/participants/nobody/check-ins' },
          code: 'not-found',
          says: /nobody/,
        },
        {
          ...post(`${path}/answer`, { wait: 'check-in', answer: 'ok' }),
          answers: { wait: 'check-in', answer: 'ok' },
          wrong: { body: { wait: 'check-in', answer: 'fine' } },
          code: 'invalid-request',
          says: /form/,
        },
      ];
    },
    programs: () => [
      {
        url: '/programs',
        answers: { items: [{ id: LIVED_IN, sites: [{ id: `${LIVED_IN}.centre` }] }] },
        wrong: { url: '/programs/nowhere' },
        code: 'not-found',
        says: /nowhere/,
      },
      {
        url: `/programs/${LIVED_IN}`,
        answers: { name: 'Regent Park Peer Program', definition: { zone: 'America/Toronto' } },
        wrong: { url: '/programs/nowhere' },
        code: 'not-found',
        says: /nowhere/,
      },
      {
        url: `/programs/${LIVED_IN}/versions`,
        answers: { items: [{ state: 'in-use', paths: [{ stage: 'mentorship', count: 3 }] }] },
        wrong: { url: '/programs/nowhere/versions' },
        code: 'not-found',
        says: /nowhere/,
      },
    ],
  };

  describe.each(Object.keys(groups))('%s', (name) => {
    test('colleagues of another program find nothing here, and whoever may only look changes nothing', async () => {
      const found: object[] = [];
      for (const { method = 'GET', url, body } of groups[name]!()) {
        const { status, json } = await call('stranger', { method, url, ...(body ? { body } : {}) });
        const isListOfTheirs = 'items' in json && !JSON.stringify(json).includes(LIVED_IN);
        if (status !== 404 && !isListOfTheirs) found.push({ url, status, json });
        if (method !== 'POST') continue;
        const looked = await call('viewer', { method, url, ...(body ? { body } : {}) });
        if (looked.status !== 403) found.push({ url, viewer: looked.status, json: looked.json });
      }
      expect(found).toEqual([]);
    });

    test('what is wrong is refused with a code and a sentence; what is right is done', async () => {
      for (const one of groups[name]!()) {
        const refused = await call('admin', { ...one, ...one.wrong });
        const { code, title } = refused.json;
        expect({ url: one.url, code, title }).toEqual({
          url: one.url,
          code: one.code,
          title: expect.stringMatching(one.says) as string,
        });
        const done = await call('admin', one);
        expect({ url: one.url, ...done }).toMatchObject({ status: one.status ?? 200, json: one.answers });
      }
    });
  });

  test('every route of these groups is in the document, the programs among them', async () => {
    const { paths } = (await web.app.inject({ url: '/api/v1/openapi.json' })).json<{ paths: object }>();
    expect(Object.keys(paths)).toEqual(
      expect.arrayContaining(['/api/v1/programs', '/api/v1/programs/{id}', '/api/v1/programs/{id}/versions']),
    );
  });
});
