import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { EVERYWHERE, type Caller } from '../../office/access';
import { parseDefinition, shippedPrograms } from '../../programs';
import { faultsOf, LANGUAGES, openBrowser, openPage } from './looking';
import {
  addParticipant,
  addStaff,
  encode,
  form,
  loadProgram,
  PROGRAM,
  signIn,
  webUnderTest,
  type WebUnderTest,
} from './support';

const MAYA: Caller = { actor: 'account:maya', scope: EVERYWHERE, via: 'console' };

describe('the page of programs', () => {
  let web: WebUnderTest;
  let browser: Browser;
  let address: string;
  let cookie: string;
  let version: string;
  let noor: { personId: string; participantId: string };

  beforeAll(async () => {
    browser = await openBrowser();
    web = await webUnderTest({ config: { publicUrl: 'http://localhost' } });
    address = await web.app.listen({ port: 0, host: '127.0.0.1' });
    await loadProgram(web);
    await addStaff(web, { email: 'maya@example.org', grants: [{ role: 'admin' }] });
    await addStaff(web, { email: 'vic@example.org', grants: [{ role: 'viewer', programId: PROGRAM }] });
    noor = await addParticipant(web);
    const text = readFileSync(
      shippedPrograms().find((path) => path.endsWith(`${PROGRAM}.yaml`)) ?? '',
      'utf8',
    );
    const changed = parseDefinition(
      text
        .replace('cadences: [P1W, P2W]', 'cadences: [P1W, P4W]')
        .replace('maxCaseload: 3', 'maxCaseload: 2'),
      'changed.yaml',
    );
    version = changed.version;
    await web.parts.office.programs.review(MAYA, changed, {
      byPerson: noor.personId,
      says: 'Four weeks is long when nobody else calls.',
      concern: true,
    });
    cookie = await signIn(web, 'maya@example.org');
  });
  afterAll(async () => {
    await browser.close();
    await web.close();
  });

  const get = (url: string, as = cookie) =>
    web.app.inject({ url, headers: { cookie: as, 'accept-language': 'en' } });
  const post = (url: string, payload: Record<string, string>) =>
    web.app.inject({
      method: 'POST',
      url,
      headers: { cookie, 'sec-fetch-site': 'same-origin', ...form },
      payload: encode(payload),
    });

  test('shows the version in use, the one proposed, and what a peer said about it', async () => {
    const list = await get('/programs');
    expect(list.body).toContain('KWMUNITY');
    const page = await get(`/programs/${PROGRAM}`);
    expect(page.body).toContain('Four weeks is long when nobody else calls.');
    expect(page.body).toContain('would change something first');
    expect(page.body).toContain(version.slice(0, 8));
  });

  test('shows who is affected, in plain words, and changes nothing by it', async () => {
    const { body } = await get(`/programs/${PROGRAM}/preview?version=${version}`);
    expect(body).toContain('Check-ins every: 1 week, 4 weeks (was 1 week, 2 weeks)');
    expect(body).toContain('People a mentor walks with at a time: 2 (was 3)');
    expect(body).toContain('Noor Haddad');
    expect(body).toContain('Other times: matching, check-ins');
    const program = await web.parts.database.program.findUniqueOrThrow({ where: { id: PROGRAM } });
    expect(program.version).not.toBe(version);
  });

  test('a viewer sees the versions, and neither previews nor puts to use', async () => {
    const vic = await signIn(web, 'vic@example.org');
    expect((await get(`/programs/${PROGRAM}`, vic)).statusCode).toBe(200);
    expect((await get(`/programs/${PROGRAM}/preview?version=${version}`, vic)).statusCode).toBe(403);
  });

  test.each(LANGUAGES)(
    'no page has a fault that axe can see, or is wider than a telephone: %s',
    async (language) => {
      const of = `/programs/${PROGRAM}`;
      const paths = ['/programs', of, `${of}/preview?version=${version}`];
      const page = await openPage(browser, address, { cookie, language });
      await page.goto(`${address}/?lang=${language}`);
      expect(await faultsOf(page, address, paths, { name: 'programs', language })).toEqual([]);
    },
  );

  test('does not go live while a peer would change something first, and does with a reason that is kept', async () => {
    await post(`/programs/${PROGRAM}/use`, { version });
    const inUse = () => web.parts.database.program.findUniqueOrThrow({ where: { id: PROGRAM } });
    expect((await inUse()).version).not.toBe(version);
    await post(`/programs/${PROGRAM}/use`, { version, reason: 'The pilot ends on Friday' });
    expect((await inUse()).version).toBe(version);
    expect((await get(`/programs/${PROGRAM}`)).body).toContain('The pilot ends on Friday');
  });

  test('keeps a peer’s new word from the page', async () => {
    await post(`/programs/${PROGRAM}/reviews`, { version, person: noor.personId, says: 'Fine for me now.' });
    expect((await get(`/programs/${PROGRAM}`)).body).toContain('Fine for me now.');
  });
});
