import type { Browser, Page } from 'playwright-core';
import { atOddsWithAxe, faultsOf, openBrowser, openPage } from './looking';
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
    browser = await openBrowser();
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
  });
  afterAll(async () => {
    await browser.close();
    await web.close();
  });

  async function signedIn(): Promise<Page> {
    const page = await openPage(browser, address);
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
  ];

  test('no page has a fault that axe can see, is wider than a telephone, or breaks the rules of what may run', async () => {
    const page = await signedIn();
    const complaints: string[] = [];
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    expect(await faultsOf(page, address, pages(), { name: 'browser' })).toEqual([]);
    expect(complaints).toEqual([]);
    const unknown = ['/p/unknown-unknown-unknown-unknown'];
    expect(await faultsOf(page, address, unknown, { name: 'unknown', status: 404 })).toEqual([]);
    await page.goto(`${address}/signin?out`);
    expect(await atOddsWithAxe(page)).toEqual([]);
  });

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
  });

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
    await page.getByText('Tier: volunteer').first().waitFor();
    clearInterval(tick);
    // A proxy that answers for a server which starts again makes a browser give up; the page listens again all the same.
    let isAway = true;
    await page.route('**/live/**', (route) => (isAway ? route.fulfill({ status: 502 }) : route.continue()));
    await page.reload();
    const shown = await page.getByText('Tier: volunteer').count();
    isAway = false;
    const tock = setInterval(() => void happens(), 300);
    await page.getByText('Tier: volunteer').nth(shown).waitFor();
    clearInterval(tock);
    await page.unroute('**/live/**');
  });

  test('a refresh that fails leaves the page as it is, with what is being typed', async () => {
    const page = await signedIn();
    await page.goto(`${address}/escalations/${made.escalation}`);
    await page.getByLabel('Note').fill('Her sister has heard from her');
    await page.route('**/parts/escalations/**', (route) =>
      route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>Bad gateway</h1>' }),
    );
    const failed = page.waitForResponse((response) => response.status() === 502);
    await page.evaluate("document.querySelector('#escalation').dispatchEvent(new Event('live'))");
    await (await failed).finished();
    await page.evaluate('new Promise((done) => { requestAnimationFrame(() => setTimeout(done)); })');
    expect(await page.getByText('Bad gateway').count()).toBe(0);
    expect(await page.getByLabel('Note').inputValue()).toBe('Her sister has heard from her');
    // What is answered well is shown again.
    await page.unroute('**/parts/escalations/**');
    await web.parts.database.escalation.update({ where: { id: made.escalation }, data: { code: 'K99' } });
    await page.evaluate("document.querySelector('#escalation').dispatchEvent(new Event('live'))");
    await page.getByText('K99').first().waitFor();
  });

  test('a participant answers with scripts switched off', async () => {
    const context = await browser.newContext({
      javaScriptEnabled: false,
      viewport: { width: 390, height: 800 },
    });
    const page = await context.newPage();
    await page.goto(`${address}/p/${made.token}`);
    await page.getByRole('button', { name: 'Not so good' }).click();
    await page.getByText('Thank you for telling us').waitFor();
    expect(web.asked.at(-1)).toMatchObject({ what: 'inbound.start' });
    expect(await web.parts.database.inbound.count({ where: { body: 'NOT OK' } })).toBe(1);
    await context.close();
  });
});
