import { forgetTemporal } from '../../web/console/view';
import {
  addParticipant,
  addStaff,
  encode,
  form,
  loadProgram,
  openWait,
  PROGRAM,
  signIn,
  SITE,
  webUnderTest,
  type WebUnderTest,
} from './support';

const here = { 'sec-fetch-site': 'same-origin', ...form };

describe('the console', () => {
  let web: WebUnderTest;
  beforeAll(async () => {
    web = await webUnderTest();
  });
  beforeEach(async () => {
    await web.reset();
    await loadProgram(web);
  });
  afterAll(() => web.close());

  async function staff(grants: { role: string; programId?: string; siteId?: string }[]) {
    const email = `s${Math.random()}@example.org`;
    await addStaff(web, { email, grants });
    const cookie = await signIn(web, email);
    return {
      get: (url: string) => web.app.inject({ url, headers: { accept: 'text/html', cookie } }),
      post: (url: string, fields: Record<string, string> = {}) =>
        web.app.inject({
          method: 'POST',
          url,
          headers: { ...here, accept: 'text/html', cookie },
          payload: encode(fields),
        }),
    };
  }
  const escalation = (siteId = SITE, subjectPersonId = 'p', about = 'end') =>
    web.parts.database.escalation.create({
      data: {
        id: `escalation-${siteId}-${about}`,
        kind: 'missed-end',
        programId: PROGRAM,
        siteId,
        subjectPersonId,
        status: 'open',
        level: 0,
        chain: [{ id: 'supervisor', channels: ['sms'], people: [] }],
        code: 'K42',
        raisedAt: web.clock.at,
      },
    });

  const PAGES = [
    '/',
    '/people',
    '/shifts',
    '/shifts/new',
    '/escalations',
    '/rota',
    '/requests',
    '/drills',
    '/matching',
    '/workshops',
    '/people/new',
  ];

  test.each(PAGES)(
    '%s opens for an administrator, in both languages, with the headers that keep it safe',
    async (path) => {
      const admin = await staff([{ role: 'admin' }]);
      for (const lang of ['en', 'fr']) {
        const answer = await admin.get(`${path}?lang=${lang}`);
        expect(answer.statusCode).toBe(200);
        expect(answer.body).toContain(`<html lang="${lang}">`);
        expect(answer.headers['cache-control']).toBe('no-store');
        expect(answer.headers['content-security-policy']).toContain("default-src 'self'");
        expect(answer.headers['content-security-policy']).not.toContain('unsafe');
        expect(answer.body).not.toMatch(/ style=|<script>|<style>|javascript:/);
      }
    },
  );

  test('staff of one site see its people, and nothing of another site, on pages, parts and streams', async () => {
    const hers = await addParticipant(web, { givenName: 'Hers' });
    const other = await addParticipant(web, {
      givenName: 'Elsewhere',
      siteId: 'kwmunity.cambridge',
      phone: '+15195550112',
    });
    const one = await escalation('kwmunity.cambridge', other.personId);
    const sam = await staff([{ role: 'supervisor', programId: PROGRAM, siteId: SITE }]);
    const people = await sam.get('/people');
    expect(people.body).toContain('Hers');
    expect(people.body).not.toContain('Elsewhere');
    expect((await sam.get(`/people/${hers.participantId}`)).statusCode).toBe(200);
    for (const path of [
      `/people/${other.participantId}`,
      `/parts/people/${other.participantId}`,
      `/live/people/${other.participantId}`,
      `/escalations/${one.id}`,
      `/live/escalations/${one.id}`,
    ]) {
      expect((await sam.get(path)).statusCode).toBe(404);
    }
    expect((await sam.post(`/escalations/${one.id}/acknowledge`)).statusCode).toBe(404);
    expect(web.asked).toHaveLength(0);
  });

  test('a viewer sees and cannot act, and is told so', async () => {
    const { participantId } = await addParticipant(web);
    await escalation();
    const viewer = await staff([{ role: 'viewer', programId: PROGRAM }]);
    const page = await viewer.get('/escalations');
    expect(page.body).not.toContain('/acknowledge');
    await viewer.post(`/escalations/escalation-${SITE}-end/acknowledge`);
    await viewer.post(`/people/${participantId}/withdraw`);
    expect(web.asked).toHaveLength(0);
  });

  test('what is late is on top, with who owes it', async () => {
    const { personId } = await addParticipant(web, { givenName: 'Noor' });
    const at = (hours: number) => new Date(web.clock.at.getTime() + hours * 3_600_000);
    await openWait(web, {
      key: 'a',
      kind: 'survey',
      personId,
      dueAt: at(100),
      details: { survey: 'matching' },
    });
    await openWait(web, { key: 'b', kind: 'retention-check-in', personId, dueAt: at(-5) });
    const admin = await staff([{ role: 'admin' }]);
    const { body } = await admin.get('/');
    expect(body).toContain('5 h late');
    expect(body.indexOf('Check-in')).toBeLessThan(body.indexOf('Finding your match'));
    expect(body).toContain('owed by Noor Haddad');
  });

  test('however far ahead shifts are planned, those of today are on the list', async () => {
    const day = 86_400_000;
    const plan = (id: string, days: number) => ({
      ...{ id, programId: PROGRAM, siteId: SITE, startsWall: 'w', endsWall: 'w', zone: 'America/Toronto' },
      ...{ zoneRules: '2026c', status: 'scheduled', createdBy: 'system', createdAt: web.clock.at },
      startsAt: new Date(web.clock.at.getTime() + days * day),
      endsAt: new Date(web.clock.at.getTime() + days * day + 3_600_000),
    });
    await web.parts.database.shift.createMany({
      data: Array.from({ length: 150 }, (_, days) => plan(`planned-${days}`, days)),
    });
    const admin = await staff([{ role: 'admin' }]);
    const { body } = await admin.get('/shifts');
    expect(body).toContain('/shifts/planned-0"');
    expect(body).toContain('/shifts/planned-1"');
  });

  test('an alarm that nobody has stands before those that somebody has, however many', async () => {
    const { personId } = await addParticipant(web);
    const admin = await staff([{ role: 'admin' }]);
    for (let n = 0; n < 105; n++) await escalation(SITE, personId, `taken-${n}`);
    await web.parts.database.escalation.updateMany({ data: { status: 'acknowledged' } });
    const { id } = await escalation(SITE, personId, 'nobodys');
    expect((await admin.get('/escalations')).body).toContain(`/escalations/${id}"`);
  });

  test('of a silent alarm the page offers nobody to call', async () => {
    const { personId, participantId } = await addParticipant(web);
    const { id } = await escalation(SITE, personId);
    const admin = await staff([{ role: 'admin' }]);
    expect((await admin.get(`/escalations/${id}`)).body).toContain('href="tel:');
    await web.parts.database.escalation.update({ where: { id }, data: { kind: 'duress' } });
    expect((await admin.get(`/escalations/${id}`)).body).not.toMatch(/href="(tel|mailto):/);
    // Nor does the page of anything else about the same person, while the silent alarm is up.
    const missed = await escalation(SITE, personId, 'another');
    const { body } = await admin.get(`/escalations/${missed.id}`);
    expect(body).not.toMatch(/href="(tel|mailto):/);
    expect((await admin.get(`/people/${participantId}`)).body).toContain(
      'A silent alarm is up about this person',
    );
    expect(body).toContain('A silent alarm is up about this person');
    await web.parts.database.escalation.update({ where: { id }, data: { status: 'resolved' } });
    expect((await admin.get(`/escalations/${missed.id}`)).body).toContain('href="tel:');
  });

  test('an escalation is resolved only with an outcome', async () => {
    const { personId } = await addParticipant(web);
    const { id } = await escalation(SITE, personId);
    const admin = await staff([{ role: 'admin' }]);
    expect((await admin.post(`/escalations/${id}/resolve`, { outcome: '', note: 'fine' })).statusCode).toBe(
      400,
    );
    expect(web.asked).toHaveLength(0);
    const done = await admin.post(`/escalations/${id}/resolve`, {
      outcome: 'found-safe',
      note: 'Home, phone was empty',
    });
    expect(done.statusCode).toBe(303);
    expect(web.asked).toMatchObject([
      { what: 'escalations.resolve', args: [id, { outcome: 'found-safe' }, {}] },
    ]);
    expect((await web.parts.database.escalation.findUnique({ where: { id } }))?.note).toBe(
      'Home, phone was empty',
    );
  });

  test('a note as long as it may be is kept whole, though the browser sends each of its line ends as two characters', async () => {
    const { personId } = await addParticipant(web);
    const { id } = await escalation(SITE, personId);
    const admin = await staff([{ role: 'admin' }]);
    const note = 'Home.\nSafe.\n'.repeat(400).slice(0, 3_999) + '.';
    const sent = { outcome: 'found-safe', note: note.replaceAll('\n', '\r\n') };
    expect((await admin.post(`/escalations/${id}/resolve`, sent)).statusCode).toBe(303);
    expect((await web.parts.database.escalation.findUnique({ where: { id } }))?.note).toBe(note);
  });

  test('a form with a character that cannot be kept is answered with why', async () => {
    const { personId } = await addParticipant(web);
    const { id } = await escalation(SITE, personId);
    const admin = await staff([{ role: 'admin' }]);
    const answer = await admin.post(`/escalations/${id}/resolve`, { outcome: 'found-safe', note: 'Ho\0me' });
    expect(answer.statusCode).toBe(400);
    expect(answer.body).toContain('cannot be kept');
    expect(web.asked).toEqual([]);
  });

  test('an act that cannot be carried out comes back to its page and says why', async () => {
    const { participantId } = await addParticipant(web);
    const admin = await staff([{ role: 'admin' }]);
    web.temporal.away = true;
    const answer = await admin.post(`/people/${participantId}/pause`);
    expect(answer.statusCode).toBe(303);
    expect(answer.headers.location).toBe(`/people/${participantId}`);
    expect(answer.cookies.map(({ name }) => name)).toContain('said');
  });

  test('every page stands while Temporal is away, and says that it is', async () => {
    const { participantId } = await addParticipant(web);
    const admin = await staff([{ role: 'admin' }]);
    web.temporal.away = true;
    await admin.get('/');
    forgetTemporal(web.parts);
    await admin.get('/');
    for (const path of [...PAGES, `/people/${participantId}`])
      expect((await admin.get(path)).statusCode).toBe(200);
    expect((await admin.get('/')).body).toContain('Temporal cannot be reached');
  });

  test('whom a form was wrong for keeps what was typed', async () => {
    const admin = await staff([{ role: 'admin' }]);
    const answer = await admin.post('/people', {
      place: `${PROGRAM}|kitchener`,
      role: 'mentee',
      givenName: 'Ana',
      language: 'fr',
      detail: 'basic',
      phone: '12',
      prefers: 'sms',
    });
    expect(answer.statusCode).toBe(409);
    expect(answer.body).toContain('value="Ana"');
    expect(answer.body).toContain('This phone number is too short');
    expect(await web.parts.database.person.count({ where: { givenName: 'Ana' } })).toBe(0);
  });

  test('what a person wrote is shown as text, never as part of the page', async () => {
    const { participantId, personId } = await addParticipant(web, {
      givenName: '<img src=x onerror=alert(1)>',
    });
    await web.parts.database.inbound.create({
      data: {
        id: 'SM1',
        channel: 'sms',
        from: '+1',
        to: '+2',
        body: '<script>alert(1)</script>',
        receivedAt: web.clock.at,
        status: 'done',
        personId,
      },
    });
    const admin = await staff([{ role: 'admin' }]);
    const { body } = await admin.get(`/people/${participantId}`);
    expect(body).not.toContain('<script>alert');
    expect(body).not.toContain('<img src=x');
    expect(body).toContain('&lt;script>alert(1)');
  });

  test('a personal link in a message is not shown to staff, and a viewer sees no messages at all', async () => {
    const { participantId, personId } = await addParticipant(web);
    await web.parts.database.messageIntent.create({
      data: {
        key: 'k',
        personId,
        template: 'personal-link',
        refs: {},
        urgency: 'notice',
        channels: [],
        programId: PROGRAM,
        status: 'sent',
        at: web.clock.at,
        deliveries: {
          create: {
            id: 'd',
            channel: 'sms',
            address: '+15195550111',
            attempt: 1,
            status: 'sent',
            token: 't',
            body: `Your link: https://circle.example/p/${'x'.repeat(43)} bye`,
            at: web.clock.at,
            startedAt: web.clock.at,
          },
        },
      },
    });
    const admin = await staff([{ role: 'admin' }]);
    const { body } = await admin.get(`/people/${participantId}`);
    expect(body).toContain('Your link: https://circle.example/p/…');
    expect(body).not.toContain('xxxxxxxxxx');
    const viewer = await staff([{ role: 'viewer' }]);
    expect((await viewer.get(`/people/${participantId}`)).body).not.toContain('Your link');
  });

  test('a task for staff is done once a human says so, and the ledger says who', async () => {
    const { participantId, personId } = await addParticipant(web);
    await openWait(web, {
      key: 'j/task/silence',
      kind: 'staff-task',
      owedBy: 'staff',
      personId: null as never,
      subjectPersonId: personId,
      details: { reason: 'silence' },
    });
    const admin = await staff([{ role: 'admin' }]);
    await admin.post(`/people/${participantId}/task`, { key: 'j/task/silence' });
    await admin.post(`/people/${participantId}/task`, { key: 'j/task/silence' });
    expect(await web.parts.database.wait.findUnique({ where: { key: 'j/task/silence' } })).toMatchObject({
      outcome: 'done',
    });
    const events = await web.parts.database.event.findMany({ where: { kind: 'staff-task-closed' } });
    expect(events).toHaveLength(1);
    expect(events[0]?.actor).toMatch(/^account:/);
  });

  test('another number is taken down on the page, and one that is none comes back with what would be right', async () => {
    const { participantId, personId } = await addParticipant(web);
    const coordinator = await staff([{ role: 'coordinator' }]);
    const change = (value: string) =>
      coordinator.post(`/people/${participantId}/contact`, { channel: 'voice', value, keep: 'yes' });
    expect((await change('519 555 0170')).statusCode).toBe(303);
    expect(
      await web.parts.database.contactPoint.findFirst({ where: { personId, channel: 'voice' } }),
    ).toMatchObject({ value: '+15195550170', unusableCode: null });
    await change('12');
    expect((await coordinator.get(`/people/${participantId}`)).body).toContain('tel:+15195550170');
    const viewer = await staff([{ role: 'viewer' }]);
    expect((await viewer.get(`/people/${participantId}`)).body).not.toContain('new-contact');
  });

  test('there is no phones page without the embedded doubles', async () => {
    const admin = await staff([{ role: 'admin' }]);
    expect((await admin.get('/phones')).statusCode).toBe(404);
  });
});
