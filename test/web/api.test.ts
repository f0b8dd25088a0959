import { EVERYWHERE } from '../../office/access';
import {
  addParticipant,
  loadProgram,
  openWait,
  PROGRAM,
  SITE,
  webUnderTest,
  type WebUnderTest,
} from './support';

describe('the JSON API', () => {
  let web: WebUnderTest;
  beforeAll(async () => {
    web = await webUnderTest();
  });
  beforeEach(async () => {
    await web.reset();
    await loadProgram(web);
  });
  afterAll(() => web.close());

  async function key(role: 'admin' | 'coordinator' | 'supervisor' | 'viewer' = 'admin', siteId?: string) {
    const created = await web.parts.office.apiKeys.create(
      { actor: 'system', scope: EVERYWHERE, via: 'cli' },
      { name: 'test', role, ...(siteId ? { programId: PROGRAM, siteId } : {}) },
    );
    return { ...created, authorization: `Bearer ${created.secret}` };
  }
  const get = (url: string, authorization: string) =>
    web.app.inject({ url: `/api/v1${url}`, headers: { authorization } });
  const post = (url: string, authorization: string, payload?: object, headers: Record<string, string> = {}) =>
    web.app.inject({
      method: 'POST',
      url: `/api/v1${url}`,
      headers: { authorization, ...headers },
      ...(payload ? { payload } : {}),
    });

  const ana = {
    program: PROGRAM,
    site: 'kitchener',
    role: 'mentee',
    givenName: 'Ana',
    language: 'fr',
    phone: '519 555 0171',
    consents: ['sms'],
  };

  test('without a key, with a wrong one and with a revoked one nothing opens', async () => {
    const { authorization, id } = await key();
    expect((await web.app.inject({ url: '/api/v1/participants' })).statusCode).toBe(401);
    expect((await get('/participants', 'Bearer fc_wrongwrongwrong')).statusCode).toBe(401);
    expect((await get('/participants', authorization)).statusCode).toBe(200);
    await web.parts.office.apiKeys.revoke({ actor: 'system', scope: EVERYWHERE, via: 'cli' }, id);
    const refused = await get('/participants', authorization);
    expect(refused.statusCode).toBe(401);
    expect(refused.headers['content-type']).toMatch(/application\/problem\+json/);
    expect(refused.json()).toMatchObject({
      status: 401,
      code: 'signed-out',
      detail: expect.stringContaining('Bearer') as string,
    });
  });

  test('a person is added, found by name, and shown', async () => {
    const { authorization } = await key();
    const added = await post('/participants', authorization, ana);
    expect(added.statusCode).toBe(201);
    const { participantId } = added.json<{ participantId: string }>();
    const found = await get('/participants?search=ana', authorization);
    expect(found.json()).toMatchObject({
      items: [{ id: participantId, name: 'Ana', site: SITE, journey: null, waitingFor: [] }],
      next: null,
    });
    const shown = await get(`/participants/${participantId}`, authorization);
    expect(shown.json()).toMatchObject({
      person: { givenName: 'Ana', language: 'fr' },
      contacts: [{ value: '+15195550171', stoppedAt: null }],
    });
    const timeline = await get(`/participants/${participantId}/timeline`, authorization);
    expect(timeline.json<{ items: { kind: string }[] }>().items.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['participant-added', 'consent-given']),
    );
  });

  test('a number that is not used says why, on a person and on an escalation', async () => {
    const { authorization } = await key();
    const { participantId, personId } = await addParticipant(web);
    await web.parts.database.contactPoint.updateMany({
      where: { personId },
      data: { unusableCode: '30005' },
    });
    await web.parts.database.escalation.create({
      data: {
        id: 'escalation-unusable',
        kind: 'help',
        programId: PROGRAM,
        siteId: SITE,
        subjectPersonId: personId,
        status: 'open',
        level: 0,
        chain: [],
        code: 'K7',
        raisedAt: web.clock.at,
      },
    });
    for (const path of [`/participants/${participantId}`, '/escalations/escalation-unusable'])
      expect((await get(path, authorization)).json()).toMatchObject({
        contacts: [{ value: '+15195550111', unusableCode: '30005' }],
      });
  });

  test('a request that does not have the form says field by field what is wrong', async () => {
    const { authorization } = await key();
    const answer = await post('/participants', authorization, {
      ...ana,
      role: 'boss',
      language: undefined,
      extra: 1,
    });
    expect(answer.statusCode).toBe(400);
    const problem = answer.json<{ code: string; errors: { field: string }[] }>();
    expect(problem.code).toBe('invalid-request');
    expect(problem.errors.map(({ field }) => field)).toEqual(
      expect.arrayContaining(['body.role', 'body.language']),
    );
    expect((await post('/participants', authorization, { ...ana, phone: '12' })).json()).toMatchObject({
      status: 409,
      code: 'NotAPhoneNumber',
    });
    const broken = await web.app.inject({
      method: 'POST',
      url: '/api/v1/participants',
      headers: { authorization, 'content-type': 'application/json' },
      payload: '{"program":',
    });
    expect(broken.statusCode).toBe(400);
    expect(broken.headers['content-type']).toMatch(/problem\+json/);
  });

  test('a text with a character that cannot be kept is refused, wherever it stands', async () => {
    const { authorization } = await key();
    for (const answer of [
      await post('/participants', authorization, { ...ana, givenName: 'A\0na' }),
      await get('/participants?search=a%00', authorization),
      await get('/participants/a%00', authorization),
    ]) {
      expect(answer.statusCode).toBe(400);
      expect(answer.json()).toMatchObject({ code: 'character-not-kept' });
    }
    expect(await web.parts.database.participant.count()).toBe(0);
    const deep = await web.app.inject({
      method: 'POST',
      url: '/api/v1/participants',
      headers: { authorization, 'content-type': 'application/json' },
      payload: '['.repeat(100_000) + ']'.repeat(100_000),
    });
    expect(deep.json()).toMatchObject({ status: 400, code: 'invalid-request' });
  });

  test('the same Idempotency-Key is one change with one answer, also when sent twice at once', async () => {
    const { authorization } = await key();
    const again = { 'idempotency-key': 'a0000000-0001' };
    const [one, two] = await Promise.all([
      post('/participants', authorization, ana, again),
      post('/participants', authorization, ana, again),
    ]);
    expect([201, 409]).toContain(one.statusCode);
    expect([201, 409]).toContain(two.statusCode);
    const first = [one, two].find(({ statusCode }) => statusCode === 201);
    const third = await post('/participants', authorization, ana, again);
    expect(third.statusCode).toBe(201);
    expect(third.json()).toEqual(first?.json());
    expect(third.headers['idempotent-replayed']).toBe('true');
    expect(await web.parts.database.participant.count()).toBe(1);

    const other = await post('/participants', authorization, { ...ana, givenName: 'Bo' }, again);
    expect(other.json()).toMatchObject({ status: 422, code: 'idempotency-key-reused' });
    const someoneElse = await key();
    expect(
      (
        await post(
          '/participants',
          someoneElse.authorization,
          { ...ana, givenName: 'Cy', phone: '519 555 0172' },
          again,
        )
      ).statusCode,
    ).toBe(201);
  });

  test('what failed because Temporal was away can be tried again under the same key', async () => {
    const { authorization } = await key();
    const { participantId } = await addParticipant(web);
    const again = { 'idempotency-key': 'pause-once-1' };
    web.temporal.away = true;
    const away = await post(`/participants/${participantId}/journey/pause`, authorization, {}, again);
    expect(away.statusCode).toBe(503);
    expect(away.headers['retry-after']).toBeDefined();
    expect(away.json()).toMatchObject({ code: 'temporal-away' });
    web.temporal.away = false;
    web.temporal.answers['journeys.pause'] = {
      status: 'paused',
      role: 'mentee',
      stage: 'retention',
      since: '2026-03-02T15:00:00.000Z',
      privileges: [],
      steps: [],
      goals: [],
      mentorships: [],
      waitingFor: [],
    };
    const there = await post(`/participants/${participantId}/journey/pause`, authorization, {}, again);
    expect(there.json()).toMatchObject({ status: 'paused' });
    expect(web.asked.at(-1)?.args[2]).toMatchObject({ key: 'pause-once-1' });
  });

  test('a shift is made longer, with a reason where one is needed', async () => {
    const { authorization } = await key();
    await web.parts.database.shift.create({
      data: {
        id: 's1',
        programId: PROGRAM,
        siteId: SITE,
        startsWall: '2026-03-02T08:00',
        endsWall: '2026-03-02T13:00',
        zone: 'America/Toronto',
        startsAt: new Date(web.clock.at.getTime() - 7_200_000),
        endsAt: new Date(web.clock.at.getTime() + 7_200_000),
        zoneRules: 'test',
        status: 'running',
        createdBy: 'account:maya',
        createdAt: web.clock.at,
      },
    });
    const wordy = await post('/shifts/s1/extend', authorization, { minutes: 30, reason: 'x'.repeat(1_001) });
    expect(wordy.statusCode).toBe(400);
    expect(wordy.body).toContain('reason');
    const reason = 'Nobody else could stay';
    await post(
      '/shifts/s1/extend',
      authorization,
      { minutes: 30, reason },
      { 'idempotency-key': 'longer-1' },
    );
    expect(web.asked.at(-1)).toMatchObject({
      what: 'shifts.extend',
      args: ['s1', { minutes: 30 }, { key: 'longer-1' }],
    });
  });

  test('a key for one site opens its people only, and a viewer’s key changes nothing', async () => {
    const hers = await addParticipant(web);
    const other = await addParticipant(web, { siteId: 'kwmunity.cambridge', phone: '+15195550112' });
    const site = await key('coordinator', SITE);
    const list = await get('/participants', site.authorization);
    expect(list.json<{ items: { id: string }[] }>().items.map(({ id }) => id)).toEqual([hers.participantId]);
    expect((await get(`/participants/${other.participantId}`, site.authorization)).statusCode).toBe(404);
    expect(
      (await post(`/participants/${other.participantId}/journey/withdraw`, site.authorization)).statusCode,
    ).toBe(404);
    const viewer = await key('viewer');
    const refused = await post(`/participants/${hers.participantId}/journey/withdraw`, viewer.authorization);
    expect(refused.statusCode).toBe(403);
    expect(web.asked).toHaveLength(0);
  });

  test('a long list comes in pages that neither repeat nor skip anybody', async () => {
    for (let i = 0; i < 7; i++) await addParticipant(web, { givenName: `P${i}`, phone: `+1519555018${i}` });
    const { authorization } = await key();
    const seen: string[] = [];
    let cursor = '';
    for (let page = 0; page < 10; page++) {
      const { items, next } = (
        await get(`/participants?limit=3${cursor && `&cursor=${cursor}`}`, authorization)
      ).json<{ items: { id: string }[]; next: string | null }>();
      seen.push(...items.map(({ id }) => id));
      if (!next) break;
      cursor = next;
    }
    expect(seen).toHaveLength(7);
    expect(new Set(seen).size).toBe(7);
    expect((await get('/participants?cursor=nonsense', authorization)).json()).toMatchObject({
      code: 'cursor-unknown',
    });
  });

  test('a check-in on behalf is recorded once; one for a shift that is over is refused', async () => {
    const noor = await addParticipant(web);
    await web.parts.database.shift.create({
      data: {
        id: 's1',
        programId: PROGRAM,
        siteId: SITE,
        startsWall: '2026-03-02T05:00',
        endsWall: '2026-03-02T10:00',
        zone: 'America/Toronto',
        startsAt: new Date('2026-03-02T10:00:00Z'),
        endsAt: new Date('2026-03-02T15:00:00Z'),
        zoneRules: 'x',
        status: 'running',
        createdBy: 'system',
        createdAt: web.clock.at,
        peers: {
          create: { personId: noor.personId, participantId: noor.participantId, addedAt: web.clock.at },
        },
      },
    });
    await openWait(web, {
      key: `shift-s1/${noor.personId}/end`,
      kind: 'end-of-shift',
      personId: noor.personId,
      shiftId: 's1',
      dueAt: web.clock.at,
    });
    const { authorization } = await key();
    const checkIn = () =>
      post('/shifts/s1/check-ins', authorization, { peer: noor.participantId, answer: 'ok' });
    expect((await checkIn()).json()).toEqual({ outcome: 'recorded', check: 'end-of-shift' });
    expect((await checkIn()).json()).toEqual({ outcome: 'already', check: 'end-of-shift' });
    expect((await get('/shifts/s1', authorization)).json()).toMatchObject({
      peers: [{ checkIns: [{ kind: 'end-of-shift', outcome: 'ok', late: false }] }],
    });

    await web.parts.database.wait.deleteMany();
    await web.parts.database.shift.update({ where: { id: 's1' }, data: { status: 'closed' } });
    const late = await checkIn();
    expect(late.statusCode).toBe(409);
    expect(late.json()).toMatchObject({ code: 'ShiftOver' });
  });

  test('the document describes every route, and what is asked of each', async () => {
    const answer = await web.app.inject({ url: '/api/v1/openapi.json' });
    const document = answer.json<{
      openapi: string;
      paths: Record<string, Record<string, { summary?: string; tags?: string[] }>>;
    }>();
    expect(document.openapi).toBe('3.1.0');
    const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    expect(routes).toEqual(
      expect.arrayContaining([
        'get /api/v1/participants',
        'post /api/v1/participants',
        'get /api/v1/participants/{id}/journey',
        'post /api/v1/participants/{id}/journey/screening-steps',
        'post /api/v1/participants/{id}/journey/reopen',
        'post /api/v1/shifts/{id}/check-ins',
        'post /api/v1/escalations/{id}/resolve',
      ]),
    );
    expect(routes.filter((route) => !route.includes('/api/v1/'))).toEqual([]);
    for (const methods of Object.values(document.paths)) {
      for (const route of Object.values(methods)) expect(route.summary).toBeTruthy();
    }
    expect((await web.app.inject({ url: '/docs/', headers: { accept: 'text/html' } })).statusCode).toBe(200);
  });

  test('what is not there and what is no method of it is said as a problem', async () => {
    const { authorization } = await key();
    expect((await get('/nothing', authorization)).json()).toMatchObject({ status: 404, code: 'not-found' });
    expect((await get('/escalations/none', authorization)).json()).toMatchObject({
      status: 404,
      code: 'not-found',
    });
  });

  test('the rota is read and changed, and says what is wrong with what cannot be', async () => {
    const { authorization } = await key();
    const { personId } = await addParticipant(web);
    const entry = { program: PROGRAM, site: SITE, level: 'supervisor', person: personId };
    const added = await post('/rota/entries', authorization, entry);
    expect(added.statusCode).toBe(201);
    const rota = await get(`/rota?program=${PROGRAM}&site=${SITE}`, authorization);
    expect(rota.json()).toMatchObject({
      zone: 'America/Toronto',
      levels: [
        { level: 'supervisor', now: [{ personId, reachable: true }], stretches: [{ gap: false }] },
        { level: 'second', now: [], stretches: [{ gap: true }] },
        { level: 'manager' },
      ],
      entries: [{ level: 'supervisor', person: { personId } }],
    });
    const refused = await post('/rota/entries', authorization, { ...entry, level: 'boss' });
    expect(refused.statusCode).toBe(409);
    expect(refused.json()).toMatchObject({ code: 'UnknownLevel' });
    const { id } = added.json<{ id: string }>();
    const removed = await web.app.inject({
      method: 'DELETE',
      url: `/api/v1/rota/${id}`,
      headers: { authorization },
    });
    expect(removed.statusCode).toBe(200);
  });

  test('requests are made, listed and taken; a practice is started and reported on', async () => {
    const { authorization } = await key();
    const { participantId, personId } = await addParticipant(web);
    const made = await post('/requests', authorization, { participant: participantId });
    expect(made.statusCode).toBe(201);
    const { requestId } = made.json<{ requestId: string }>();
    expect(web.asked.at(-1)).toMatchObject({ what: 'requests.make', args: [{ requestId, personId }, {}] });
    const listed = await get('/requests?open=true', authorization);
    expect(listed.json()).toMatchObject({ items: [{ id: requestId, status: 'starting', takenBy: null }] });
    const sam = await addParticipant(web, { givenName: 'Sam', phone: '+15195550188' });
    web.temporal.answers['requests.take'] = {
      status: 'taken',
      takenBy: sam.personId,
      dueAt: web.clock.at.toISOString(),
      late: false,
    };
    const taken = await post(`/requests/${requestId}/take`, authorization, { personId: sam.personId });
    expect(taken.json()).toMatchObject({ status: 'taken', takenBy: sam.personId });

    const drill = await post('/drills', authorization, { site: SITE });
    expect(drill.statusCode).toBe(201);
    expect(web.asked.at(-1)).toMatchObject({
      what: 'escalations.raise',
      args: [{ kind: 'drill', siteId: SITE, allLevelsAtOnce: false }, {}],
    });
    const { drillId } = drill.json<{ drillId: string }>();
    expect((await get(`/drills/${drillId}`, authorization)).statusCode).toBe(404);
  });
});
