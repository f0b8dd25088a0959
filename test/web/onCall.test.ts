import AxeBuilder from '@axe-core/playwright';
import { type Browser, chromium, type Page } from 'playwright-core';
import { HOW_TO_GET_CHROMIUM } from '../setup/chromium';
import { fillRota } from './onCallTown';
import {
  addStaff,
  loadProgram,
  openWait,
  PASSWORD,
  personalLink,
  PROGRAM,
  webUnderTest,
  type WebUnderTest,
} from './support';

/** The pages of the rota, of requests and of practices, as a person with a browser meets them. */
describe('on call, in a browser', () => {
  let web: WebUnderTest;
  let browser: Browser;
  let address: string;
  let town: Awaited<ReturnType<typeof fillRota>>;

  beforeAll(async () => {
    const executablePath = process.env['FULLCIRCLE_CHROMIUM'];
    if (!executablePath) throw new Error(HOW_TO_GET_CHROMIUM);
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    web = await webUnderTest({ config: { publicUrl: 'http://localhost' } });
    address = await web.app.listen({ port: 0, host: '127.0.0.1' });
    await loadProgram(web);
    await addStaff(web, { email: 'maya@example.org', grants: [{ role: 'admin' }] });
    town = await fillRota(web);
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await web.close();
  });

  async function signedIn(options: { width?: number; dark?: boolean } = {}): Promise<Page> {
    const context = await browser.newContext({
      viewport: { width: options.width ?? 1280, height: 900 },
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

  const pages = () => ['/rota', '/requests', '/drills', '/drills/d1', `/p/${town.token}`];
  /** Forms are folded away until somebody needs them. */
  const unfold = (page: Page) =>
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })");

  test.each([
    ['light', false],
    ['dark', true],
  ])(
    'no page has a fault that axe can see (%s)',
    async (_name, dark) => {
      const page = await signedIn({ dark });
      for (const path of pages()) {
        await page.goto(address + path);
        await unfold(page);
        const axe = new AxeBuilder({ page });
        const { violations } = await (dark ? axe.withRules(['color-contrast']) : axe).analyze();
        const found = violations.map(
          ({ id, nodes }) => `${path}: ${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
        );
        expect(found).toEqual([]);
      }
      await page.context().close();
    },
    120_000,
  );

  test('no page is wider than a telephone, in either language', async () => {
    const page = await signedIn({ width: 390 });
    for (const path of pages().flatMap((one) => [one, `${one}?lang=fr`])) {
      await page.goto(address + path);
      await unfold(page);
      const over = await page.evaluate(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      expect({ path, over }).toEqual({ path, over: 0 });
    }
    await page.context().close();
  }, 60_000);

  test('the rota says who is on call now and where nobody is', async () => {
    const page = await signedIn();
    await page.goto(`${address}/rota`);
    const supervisor = page.getByRole('region', { name: 'supervisor on call' });
    await supervisor.getByText('Now: Priya Raman').waitFor();
    expect(await supervisor.getByText('Gap: nobody can be reached').count()).toBeGreaterThan(0);
    await page.context().close();
  }, 30_000);

  test('somebody is put on call with the form, and the gap is gone', async () => {
    const page = await signedIn();
    await page.goto(`${address}/rota`);
    await page.locator('#add > summary').click();
    await page.locator('#a-person').selectOption(town.helen);
    await page.locator('#a-level').selectOption('supervisor');
    await page.locator('#add button[type=submit]').click();
    await page.getByText('Done.').waitFor();
    expect(await web.parts.database.rotaEntry.count({ where: { personId: town.helen } })).toBe(2);
    await page.context().close();
  }, 30_000);

  test('what cannot be is refused on the page, in words', async () => {
    const page = await signedIn();
    await page.goto(`${address}/rota`);
    await page.locator('#add > summary').click();
    await page.locator('#a-person').selectOption(town.helen);
    await page.locator('#a-start').fill('2026-03-08T02:30');
    await page.locator('#add button[type=submit]').click();
    await page.getByText('The clocks jump over 2026-03-08 02:30 that night').waitFor();
    await page.context().close();
  }, 30_000);

  test('whoever was asked takes a request from the link in their message', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${address}/p/${town.token}`);
    await page.getByRole('heading', { name: /Théo/ }).waitFor();
    await page.getByRole('button', { name: 'I will speak with them' }).click();
    expect(web.asked.at(-1)).toMatchObject({
      what: 'requests.take',
      args: ['r1', { personId: town.olivier }, {}],
    });
    await context.close();
  }, 30_000);

  test('a participant asks for somebody else on their own page, leaves one out, and gives no reason', async () => {
    const token = await personalLink(web, { personId: town.theo.personId });
    await web.parts.database.request.updateMany({
      where: { id: { in: ['r1', 'r2'] } },
      data: { status: 'cancelled' },
    });
    await openWait(web, { key: 'how-are-you', kind: 'retention-check-in', personId: town.theo.personId });
    const context = await browser.newContext({
      javaScriptEnabled: false,
      viewport: { width: 390, height: 800 },
    });
    const page = await context.newPage();
    await page.goto(`${address}/p/${token}`);
    await page.getByText('Speak with another professional').click();
    await page.getByLabel('Priya').check();
    await page.getByRole('button', { name: 'Ask for somebody else' }).click();
    await page.getByText('We look for somebody, and tell you their name.').waitFor();
    expect(web.asked.at(-1)).toMatchObject({
      what: 'requests.make',
      args: [{ personId: town.theo.personId, exclude: [town.priya] }, undefined],
    });
    expect(await page.getByLabel('why').count()).toBe(0);
    await web.parts.database.request.updateMany({
      where: { id: { in: ['r1', 'r2'] } },
      data: { status: 'open' },
    });
    await context.close();
  }, 30_000);

  test('whoever was left out sees nothing of it: not behind a link, not in a list, not as a number', async () => {
    await web.parts.database.request.update({ where: { id: 'r1' }, data: { exclude: [town.olivier] } });
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${address}/p/${town.token}`);
    expect(await page.getByText('Théo').count()).toBe(0);
    await context.close();
    const caller = {
      actor: 'account:olivier',
      scope: [{ role: 'supervisor', programId: PROGRAM }],
      via: 'console',
      personId: town.olivier as never,
    } as const;
    const { requests, standing } = web.parts.office;
    expect((await requests.list(caller)).map(({ id }) => id)).not.toContain('r1');
    expect((await standing.owed(caller, { kind: 'request' })).total).toBe(0);
  }, 30_000);
});
