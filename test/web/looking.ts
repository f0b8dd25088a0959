import axe, { type AxeResults } from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { HOW_TO_GET_CHROMIUM } from '../setup/chromium';

/** Every page is looked at in both languages: in English closely (see `faultsOf`), in French for what is longer there. */
export const LANGUAGES = ['fr', 'en'] as const;
type Language = (typeof LANGUAGES)[number];

/** How long a page may take to show what is waited for, in milliseconds: far more than any does, as with tests. */
const PATIENCE_MS = 180_000;
const WIDE = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 900 };

/** A Chromium of its own for one test file, which closes it. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = process.env['FULLCIRCLE_CHROMIUM'];
  if (!executablePath) throw new Error(HOW_TO_GET_CHROMIUM);
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'], timeout: PATIENCE_MS });
  browser.on('context', (context) => context.setDefaultTimeout(PATIENCE_MS));
  return browser;
}

export interface Reader {
  /** As `signIn` gives it; without it nobody is signed in. */
  cookie?: string;
  language?: Language;
  width?: number;
}

/** The one page of each browser: another one would be another process of Chromium, and slow. */
const pages = new WeakMap<Browser, Page>();

/** The browser's page, as a reader finds it who comes for the first time. What was open on it is closed. */
export async function openPage(browser: Browser, address: string, reader: Reader = {}): Promise<Page> {
  const { cookie, language = 'en', width = WIDE.width } = reader;
  const page = pages.get(browser) ?? (await browser.newPage({ reducedMotion: 'reduce' }));
  pages.set(browser, page);
  await page.goto('about:blank');
  await page.context().clearCookies();
  const [name, value] = cookie?.split('=') ?? [];
  if (name && value) await page.context().addCookies([{ name, value, url: address }]);
  await page.setExtraHTTPHeaders({ 'accept-language': `${language}-CA` });
  await page.setViewportSize({ ...WIDE, width });
  await page.emulateMedia({ colorScheme: 'light', media: null });
  return page;
}

/** What is wrong with a page: missing, in another language than it was asked for, cut off, or at odds with axe. */
export interface Fault {
  path: string;
  status: number | undefined;
  lang: string;
  /** What does not fit a telephone: elements by the pixels that stand out. */
  over: string[];
  axe: string[];
}

/**
 * Opens one page after the other, everything unfolded: on a wide screen in the light, where axe looks at all of it, and on
 * a telephone in the dark, where it looks at the colours only, since nothing else is different. In French only the telephone.
 * `SHOTS` names a folder for pictures.
 * @param look.name for the pictures
 * @param look.status what the pages are to be answered with
 * @param look.colours pages whose colours axe looks at in the dark, where others have the same ones; all without it
 * @returns only pages with a fault
 */
export async function faultsOf(
  page: Page,
  address: string,
  paths: string[],
  look: { name: string; language?: Language; status?: number; colours?: RegExp },
): Promise<Fault[]> {
  const { name, language = 'en', status: due = 200, colours = /^/ } = look;
  const faults: Fault[] = [];
  for (const [i, path] of paths.entries()) {
    const picture = (look: string) => takePicture(page, `${name} ${i} ${language} ${look}`);
    const found: string[] = [];
    await page.setViewportSize(language === 'en' ? WIDE : PHONE);
    await page.emulateMedia({ colorScheme: 'light' });
    const status = (await page.goto(address + path))?.status();
    await unfold(page);
    if (language === 'en') {
      found.push(...(await atOddsWithAxe(page)));
      await picture('wide');
      await page.setViewportSize(PHONE);
      await page.emulateMedia({ colorScheme: 'dark' });
      if (colours.test(path)) found.push(...(await atOddsWithAxe(page, ['color-contrast'])));
    }
    await picture('phone');
    const lang = await page.evaluate<string>('document.documentElement.lang');
    const over = await standingOut(page);
    if (status !== due || lang !== language || over.length > 0 || found.length > 0)
      faults.push({ path, status, lang, over, axe: found });
  }
  return faults;
}

/** Empty where the page is no wider than its window, whatever scrolls within it. */
function standingOut(page: Page): Promise<string[]> {
  return page.evaluate(`(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const over = (one) => Math.ceil(one.getBoundingClientRect().right - clientWidth);
    const found = [...document.querySelectorAll('body *')].filter((one) => over(one) > 0);
    return [(scrollWidth - clientWidth) + ' px', ...found.map((one) => over(one) + ': ' + one.outerHTML.slice(0, 120))];
  })()`);
}

/** Forms and details are folded away until somebody needs them. */
async function unfold(page: Page): Promise<void> {
  await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })");
}

export async function takePicture(page: Page, name: string): Promise<void> {
  const folder = process.env['SHOTS'];
  if (!folder) return;
  await page.screenshot({ path: `${folder}/${name.replaceAll(/\W+/g, '-')}.png`, fullPage: true });
}

/**
 * What axe finds on a page as it is now.
 * @param rules only these; all without it
 */
export async function atOddsWithAxe(page: Page, rules?: string[]): Promise<string[]> {
  // Half a megabyte, which a page needs once.
  if (!(await page.evaluate<boolean>("'axe' in window"))) await page.evaluate(axe.source);
  const options = { resultTypes: ['violations'], ...(rules && { runOnly: rules }) };
  const { violations } = await page.evaluate<AxeResults>(`axe.run(document, ${JSON.stringify(options)})`);
  return violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join('\n')}`,
  );
}
