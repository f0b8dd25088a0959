import AxeBuilder from '@axe-core/playwright';
import { type Browser, chromium, type Page } from 'playwright-core';
import { HOW_TO_GET_CHROMIUM } from '../setup/chromium';
import { fillTheDay, type LivedIn, LIVED_IN, livedIn } from './livedIn';
import { signIn, webUnderTest, type WebUnderTest } from './support';

interface Options {
  width?: number;
  dark?: boolean;
  fr?: boolean;
  axe?: boolean;
}

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
    const executablePath = process.env['FULLCIRCLE_CHROMIUM'];
    if (!executablePath) throw new Error(HOW_TO_GET_CHROMIUM);
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    web = await webUnderTest({ config: { publicUrl: 'http://localhost' } });
    address = await web.app.listen({ port: 0, host: '127.0.0.1' });
    made = await livedIn(web);
    await fillTheDay(web, 30);
    cookies.staff = await signIn(web, 'maya@example.org');
    cookies.partner = await signIn(web, 'clinic@example.org');
  }, 60_000);
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

  async function open(who: string, options: Options) {
    const context = await browser.newContext({
      viewport: { width: options.width ?? 1280, height: 900 },
      colorScheme: options.dark ? 'dark' : 'light',
      reducedMotion: 'reduce',
      locale: options.fr ? 'fr-CA' : 'en-CA',
    });
    const [name, value] = (cookies[who as 'staff'] ?? '').split('=');
    if (name && value) await context.addCookies([{ name, value, url: address }]);
    return context;
  }

  /** In the dark only the colours are different. */
  async function faultsOf(page: Page, onlyColours: boolean): Promise<string[]> {
    const axe = new AxeBuilder({ page });
    const { violations } = await (onlyColours ? axe.withRules(['color-contrast']) : axe).analyze();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`);
  }

  test.each([
    ['wide', { axe: true }],
    ['on a telephone, in the dark', { width: 390, dark: true }],
    ['in French, on a telephone', { width: 390, fr: true }],
  ])(
    'no page is missing, cut off, at odds with axe, or in another language than it says: %s',
    async (name, options: Options) => {
      const { fr = false, dark = false, axe = false } = options;
      const folder = process.env['SHOTS'];
      await web.parts.database.person.updateMany({ data: { language: fr ? 'fr' : 'en' } });
      const found: unknown[] = [];
      for (const [who, paths] of Object.entries(pages())) {
        const context = await open(who, options);
        const page = await context.newPage();
        if (who !== 'nobody' && fr) await page.goto(`${address}/transitions?lang=fr`);
        for (const [i, path] of paths.entries()) {
          const status = (await page.goto(address + path))?.status();
          await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })");
          if (folder)
            await page.screenshot({
              path: `${folder}/${who}-${i}-${name.replaceAll(/\W+/g, '-')}.png`,
              fullPage: true,
            });
          const [lang, over] = await page.evaluate<[string, number]>(
            '[document.documentElement.lang, document.documentElement.scrollWidth - document.documentElement.clientWidth]',
          );
          const inTheDark = dark && COLOURS.test(path);
          const faults = axe || inTheDark ? await faultsOf(page, inTheDark) : [];
          if (status !== 200 || lang !== (fr ? 'fr' : 'en') || over > 0 || faults.length > 0)
            found.push({ path, status, lang, over, faults });
        }
        await context.close();
      }
      expect(found).toEqual([]);
    },
    180_000,
  );
});
