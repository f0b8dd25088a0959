import type { Browser } from 'playwright-core';
import { messagesOf } from '../../web/console/messages';
import { fillRota, linksOfANight } from './onCallTown';
import { faultsOf, LANGUAGES, openBrowser, openPage } from './looking';
import {
  addStaff,
  loadProgram,
  openWait,
  personalLink,
  PROGRAM,
  signIn,
  SITE,
  webUnderTest,
  type WebUnderTest,
} from './support';

/** The pages of the rota, of requests and of practices, as a person with a browser meets them. */
describe('on call, in a browser', () => {
  let web: WebUnderTest;
  let browser: Browser;
  let address: string;
  let cookie: string;
  let town: Awaited<ReturnType<typeof fillRota>>;

  beforeAll(async () => {
    browser = await openBrowser();
    web = await webUnderTest({ config: { publicUrl: 'http://localhost' } });
    address = await web.app.listen({ port: 0, host: '127.0.0.1' });
    await loadProgram(web);
    await addStaff(web, { email: 'maya@example.org', grants: [{ role: 'admin' }] });
    cookie = await signIn(web, 'maya@example.org');
    town = await fillRota(web);
  });
  afterAll(async () => {
    await browser.close();
    await web.close();
  });

  const signedIn = () => openPage(browser, address, { cookie });

  const pages = () => ['/rota', '/requests', '/drills', '/drills/d1', `/p/${town.token}`];
  test.each(LANGUAGES)(
    'no page has a fault that axe can see, or is wider than a telephone: %s',
    async (language) => {
      const page = await openPage(browser, address, { cookie, language });
      await web.parts.database.person.updateMany({ data: { language } });
      await page.goto(`${address}/?lang=${language}`);
      expect(await faultsOf(page, address, pages(), { name: 'on call', language })).toEqual([]);
    },
  );

  test('the rota says who is on call now and where nobody is', async () => {
    const page = await signedIn();
    await page.goto(`${address}/rota`);
    const supervisor = page.getByRole('region', { name: 'supervisor on call' });
    await supervisor.getByText('Now: Priya Raman').waitFor();
    expect(await supervisor.getByText('Gap: nobody can be reached').count()).toBeGreaterThan(0);
  });

  test('the report of a practice says where it was, by which clock, and who has answered', async () => {
    const page = await signedIn();
    await page.goto(`${address}/drills/d1`);
    await page.getByText('KWMUNITY: Kitchener · America/Toronto').waitFor();
    await page.getByText('Olivier Fortin, by text, after 2 min').waitFor();
    await page.getByText('No answer yet').waitFor();
    // Once it is over, nobody is waited for.
    await web.parts.database.escalation.updateMany({
      where: { kind: 'drill' },
      data: { status: 'resolved' },
    });
    await page.reload();
    await page.getByText('No answer', { exact: true }).waitFor();
  });

  test('somebody is put on call with the form, and the gap is gone', async () => {
    const page = await signedIn();
    await page.goto(`${address}/rota`);
    await page.locator('#add > summary').click();
    await page.locator('#a-person').selectOption(town.helen);
    await page.locator('#a-level').selectOption('supervisor');
    await page.locator('#add button[type=submit]').click();
    await page.getByText('Done.').waitFor();
    expect(await web.parts.database.rotaEntry.count({ where: { personId: town.helen } })).toBe(2);
  });

  test('what cannot be is refused on the page, in words', async () => {
    const page = await signedIn();
    await page.goto(`${address}/rota`);
    await page.locator('#add > summary').click();
    await page.locator('#a-person').selectOption(town.helen);
    await page.locator('#a-start').fill('2026-03-08T02:30');
    await page.locator('#add button[type=submit]').click();
    await page.getByText('The clocks jump over 2026-03-08 02:30 that night').waitFor();
  });

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
  });

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
  });

  test.each(LANGUAGES)('what is behind the links of a night fits a telephone: %s', async (language) => {
    const links = await linksOfANight(web, town, language);
    const page = await openPage(browser, address, { language });
    await web.parts.database.person.updateMany({ data: { language } });
    expect(await faultsOf(page, address, links, { name: 'links of a night', language })).toEqual([]);
    // A practice is about nobody.
    await page.goto(address + links[3]);
    await page.getByRole('heading', { name: 'Practice / Exercice' }).waitFor();
    expect(await page.locator('a[href^="tel:"]').count()).toBe(0);
  });

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
    // Nor in what was written: the wish, the wish again, and the answers to both.
    const wrote = (id: string, body: string, reason: string) => ({
      ...{ id, channel: 'sms', from: '+15195550155', to: '+15195550100', body, status: 'done' },
      understood: { effects: [{ kind: 'human', reason }] },
      ...{ personId: town.theo.personId, receivedAt: web.clock.at },
    });
    await web.parts.database.inbound.createMany({
      data: [
        wrote('r1', 'somebody else, not Olivier', 'another'),
        wrote('again', 'still not Olivier please', 'another'),
        wrote('late', 'running late', 'not-understood'),
      ],
    });
    const theo = { programId: PROGRAM, siteId: SITE };
    const read = async (personId: string) =>
      (await messagesOf(web.parts, { ...caller, personId: personId as never }, theo, town.theo.personId))
        ?.filter(({ direction }) => direction === 'in')
        .map(({ id }) => id)
        .toSorted();
    expect(await read(town.olivier)).toEqual(['late']);
    expect(await read('nobody-left-out')).toEqual(['again', 'late', 'r1']);
    // Nor what was sent about it, where staff look before they call.
    for (const template of ['request-taken', 'check-in'])
      await web.parts.database.messageIntent.create({
        data: {
          ...{ key: `told/${template}`, template, personId: town.theo.personId, programId: PROGRAM },
          ...{ refs: {}, urgency: 'notice', status: 'sent', at: web.clock.at },
        },
      });
    const triedBy = async (personId: string) => {
      const { tried } = await web.parts.office.checkIns.history(
        { ...caller, personId: personId as never },
        town.theo.participantId,
      );
      return tried.map(({ template }) => template).toSorted();
    };
    expect(await triedBy(town.olivier)).toEqual(['check-in']);
    expect(await triedBy('nobody-left-out')).toEqual(['check-in', 'request-taken']);
    const { requests, standing } = web.parts.office;
    expect((await requests.list(caller)).map(({ id }) => id)).not.toContain('r1');
    expect((await standing.owed(caller, { kind: 'request' })).total).toBe(0);
  });
});
