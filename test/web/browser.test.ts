import AxeBuilder from '@axe-core/playwright';
import { type Browser, chromium, type Page } from 'playwright-core';
import { HOW_TO_GET_CHROMIUM } from '../setup/chromium';
import {
  addParticipant,
  addStaff,
  loadProgram,
  openWait,
  PASSWORD,
  personalLink,
  PROGRAM,
  SITE,
  webUnderTest,
  type WebUnderTest,
} from './support';

/** What a person with a browser, a keyboard or a screen reader meets. */
describe('in a browser', () => {
  let web: WebUnderTest;
  let browser: Browser;
  let address: string;
  const made = { participantId: '', token: '', survey: '', escalation: 'escalation-s1-end' };

  beforeAll(async () => {
    const executablePath = process.env['FULLCIRCLE_CHROMIUM'];
    if (!executablePath) throw new Error(HOW_TO_GET_CHROMIUM);
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    // On plain http, as on a newcomer's own machine.
    web = await webUnderTest({ config: { publicUrl: 'http://localhost' } });
    address = await web.app.listen({ port: 0, host: '127.0.0.1' });
    await loadProgram(web);
    await addStaff(web, { email: 'maya@example.org', grants: [{ role: 'admin' }] });
    const noor = await addParticipant(web);
    const at = (hours: number) => new Date(web.clock.at.getTime() + hours * 3_600_000);
    await openWait(web, {
      key: 'survey',
      kind: 'survey',
      personId: noor.personId,
      details: { survey: 'matching' },
      dueAt: at(-30),
    });
    await openWait(web, {
      key: 'check-in',
      kind: 'retention-check-in',
      personId: noor.personId,
      dueAt: at(3),
    });
    await web.parts.database.goal.create({
      data: {
        id: 'g',
        participantId: noor.participantId,
        title: 'A room',
        progress: 40,
        status: 'open',
        createdAt: at(0),
        updatedAt: at(0),
      },
    });
    await web.parts.database.escalation.create({
      data: {
        id: made.escalation,
        kind: 'missed-end',
        programId: PROGRAM,
        siteId: SITE,
        subjectPersonId: noor.personId,
        status: 'open',
        level: 0,
        chain: [{ id: 'supervisor', channels: ['sms'], people: [] }],
        code: 'K42',
        raisedAt: at(-1),
      },
    });
    await web.parts.database.event.create({
      data: {
        key: 'e',
        kind: 'escalation-raised',
        programId: PROGRAM,
        siteId: SITE,
        personId: noor.personId,
        escalationId: made.escalation,
        actor: 'system',
        data: { kind: 'missed-end' },
        at: at(-1),
      },
    });
    made.participantId = noor.participantId;
    made.token = await personalLink(web, { personId: noor.personId, waitKey: 'check-in' });
    made.survey = await personalLink(web, { personId: noor.personId, waitKey: 'survey' });
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

  const pages = () => [
    '/',
    '/people',
    `/people/${made.participantId}`,
    '/people/new',
    '/shifts',
    '/shifts/new',
    '/escalations',
    `/escalations/${made.escalation}`,
    '/matching',
    '/workshops',
    `/p/${made.token}`,
    `/p/${made.survey}`,
    '/p/unknown-unknown-unknown-unknown',
  ];

  test.each([
    ['light', false],
    ['dark', true],
  ])(
    'no page has a fault that axe can see (%s)',
    async (_name, dark) => {
      const page = await signedIn({ dark });
      for (const path of pages()) {
        await page.goto(address + path);
        const axe = new AxeBuilder({ page });
        // In the dark only the colours are different.
        const { violations } = await (dark ? axe.withRules(['color-contrast']) : axe).analyze();
        const found = violations.map(
          ({ id, nodes }) => `${path}: ${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
        );
        expect(found).toEqual([]);
      }
      await page.goto(`${address}/signin?out`);
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
      await page.context().close();
    },
    120_000,
  );

  test('no page is wider than a telephone, and none breaks the rules of what may run', async () => {
    const page = await signedIn({ width: 390 });
    const complaints: string[] = [];
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    for (const path of pages().slice(0, -1)) {
      await page.goto(`${address}${path}`);
      const over = await page.evaluate(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      expect({ path, over }).toEqual({ path, over: 0 });
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  }, 60_000);

  test('the keyboard alone gets past the menu and into the list', async () => {
    const page = await signedIn();
    await page.goto(`${address}/people`);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    for (let i = 0; i < 20; i++) {
      await page.keyboard.press('Tab');
      if (await page.evaluate('document.activeElement.textContent === "Noor Haddad"')) break;
    }
    await page.keyboard.press('Enter');
    await page.waitForURL(`${address}/people/${made.participantId}`);
    await page.context().close();
  }, 30_000);

  test('a page shows what has just happened without being loaded again', async () => {
    const page = await signedIn();
    await page.goto(`${address}/people/${made.participantId}`);
    const { personId } = await web.parts.database.participant.findUniqueOrThrow({
      where: { id: made.participantId },
    });
    const happens = async () => {
      await web.parts.database.event.create({
        data: {
          key: `live${Math.random()}`,
          kind: 'tier-changed',
          programId: PROGRAM,
          siteId: SITE,
          personId,
          actor: 'system',
          data: { to: 'volunteer' },
          at: web.clock.at,
        },
      });
    };
    const tick = setInterval(() => void happens(), 300);
    await page.getByText('Tier: volunteer').first().waitFor({ timeout: 15_000 });
    clearInterval(tick);
    await page.context().close();
  }, 30_000);

  test('a participant answers with scripts switched off', async () => {
    const context = await browser.newContext({
      javaScriptEnabled: false,
      viewport: { width: 390, height: 800 },
    });
    const page = await context.newPage();
    await page.goto(`${address}/p/${made.token}`);
    await page.getByRole('button', { name: 'Not so good' }).click();
    await page.getByText('Thank you for telling us').waitFor();
    expect(web.asked.at(-1)).toMatchObject({ what: 'journeys.answerCheckIn' });
    await context.close();
  }, 30_000);
});
