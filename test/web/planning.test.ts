import type { Browser } from 'playwright-core';
import { atOddsWithAxe, faultsOf, LANGUAGES, openBrowser, openPage, takePicture } from './looking';
import {
  addParticipant,
  addStaff,
  form,
  loadProgram,
  openWait,
  personalLink,
  PROGRAM,
  signIn,
  SITE,
  webUnderTest,
  type WebUnderTest,
} from './support';

/** Planning, the board, safety plans and evidence as staff and peers meet them. */
describe('planning on the console', () => {
  let web: WebUnderTest;
  let browser: Browser;
  let address: string;
  let cookie: string;
  const made = { participantId: '', personId: '', other: '', shiftId: '', token: '', chain: '', left: '' };
  const at = (hours: number) => new Date(web.clock.at.getTime() + hours * 3_600_000);

  beforeAll(async () => {
    browser = await openBrowser();
    web = await webUnderTest({ config: { publicUrl: 'http://localhost' } });
    address = await web.app.listen({ port: 0, host: '127.0.0.1' });
    await loadProgram(web);
    const { personId: maya } = await addStaff(web, {
      email: 'maya@example.org',
      grants: [{ role: 'admin' }],
    });
    cookie = await signIn(web, 'maya@example.org');
    const noor = await addParticipant(web);
    const devon = await addParticipant(web, { givenName: 'Devon', phone: '+15195550112' });
    Object.assign(made, noor, { other: devon.participantId });
    const shift = {
      programId: PROGRAM,
      siteId: SITE,
      startsWall: '2026-03-02T08:00',
      endsWall: '2026-03-02T13:00',
      zone: 'America/Toronto',
      startsAt: at(-2),
      endsAt: at(3),
      zoneRules: 'test',
      status: 'running',
      createdBy: 'account:maya',
      createdAt: at(-24),
    };
    await web.parts.database.shift.create({
      data: {
        ...shift,
        id: 's1',
        peers: {
          create: [noor, devon].map((one) => ({ ...one, addedAt: at(-24) })),
        },
      },
    });
    made.shiftId = 's1';
    const wait = (key: string, personId: string, more: object) =>
      openWait(web, { key, kind: 'start-of-shift', personId, shiftId: 's1', ...more });
    await wait('late', noor.personId, { dueAt: at(-2) });
    await wait('done', devon.personId, {
      dueAt: at(-2),
      closedAt: at(-1.9),
      outcome: 'ok',
      closedBy: `person:${devon.personId}`,
    });
    await openWait(web, {
      key: 'offer',
      kind: 'shift-offer',
      personId: devon.personId,
      shiftId: 's1',
      dueAt: at(2),
    });
    await web.parts.database.escalation.create({
      data: {
        id: 'escalation-s1-start',
        kind: 'missed-start',
        programId: PROGRAM,
        siteId: SITE,
        subjectPersonId: noor.personId,
        shiftId: 's1',
        status: 'open',
        level: 0,
        chain: [{ id: 'supervisor', channels: ['sms'], people: [maya] }],
        code: 'K42',
        raisedAt: at(-1.5),
      },
    });
    const event = (key: string, kind: string, hours: number, more: object) =>
      web.parts.database.event.create({
        data: {
          key,
          kind,
          programId: PROGRAM,
          siteId: SITE,
          actor: 'system',
          data: {},
          at: at(hours),
          ...more,
        },
      });
    await event('done/answered', 'shift-check-in', -1.9, {
      shiftId: 's1',
      personId: devon.personId,
      actor: `person:${devon.personId}`,
      data: { wait: 'start-of-shift', answer: 'ok', via: 'sms' },
    });
    await event('late/missed', 'shift-missed', -1.5, { shiftId: 's1', personId: noor.personId });
    await event('cov', 'coverage-gap', -6, { shiftId: 's1', data: { gaps: 'second' } });
    await event('e1', 'escalation-raised', -1.5, {
      escalationId: 'escalation-s1-start',
      data: { kind: 'missed-start' },
    });
    await event('e2', 'escalation-level-told', -1.5, {
      escalationId: 'escalation-s1-start',
      data: { level: 'second', people: 0 },
    });
    await openWait(web, {
      key: 'ack',
      kind: 'escalation-acknowledgement',
      owedBy: 'staff',
      personId: noor.personId,
      escalationId: 'escalation-s1-start',
    });
    made.token = await personalLink(web, { personId: devon.personId, waitKey: 'offer' });
    made.chain = await personalLink(web, { personId: maya, waitKey: 'ack' });
  });
  afterAll(async () => {
    await browser.close();
    await web.close();
  });

  const post = (url: string, fields: Record<string, string> | [string, string][], unanswered?: string) =>
    web.app.inject({
      method: 'POST',
      url,
      headers: {
        'sec-fetch-site': 'same-origin',
        accept: 'text/html',
        cookie: unanswered ? `${cookie}; unanswered=${unanswered}` : cookie,
        ...form,
      },
      payload: new URLSearchParams(fields).toString(),
    });
  const get = (url: string) => web.app.inject({ url, headers: { accept: 'text/html', cookie } });

  const pages = () => [
    '/shifts/board',
    '/shifts/plan',
    '/shifts/s1',
    ...(made.left ? [`/shifts/${made.left}`] : []),
    `/people/${made.participantId}`,
    `/people/${made.participantId}/safety-plan`,
    '/escalations/escalation-s1-start',
    '/evidence?place=kwmunity.kitchener&from=2026-03-01&until=2026-03-02',
    `/p/${made.token}`,
    `/p/${made.chain}`,
  ];

  test('a safety plan is agreed on its form, comes back with what is wrong, and stands where it is needed', async () => {
    const fields = {
      'name-0': 'Maya Okafor',
      'relation-0': 'sister',
      'phone-0': '519 555 0144',
      'note-0': 'works nights',
      'police-when': 'ask-contact-first',
      'ambulance-when': 'after',
      'ambulance-minutes': '10',
      duress: 'STOP',
      notes: 'Lives above the bakery.',
      language: 'en',
    };
    const path = `/people/${made.participantId}/safety-plan`;
    const wrong = await post(path, fields);
    expect(wrong.statusCode).toBe(409);
    expect(wrong.body).toContain('phone company');
    expect(wrong.body).toContain('Maya Okafor');
    expect((await post(path, { ...fields, duress: 'say hi to auntie Rose' })).statusCode).toBe(303);
    expect((await get('/escalations/escalation-s1-start')).body).toContain('after 10 min without an answer');
    const onChain = await web.app.inject({ url: `/p/${made.chain}` });
    expect(onChain.body).toContain('Maya Okafor');
    expect(onChain.body).not.toContain('auntie Rose');
    expect((await get(`/people/${made.other}`)).body).toContain('no safety plan');
  });

  test('the board has the late one on top and says that the chain has a gap', async () => {
    const { body } = await get('/shifts/board');
    expect(body.indexOf('Noor Haddad')).toBeLessThan(body.indexOf('Devon Haddad'));
    expect(body).toContain('>gap<');
  });

  test('shifts are planned by pattern and by pasted rows; what was refused says why', async () => {
    const fields: [string, string][] = [
      ['site', SITE],
      ['weekdays', 'friday'],
      ['starts', '22:00'],
      ['ends', '06:00'],
      ['from', '2026-03-06'],
      ['until', '2026-03-13'],
      ['peers', made.participantId],
      ['mode', 'offer'],
    ];
    expect((await post('/shifts/plan', fields)).body).toContain('2 shifts planned');
    expect((await post('/shifts/plan', fields)).body).toContain('2 were there already');
    const night = fields.filter(
      ([name]) => !['weekdays', 'starts', 'ends', 'from', 'until'].includes(name ?? ''),
    );
    const spring = await post('/shifts/plan', [
      ...night,
      ['weekdays', 'sunday'],
      ['starts', '02:30'],
      ['ends', '06:00'],
      ['from', '2026-03-08'],
      ['until', '2026-03-08'],
    ]);
    const says = 'The start: the clocks jump over this time that night';
    expect(spring.body).toContain(says);
    const page = /href="(\/shifts\/[^"/]+)">\s*2026-03-08/.exec(spring.body)?.[1] ?? '';
    expect((await get(page)).body).toContain(says);
    const csv = `site,starts,ends,peers\nkitchener,2026-03-06 23:00,23:30,nobody\nkitchener,2026-03-20 09:00,12:00,${made.other}`;
    const { body } = await post('/shifts/plan/import', { csv });
    expect(body).toContain('1 shift planned');
    expect(body).toContain('Row 2');
    const french = await post('/shifts/plan/import?lang=fr', { csv: csv.replace('kitchener', 'nowhere') });
    expect(french.body).toContain('« nowhere » n’est pas un de vos sites');
  });

  test('mistakes in a file of shifts are read on a telephone, in French', async () => {
    const page = await openPage(browser, address, { cookie, language: 'fr', width: 390 });
    await page.goto(`${address}/shifts/plan?lang=fr`);
    await page
      .locator('[name=csv]')
      .fill(
        [
          'site,starts,ends,peers,mode',
          `nowhere,2026-03-25 09:00,12:00,${made.other},assign`,
          `kitchener,2026-03-20 9h,12:00,${made.other},assign`,
          'kitchener,2026-03-21 09:00,12:00,,assign',
          `kitchener,2026-03-22 09:00,12:00,${made.other},perhaps`,
        ].join('\n'),
      );
    await page.locator('form[action="/shifts/plan/import"] button').click();
    await page.getByText('« nowhere »').waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    expect(await atOddsWithAxe(page)).toEqual([]);
    await takePicture(page, 'plan mistakes fr phone');
    // Nothing of what was pasted is lost: it is mended where it stands.
    const rows = page.locator('[name=csv]');
    const pasted = await rows.inputValue();
    expect(pasted).toMatch(/^site,starts,ends,peers,mode\nnowhere,2026-03-25 09:00/);
    await rows.fill(pasted.split('\n').slice(0, 2).join('\n').replace('nowhere', 'kitchener'));
    await page.locator('form[action="/shifts/plan/import"] button').click();
    await page.getByText('1 quart planifié').waitFor();
  });

  test('people are offered a shift, put on it and taken off on its page', async () => {
    const other = await addParticipant(web, { givenName: 'Robin', phone: '+15195550113' });
    await post('/shifts/s1/people/offer', { peer: other.participantId });
    await post('/shifts/s1/people/hand-over', { from: made.other, to: other.participantId });
    await post('/shifts/s1/people/end', {});
    expect(web.asked.slice(-4).map(({ what }) => what)).toEqual([
      'shifts.offer',
      'shifts.handOver',
      // Whoever has handed it over is asked whether they are safe: a shift of their own.
      'shifts.schedule',
      'shifts.shorten',
    ]);
  });

  test('the page of a shift says who has left it, and theirs says so too', async () => {
    const own = await web.parts.database.shift.findFirstOrThrow({ where: { relievedFrom: 's1' } });
    made.left = own.id;
    expect((await get('/shifts/s1')).body).toMatch(new RegExp(`href="/shifts/${own.id}">[^<]+ left at `));
    const page = (await get(`/shifts/${own.id}`)).body;
    expect(page).toContain('They left this shift while it ran');
    expect(page).not.toContain('/people/hand-over');
  });

  test('pressing twice is pressing once: the form names its act, other values are another one', async () => {
    const page = (await get('/shifts/s1')).body;
    const key = /action="\/shifts\/s1\/extend"[^]*?name="key" value="([^"]+)"/.exec(page)?.[1] ?? '';
    expect((await get('/shifts/s1')).body).not.toContain(key);
    const before = web.asked.length;
    for (const minutes of ['30', '30', '45']) await post('/shifts/s1/extend', { key, minutes });
    const [first, second, other] = web.asked
      .slice(before)
      .filter(({ what }) => what === 'shifts.extend')
      .map(({ args }) => args[2] as { key: string });
    expect(first?.key).toHaveLength(64);
    expect(second).toEqual(first);
    expect(other?.key).not.toBe(first?.key);
    // What was not answered is the same act when the next page sends it again, and no longer once it is answered.
    const sent = async (name: string, unanswered?: string) => {
      const answer = await post('/shifts/s1/extend', { key: name, minutes: '20' }, unanswered);
      return {
        act: (web.asked.at(-1)?.args[2] as { key: string } | undefined)?.key,
        unanswered: answer.cookies.find((one) => one.name === 'unanswered')?.value,
      };
    };
    web.temporal.away = true;
    const { unanswered } = await sent('page-1');
    web.temporal.away = false;
    const { act, unanswered: left } = await sent('page-2', unanswered);
    expect(left).toBe('');
    expect((await sent('page-1')).act).toBe(act);
    expect((await sent('page-2')).act).not.toBe(act);
    // Two buttons of one form are two acts.
    const { participantId: peer } = await addParticipant(web, { givenName: 'Lou', phone: '+15195550114' });
    for (const act of ['offer', 'add']) await post(`/shifts/s1/people/${act}`, { key, peer });
    const [offered, added] = web.asked.slice(-2).map(({ args }) => args[2] as { key: string });
    expect(offered?.key).not.toBe(added?.key);
  });

  test('a safety plan sent twice is one version, and what is taken off the rota twice is taken off', async () => {
    const { database } = web.parts;
    const { participantId } = await addParticipant(web, { givenName: 'Kim', phone: '+15195550117' });
    const path = `/people/${participantId}/safety-plan`;
    const keyOf = (page: string, action: string) =>
      new RegExp(`action="${action}"[^]*?name="key" value="([^"]+)"`).exec(page)?.[1] ?? '';
    const key = keyOf((await get(path)).body, path);
    const plan = { key, 'police-when': 'never', 'ambulance-when': 'never', language: 'en' };
    for (const _ of [1, 2]) expect((await post(path, plan)).statusCode).toBe(303);
    expect(await database.safetyPlan.count({ where: { participantId } })).toBe(1);

    const entry = {
      id: 'entry',
      programId: PROGRAM,
      level: 'second',
      personId: 'kim',
      zone: 'America/Toronto',
    };
    await database.rotaEntry.create({ data: entry });
    const rota = (await get(`/rota?place=${PROGRAM}`)).body;
    const remove = { key: keyOf(rota, '/rota/remove'), place: PROGRAM, id: 'entry' };
    for (const _ of [1, 2]) expect((await post('/rota/remove', remove)).statusCode).toBe(303);
    expect(await database.event.count({ where: { kind: 'rota-changed' } })).toBe(1);
  });

  test('a peer declines on their page without a reason, and says where they would rather not work', async () => {
    const path = `/p/${made.token}`;
    await post(path, [
      ['act', 'boundaries'],
      ['sites', SITE],
    ]);
    expect(await web.parts.database.siteExclusion.findMany()).toMatchObject([{ siteId: SITE }]);
    await post(path, { wait: 'offer', act: 'decline' });
    expect(web.asked.at(-1)).toMatchObject({
      what: 'shifts.answerOffer',
      args: ['s1', { answer: 'decline' }, {}],
    });
  });

  test('whoever owes a first shift beside an experienced peer can be chosen on every form, and is marked', async () => {
    const { database } = web.parts;
    const learner = await addParticipant(web, { givenName: 'Sky', phone: '+15195550115' });
    const experienced = await addParticipant(web, { givenName: 'Alex', phone: '+15195550116' });
    await database.journey.updateMany({
      where: { participantId: learner.participantId },
      data: { privileges: [] },
    });
    expect((await get('/shifts/new')).body).not.toContain('Sky Haddad');
    const { personId } = learner;
    await openWait(web, { key: 'shadow', kind: 'shadow-shift', owedBy: 'staff', personId });
    for (const path of ['/shifts/new', '/shifts/plan', '/shifts/s1']) {
      const english = (await get(path)).body;
      expect(english).toContain('Sky Haddad (first shift, beside an experienced peer)');
      expect(english).not.toContain('Alex Haddad (');
      expect((await get(`${path}?lang=fr`)).body).toContain('(premier quart, avec un pair chevronné)');
    }
    const answer = await post('/shifts', [
      ['site', SITE],
      ['date', '2026-03-28'],
      ['starts', '09:00'],
      ['ends', '12:00'],
      ['peers', learner.participantId],
      ['peers', experienced.participantId],
      ['key', 'first-shift'],
    ]);
    expect(answer.statusCode).toBe(303);
  });

  test('evidence can be taken along as a table', async () => {
    const answer = await get('/evidence.csv?place=kwmunity.kitchener&from=2026-03-01&until=2026-03-02');
    expect(answer.headers['content-type']).toContain('text/csv');
    expect(answer.body).toContain('missed');
  });

  test('the API plans, agrees and accounts the same way', async () => {
    const { secret } = await web.parts.office.apiKeys.create(
      { actor: 'account:maya', scope: [{ role: 'admin' }], via: 'cli' },
      { name: 'test', role: 'admin' },
    );
    const api = (method: 'GET' | 'POST', url: string, payload?: object) =>
      web.app.inject({
        method,
        url: `/api/v1${url}`,
        headers: { authorization: `Bearer ${secret}` },
        ...(payload ? { payload } : {}),
      });
    expect((await api('GET', '/shifts/board')).json()).toMatchObject({
      items: [{ name: 'Noor Haddad' }, {}],
    });
    expect((await api('GET', `/participants/${made.participantId}/safety-plan`)).json()).toMatchObject({
      plan: { version: 1, police: { when: 'ask-contact-first' } },
    });
    const evidence = await api('GET', '/evidence?shift=s1');
    expect(evidence.json()).toMatchObject({ shiftId: 's1', figures: { missed: 1 } });
    const plan = await api('POST', '/shifts/plan', {
      site: SITE,
      weekdays: ['monday'],
      starts: '09:00',
      ends: '12:00',
      from: '2026-04-06',
      until: '2026-04-06',
      peers: [made.participantId],
    });
    expect(plan.json()).toMatchObject({ made: [{ startsWall: '2026-04-06T09:00' }], refused: [] });
  });

  test.each(LANGUAGES)(
    'no page has a fault that axe can see, or is wider than a telephone: %s',
    async (language) => {
      const page = await openPage(browser, address, { cookie, language });
      await web.parts.database.person.updateMany({ data: { language } });
      await page.goto(`${address}/?lang=${language}`);
      expect(await faultsOf(page, address, pages(), { name: 'planning', language })).toEqual([]);
    },
  );
});
