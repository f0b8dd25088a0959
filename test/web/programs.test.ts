import AxeBuilder from '@axe-core/playwright';
import { readFileSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { EVERYWHERE, type Caller } from '../../office/access';
import { parseDefinition, shippedPrograms } from '../../programs';
import { HOW_TO_GET_CHROMIUM } from '../setup/chromium';
import {
  addParticipant,
  addStaff,
  encode,
  form,
  loadProgram,
  PASSWORD,
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
    const executablePath = process.env['FULLCIRCLE_CHROMIUM'];
    if (!executablePath) throw new Error(HOW_TO_GET_CHROMIUM);
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
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
  }, 60_000);
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

  async function signedIn(width: number, options: { dark?: boolean } = {}): Promise<Page> {
    const context = await browser.newContext({
      viewport: { width, height: 900 },
      colorScheme: options.dark ? 'dark' : 'light',
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    await page.goto(`${address}/signin`);
    await page.getByLabel('Email').fill('maya@example.org');
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(`${address}/`);
    return page;
  }

  test.each([
    [1280, {}, 'en'],
    [390, {}, 'fr'],
    [1280, { dark: true }, 'fr'],
  ] as const)(
    'can be used by everybody, %s pixels wide',
    async (width, options, lang) => {
      const page = await signedIn(width, options);
      for (const url of [
        '/programs',
        `/programs/${PROGRAM}`,
        `/programs/${PROGRAM}/preview?version=${version}`,
      ]) {
        await page.goto(`${address}${url}${url.includes('?') ? '&' : '?'}lang=${lang}`);
        for (const summary of await page.locator('main details > summary').all()) await summary.click();
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
        expect(
          await page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          ),
        ).toBeLessThan(1);
        const shots = process.env['FULLCIRCLE_SHOTS'];
        if (shots)
          await page.screenshot({
            path: `${shots}/${url.replace(/\W+/g, '_')}_${width}_${lang}.png`,
            fullPage: true,
          });
      }
      await page.context().close();
    },
    60_000,
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
