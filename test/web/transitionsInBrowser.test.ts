import AxeBuilder from '@axe-core/playwright';
import { type Browser, chromium, type Page } from 'playwright-core';
import { EVERYWHERE, type Caller } from '../../office/access';
import { HOW_TO_GET_CHROMIUM } from '../setup/chromium';
import {
  addParticipant,
  addStaff,
  loadProgram,
  openWait,
  PASSWORD,
  personalLink,
  PROGRAM,
  webUnderTest,
  type WebUnderTest,
} from './support';

const ADMIN: Caller = { actor: 'account:admin', scope: EVERYWHERE, via: 'console' };
const DAY = 86_400_000;

describe('transitions, check-ins and a death, in a browser', () => {
  let web: WebUnderTest;
  let browser: Browser;
  let address: string;
  const made = { participantId: '', transition: '', token: '' };

  beforeAll(async () => {
    const executablePath = process.env['FULLCIRCLE_CHROMIUM'];
    if (!executablePath) throw new Error(HOW_TO_GET_CHROMIUM);
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    web = await webUnderTest({ config: { publicUrl: 'http://localhost' } });
    address = await web.app.listen({ port: 0, host: '127.0.0.1' });
    await loadProgram(web);
    await addStaff(web, { email: 'maya@example.org', grants: [{ role: 'admin' }] });
    const noor = await addParticipant(web);
    made.participantId = noor.participantId;
    const at = (days: number) => new Date(web.clock.at.getTime() + days * DAY);
    const { db } = web.database;
    for (const [index, kind] of ['rehabilitation-release', 'housing-change'].entries()) {
      const { transitionId } = await web.parts.office.transitions.report(ADMIN, noor.participantId, {
        kind: kind as 'housing-change',
        ...(index > 0 && { date: '2026-03-20' }),
      });
      await db.transition.update({ where: { id: transitionId }, data: { status: 'open' } });
      await db.transitionContact.createMany({
        data: [
          { contact: 'before', what: 'contact', owedBy: 'staff', status: 'late', dueAt: at(-1), tries: 1 },
          {
            contact: 'hand-over',
            what: 'hand-over',
            owedBy: 'staff',
            status: 'planned',
            dueAt: at(2),
            tries: 0,
          },
          { contact: 'out', what: 'release', owedBy: 'staff', status: 'no-date', dueAt: null, tries: 0 },
          { contact: 'after', what: 'contact', owedBy: 'mentor', status: 'done', dueAt: at(-3), tries: 0 },
        ].map((contact) => ({ ...contact, transitionId })),
      });
      if (index === 0) made.transition = transitionId;
    }
    await openWait(web, {
      key: 'check-in',
      kind: 'retention-check-in',
      personId: noor.personId,
      dueAt: at(1),
    });
    for (const [number, kind] of [
      'check-in-asked',
      'check-in-answered',
      'check-in-asked',
      'check-in-missed',
    ].entries())
      await db.event.create({
        data: {
          key: `e${number}`,
          kind,
          programId: PROGRAM,
          personId: noor.personId,
          journeyId: `j-${noor.participantId}`,
          actor: `person:${noor.personId}`,
          data: { number: number < 2 ? 1 : 2, answer: 'ok', late: false },
          at: at(number - 10),
        },
      });
    made.token = await personalLink(web, { personId: noor.personId, waitKey: 'check-in' });
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await web.close();
  });

  async function signedIn(options: { width?: number; dark?: boolean; lang?: string } = {}): Promise<Page> {
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
    if (options.lang) await page.goto(`${address}/?lang=${options.lang}`);
    return page;
  }

  const pages = () => [
    '/transitions',
    `/transitions/${made.transition}`,
    `/people/${made.participantId}`,
    `/people/${made.participantId}/check-ins`,
    `/people/${made.participantId}/death`,
    `/p/${made.token}`,
  ];

  test.each([
    ['wide and light', {}],
    ['on a phone, dark, in French', { width: 390, dark: true, lang: 'fr' }],
  ])(
    'no page has a fault that axe can see, nor runs out of the screen (%s)',
    async (name, options) => {
      const page = await signedIn(options);
      for (const [index, url] of pages().entries()) {
        await page.goto(address + url);
        for (const more of await page.locator('details').all())
          await more.evaluate((one) => one.setAttribute('open', ''));
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect({ url, violations: violations.map(({ id, nodes }) => [id, nodes[0]?.html]) }).toEqual({
          url,
          violations: [],
        });
        const [inner, scroll] = await page.evaluate<[number, number]>(
          '[window.innerWidth, document.documentElement.scrollWidth]',
        );
        expect({ url, tooWide: scroll > inner }).toEqual({ url, tooWide: false });
        if (process.env['SHOTS'])
          await page.screenshot({
            path: `${process.env['SHOTS']}/${name.slice(0, 4)}-${index}.png`,
            fullPage: true,
          });
      }
      await page.context().close();
    },
    120_000,
  );

  test('a death is asked about twice, and names who tells those close', async () => {
    const page = await signedIn();
    await page.goto(`${address}/people/${made.participantId}`);
    await page.getByRole('link', { name: 'Record that this person has died' }).click();
    await page.getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Record the death' }).click();
    await page.waitForURL(`${address}/people/${made.participantId}`);
    expect(await page.getByText('This person has died').count()).toBeLessThanOrEqual(1);
    expect(web.asked.map(({ what }) => what)).toContain('journeys.recordDeath');
    await page.context().close();
  }, 60_000);
});
