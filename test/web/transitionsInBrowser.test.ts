import type { Browser } from 'playwright-core';
import { DAY } from '../../domain/duration';
import { EVERYWHERE, type Caller } from '../../office/access';
import { faultsOf, LANGUAGES, openBrowser, openPage } from './looking';
import {
  addParticipant,
  addStaff,
  loadProgram,
  openWait,
  personalLink,
  PROGRAM,
  signIn,
  webUnderTest,
  type WebUnderTest,
} from './support';

const ADMIN: Caller = { actor: 'account:admin', scope: EVERYWHERE, via: 'console' };

describe('transitions, check-ins and a death, in a browser', () => {
  let web: WebUnderTest;
  let browser: Browser;
  let address: string;
  let cookie: string;
  const made = { participantId: '', transition: '', token: '' };

  beforeAll(async () => {
    browser = await openBrowser();
    web = await webUnderTest({ config: { publicUrl: 'http://localhost' } });
    address = await web.app.listen({ port: 0, host: '127.0.0.1' });
    await loadProgram(web);
    await addStaff(web, { email: 'maya@example.org', grants: [{ role: 'admin' }] });
    cookie = await signIn(web, 'maya@example.org');
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
  });
  afterAll(async () => {
    await browser.close();
    await web.close();
  });

  const signedIn = () => openPage(browser, address, { cookie });

  const pages = () => [
    '/transitions',
    `/transitions/${made.transition}`,
    `/people/${made.participantId}`,
    `/people/${made.participantId}/check-ins`,
    `/people/${made.participantId}/death`,
    `/p/${made.token}`,
  ];

  test.each(LANGUAGES)(
    'no page has a fault that axe can see, or is wider than a telephone: %s',
    async (language) => {
      const page = await openPage(browser, address, { cookie, language });
      await web.parts.database.person.updateMany({ data: { language } });
      await page.goto(`${address}/?lang=${language}`);
      expect(await faultsOf(page, address, pages(), { name: 'transitions', language })).toEqual([]);
    },
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
  });
});
