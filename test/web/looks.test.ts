import type { Browser } from 'playwright-core';
import { fillTheDay, type LivedIn, LIVED_IN, livedIn } from './livedIn';
import { type Fault, faultsOf, LANGUAGES, openBrowser, openPage } from './looking';
import { signIn, webUnderTest, type WebUnderTest } from './support';

/** Pages that between them have every colour. */
const COLOURS = /^\/$|^\/workshops|\/mine$|^\/apply|^\/transitions\/|^\/people\/\w+(\/erase)?$/;

/** Every page that people and staff live with: wide, on a telephone, in the dark and in French. `SHOTS` names a folder for pictures. */
describe('how it looks', () => {
  let web: WebUnderTest;
  let browser: Browser;
  let address: string;
  let made: LivedIn;
  const cookies = { staff: '', partner: '' };

  beforeAll(async () => {
    browser = await openBrowser();
    web = await webUnderTest({ config: { publicUrl: 'http://localhost' } });
    address = await web.app.listen({ port: 0, host: '127.0.0.1' });
    made = await livedIn(web);
    await fillTheDay(web, 30);
    cookies.staff = await signIn(web, 'maya@example.org');
    cookies.partner = await signIn(web, 'clinic@example.org');
  });
  afterAll(async () => {
    await browser.close();
    await web.close();
  });

  const pages = (): Record<string, string[]> => ({
    staff: [
      '/',
      `/people/${made.noor.participantId}`,
      `/people/${made.devon.participantId}`,
      `/people/${made.noor.participantId}/erase`,
      `/workshops/${made.workshop}`,
      `/resources`,
      '/programs',
      `/programs/${LIVED_IN}`,
      '/work',
      `/transitions/${made.transition}`,
      `/people/${made.devon.participantId}/certificate`,
    ],
    partner: ['/transitions', `/transitions/${made.transition}`],
    nobody: [
      `/apply/${LIVED_IN}`,
      `/refer/${LIVED_IN}`,
      `/apply/${LIVED_IN}?sent`,
      `/p/${made.noor.token}`,
      `/p/${made.noor.token}/mine`,
      `/p/${made.devon.token}/mine`,
    ],
  });

  test.each(LANGUAGES)(
    'no page is missing, cut off, at odds with axe, or in another language than it says: %s',
    async (language) => {
      await web.parts.database.person.updateMany({ data: { language } });
      const found: Fault[] = [];
      for (const [who, paths] of Object.entries(pages())) {
        const page = await openPage(browser, address, { cookie: cookies[who as 'staff'], language });
        if (who !== 'nobody') await page.goto(`${address}/transitions?lang=${language}`);
        found.push(...(await faultsOf(page, address, paths, { name: who, language, colours: COLOURS })));
      }
      expect(found).toEqual([]);
    },
  );
});
