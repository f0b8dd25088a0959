import { EVERYWHERE, type Caller } from '../../office/access';
import { addParticipant, loadProgram, openWait, PROGRAM, webUnderTest, type WebUnderTest } from './support';

const SYSTEM: Caller = { actor: 'system', scope: EVERYWHERE, via: 'cli' };

describe('applications and the ladder over the JSON API', () => {
  let web: WebUnderTest;
  let authorization: string;
  beforeAll(async () => {
    web = await webUnderTest();
    await loadProgram(web);
    const key = await web.parts.office.apiKeys.create(SYSTEM, { name: 'test', role: 'admin' });
    authorization = `Bearer ${key.secret}`;
  });
  afterAll(() => web.close());

  const get = (url: string) => web.app.inject({ url: `/api/v1${url}`, headers: { authorization } });
  const post = (url: string, payload: object) =>
    web.app.inject({ method: 'POST', url: `/api/v1${url}`, headers: { authorization }, payload });

  test('a referral is listed, waits for the person’s word, and is taken in', async () => {
    const { applicationId } = await web.parts.office.applications.refer(
      {
        programId: PROGRAM,
        site: 'kitchener',
        role: 'mentee',
        givenName: 'Eli',
        language: 'en',
        reach: 'voice',
        phone: '519 555 0188',
        consents: [],
        partner: {
          name: 'Lena',
          organisation: 'A shelter',
          email: 'lena@partner.example',
          askedBy: 'Lena',
          agreed: false,
        },
      },
      'api',
    );
    expect((await get('/applications?open=true')).json()).toMatchObject({
      items: [{ id: applicationId, kind: 'referral', status: 'looked-at', partner: { agreed: false } }],
      next: null,
    });
    const refused = await post(`/applications/${applicationId}/accept`, {});
    expect([refused.statusCode, refused.json().code]).toEqual([409, 'ConsentNeeded']);
    const accepted = await post(`/applications/${applicationId}/accept`, { personAgreed: true });
    expect(accepted.json()).toMatchObject({ status: 'accepted' });
    // A number that is to be called is never texted.
    const contacts = await web.parts.database.contactPoint.findMany({ where: { value: '+15195550188' } });
    expect(contacts).toMatchObject([{ channel: 'voice', consentAt: null }]);
    expect((await post(`/applications/${applicationId}/decline`, {})).json().code).toBe('AlreadyDecided');
  });

  test('mentors’ words are asked for, recorded and read', async () => {
    const rosa = await addParticipant(web, { givenName: 'Rosa', phone: '+15195550151' });
    const devon = await addParticipant(web, { givenName: 'Devon', phone: '+15195550152', role: 'mentor' });
    await web.parts.database.journey.updateMany({
      where: { participantId: devon.participantId },
      data: { privileges: ['mentor'] },
    });
    const path = `/participants/${rosa.participantId}/journey`;
    expect((await get(`${path}/peer-words`)).json()).toMatchObject({
      words: [],
      canBeAsked: [{ personId: devon.personId }],
    });
    const stranger = await post(`${path}/steps/interview/peers`, { peers: [rosa.personId] });
    expect(stranger.json().code).toBe('UnknownPeer');
    const word = { peer: devon.personId, word: 'talk', words: 'Let us sit down together.' };
    expect((await post(`${path}/steps/interview/peer-words`, word)).json().code).toBe('UnknownPeer');
    await openWait(web, {
      key: 'word',
      kind: 'peer-word',
      personId: devon.personId,
      subjectPersonId: rosa.personId,
      journeyId: `j-${rosa.participantId}`,
      details: { step: 'interview' },
    });
    await post(`${path}/steps/interview/peer-words`, word);
    expect((await get(`${path}/peer-words`)).json().words).toMatchObject([
      { step: 'interview', word: 'talk', words: 'Let us sit down together.' },
    ]);
    const unsaid = await post(`${path}/steps/interview/undo`, { reason: ' ' });
    expect(unsaid.json().code).toBe('ReasonNeeded');
  });

  test('what somebody agreed to is recorded from paper, in the words that are in use', async () => {
    const ana = await addParticipant(web, { givenName: 'Ana', phone: '+15195550153' });
    const path = `/participants/${ana.participantId}/consents`;
    const { guidelines } = (await get(path)).json() as { guidelines: string };
    expect((await post(`${path}/guidelines`, { version: 'older' })).json().code).toBe('WordsChanged');
    const kept = await post(`${path}/guidelines`, { version: guidelines });
    expect(kept.json()).toMatchObject({
      askAgain: false,
      history: [{ what: 'guidelines', version: guidelines, how: 'paper' }],
    });
  });
});
