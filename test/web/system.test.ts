import type { Browser } from 'playwright-core';
import { faultsOf, LANGUAGES, openBrowser, openPage } from './looking';
import {
  addStaff,
  encode,
  form,
  loadProgram,
  PROGRAM,
  signIn,
  SITE,
  webUnderTest,
  type WebUnderTest,
} from './support';

describe('how the system itself is doing', () => {
  let web: WebUnderTest;
  beforeAll(async () => {
    web = await webUnderTest({ config: { publicUrl: 'http://localhost' } });
    await loadProgram(web);
    await addStaff(web, { email: 'maya@example.org', grants: [{ role: 'admin' }] });
    await addStaff(web, { email: 'vera@example.org', grants: [{ role: 'viewer', programId: PROGRAM }] });
    await addStaff(web, {
      email: 'cora@example.org',
      grants: [{ role: 'coordinator', programId: PROGRAM, siteId: SITE }],
    });
    const at = (minutes: number) => new Date(web.clock.at.getTime() + minutes * 60_000);
    const finding = (key: string, kind: string, more: object = {}) => ({
      key,
      kind,
      severity: 'safety',
      programId: PROGRAM,
      siteId: SITE,
      details: {},
      firstSeenAt: at(-42),
      lastSeenAt: at(-1),
      ...more,
    });
    await web.parts.database.auditFinding.createMany({
      data: [
        finding('shift-unwatched:shift-1', 'shift-unwatched', { shiftId: 's1', alertedAt: at(-42) }),
        finding('alarms-unsent:x', 'alarms-unsent', { count: 3, mendedAt: at(-1), siteId: null }),
        finding('path-stuck:j', 'path-stuck', { severity: 'care', alertedAt: at(-3), siteId: null }),
        finding('shift-not-started:s', 'shift-not-started', { mendedAt: at(-10), resolvedAt: at(-8) }),
        finding('zone-rules-stale:2025c', 'zone-rules-stale', {
          programId: null,
          siteId: null,
          alertedAt: at(-1),
        }),
      ],
    });
    await web.parts.database.auditRun.create({
      data: {
        id: 'run',
        at: at(-1),
        satisfied: false,
        open: 4,
        mended: 0,
        askedRuns: true,
        zoneRules: '2025c',
        zoneRulesOk: false,
        heartbeat: 'withheld',
      },
    });
  });
  afterAll(() => web.close());

  const page = async (email: string, url = '/system') => {
    const cookie = await signIn(web, email);
    return await web.app.inject({ url, headers: { cookie, accept: 'text/html' } });
  };

  test('an administrator reads what is open, since when, and that the outside switch was not told', async () => {
    const answer = await page('maya@example.org');
    expect(answer.statusCode).toBe(200);
    for (const words of [
      'A shift was no longer watched',
      'Alerts are not going out',
      'A path stands still',
      'Not satisfied',
      'not told: something is open',
      'Look now',
      'Webhooks that the carrier did not sign',
    ])
      expect(answer.body).toContain(words);
    expect((await page('maya@example.org', '/system?lang=fr')).body).toContain('Un quart n’était plus suivi');
  });

  test('every page says that times may be wrong for as long as the zone rules are stale', async () => {
    expect((await page('vera@example.org', '/')).body).toContain(
      'time zone rules of this release are out of date',
    );
  });

  test('the page of a shift whose times are doubtful says so, and what to do', async () => {
    const at = web.clock.at;
    await web.parts.database.shift.create({
      data: {
        id: 's1',
        programId: PROGRAM,
        siteId: SITE,
        startsWall: '2026-03-02T13:00',
        endsWall: '2026-03-02T17:00',
        zone: 'America/Toronto',
        startsAt: at,
        endsAt: new Date(at.getTime() + 3_600_000),
        zoneRules: '2025c',
        status: 'scheduled',
        createdBy: 'system',
        createdAt: at,
      },
    });
    expect((await page('maya@example.org', '/shifts/s1')).body).not.toContain(
      'times of this shift may be wrong',
    );
    await web.parts.database.auditFinding.create({
      data: {
        key: 'shift-times-doubtful:shift-s1',
        kind: 'shift-times-doubtful',
        severity: 'safety',
        programId: PROGRAM,
        siteId: SITE,
        shiftId: 's1',
        details: {},
        firstSeenAt: at,
        lastSeenAt: at,
      },
    });
    expect((await page('maya@example.org', '/shifts/s1')).body).toContain('times of this shift may be wrong');
  });

  test('a coordinator sees the findings of their own places, a viewer neither page nor menu', async () => {
    const coordinator = await page('cora@example.org');
    expect(coordinator.body).toContain('A shift was no longer watched');
    expect(coordinator.body).not.toContain('A path stands still');
    expect(coordinator.body).not.toContain('Look now');
    expect((await page('vera@example.org')).statusCode).toBe(403);
    expect((await page('vera@example.org', '/')).body).not.toContain('href="/system"');
  });

  test('the API gives the same to a key that may see it', async () => {
    const caller = { actor: 'account:x', scope: [{ role: 'admin' }], via: 'cli' } as const;
    const key = await web.parts.office.apiKeys.create(caller, { name: 'dashboard', role: 'admin' });
    const headers = { authorization: `Bearer ${key.secret}` };
    const answer = await web.app.inject({ url: '/api/v1/system', headers });
    expect(answer.statusCode).toBe(200);
    const body = answer.json<{ satisfied: boolean; findings: { kind: string }[] }>();
    expect(body.satisfied).toBe(false);
    expect(body.findings.map(({ kind }) => kind)).toContain('shift-unwatched');
    const viewer = await web.parts.office.apiKeys.create(caller, { name: 'reader', role: 'viewer' });
    const refused = await web.app.inject({
      url: '/api/v1/system',
      headers: { authorization: `Bearer ${viewer.secret}` },
    });
    expect(refused.statusCode).toBe(403);
  });

  describe('in a browser', () => {
    let browser: Browser;
    let address: string;
    beforeAll(async () => {
      browser = await openBrowser();
      address = await web.app.listen({ port: 0, host: '127.0.0.1' });
    });
    afterAll(() => browser.close());

    test.each(LANGUAGES)(
      'the page has no fault that axe can see, and fits a telephone: %s',
      async (language) => {
        const cookie = await signIn(web, 'maya@example.org');
        const tab = await openPage(browser, address, { cookie, language });
        const paths = [`/system?lang=${language}`];
        expect(await faultsOf(tab, address, paths, { name: 'system', language })).toEqual([]);
      },
    );
  });

  test('a look can be asked for by hand', async () => {
    const cookie = await signIn(web, 'maya@example.org');
    const before = await web.parts.database.auditRun.count();
    const answer = await web.app.inject({
      method: 'POST',
      url: '/system/look',
      headers: { cookie, 'sec-fetch-site': 'same-origin', ...form },
      payload: encode({}),
    });
    expect(answer.statusCode).toBe(303);
    expect(await web.parts.database.auditRun.count()).toBe(before + 1);
  });
});

describe('/metrics', () => {
  let web: WebUnderTest;
  beforeAll(async () => {
    web = await webUnderTest();
    await loadProgram(web);
  });
  afterAll(() => web.close());

  const scrape = async () => (await web.app.inject({ url: '/metrics' })).body;

  test('counts what is late, open, unsent and refused, in codes', async () => {
    const at = web.clock.at;
    await web.parts.database.wait.create({
      data: {
        key: 'w',
        kind: 'end-of-shift',
        programId: PROGRAM,
        owedBy: 'participant',
        personId: 'p-secret',
        since: at,
        dueAt: new Date(at.getTime() - 60_000),
      },
    });
    await web.parts.database.messageIntent.create({
      data: {
        key: 'i',
        personId: 'p-secret',
        template: 'shift-end',
        refs: {},
        urgency: 'escalation',
        programId: PROGRAM,
        status: 'pending',
        at: new Date(at.getTime() - 90_000),
      },
    });
    await web.app.inject({
      method: 'POST',
      url: '/carrier/twilio/inbound',
      headers: form,
      payload: encode({
        MessageSid: `SM${'0'.repeat(32)}`,
        From: '+15195550111',
        To: '+15195550100',
        Body: 'ok',
      }),
    });
    const text = await scrape();
    for (const line of [
      'fullcircle_waits_overdue{kind="end-of-shift"} 1',
      'fullcircle_escalations_open{status="unresolved"} 0',
      'fullcircle_intents_pending{urgency="escalation"} 1',
      'fullcircle_intents_oldest_seconds{urgency="escalation"} 90',
      'fullcircle_webhooks_total{what="webhook-forged"} 1',
      'fullcircle_part_up{part="postgresql"} 1',
      'fullcircle_ready 1',
      'fullcircle_zone_rules_current 1',
    ])
      expect(text.split('\n')).toContain(line);
    expect(text).not.toContain('p-secret');
  });

  test('says how the auditor is', async () => {
    await web.parts.office.system.look({ run: 'r', at: web.clock.at.toISOString() as never });
    web.clock.at = new Date(web.clock.at.getTime() + 30_000);
    expect((await scrape()).split('\n')).toEqual(
      expect.arrayContaining([
        'fullcircle_audit_age_seconds 30',
        expect.stringMatching(/^fullcircle_audit_satisfied [01]$/),
      ]),
    );
  });

  test('is not there for the world', async () => {
    const through = await web.app.inject({ url: '/metrics', headers: { 'x-forwarded-for': '10.0.0.1' } });
    expect(through.statusCode).toBe(404);
    const far = await web.app.inject({ url: '/metrics', remoteAddress: '203.0.113.7' });
    expect(far.statusCode).toBe(404);
  });
});
