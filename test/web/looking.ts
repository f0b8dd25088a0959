import AxeBuilder from '@axe-core/playwright';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { HOW_TO_GET_CHROMIUM } from '../setup/chromium';

export interface Looking {
  width?: number;
  dark?: boolean;
  fr?: boolean;
  axe?: boolean;
}

/** The three ways in which every page is looked at. */
export const LOOKS: [string, Looking][] = [
  ['wide', { axe: true }],
  ['on a telephone, in the dark', { width: 390, dark: true }],
  ['in French, on a telephone', { width: 390, fr: true }],
];

export async function openBrowser(): Promise<Browser> {
  const executablePath = process.env['FULLCIRCLE_CHROMIUM'];
  if (!executablePath) throw new Error(HOW_TO_GET_CHROMIUM);
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}

export function openContext(browser: Browser, options: Looking): Promise<BrowserContext> {
  return browser.newContext({
    viewport: { width: options.width ?? 1280, height: 900 },
    colorScheme: options.dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    locale: options.fr ? 'fr-CA' : 'en-CA',
  });
}

/** What is wrong with a page: missing, in another language than it was asked for, cut off, or at odds with axe. */
export interface Fault {
  path: string;
  status: number | undefined;
  lang: string;
  /** Pixels by which it is wider than the window. */
  over: number;
  axe: string[];
}

/**
 * Opens one page after the other, everything unfolded.
 * @param look.name for the pictures, which go to the folder that `SHOTS` names
 * @param look.colours pages on which axe looks at the colours, in the dark
 */
export async function faultsOf(
  page: Page,
  address: string,
  paths: string[],
  { name, options, colours = /^$/ }: { name: string; options: Looking; colours?: RegExp },
): Promise<Fault[]> {
  const { fr = false, dark = false, axe: all = false } = options;
  const folder = process.env['SHOTS'];
  const faults: Fault[] = [];
  for (const [i, path] of paths.entries()) {
    const status = (await page.goto(address + path))?.status();
    await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })");
    if (folder) {
      const file = `${name} ${i}`.replaceAll(/\W+/g, '-');
      await page.screenshot({ path: `${folder}/${file}.png`, fullPage: true });
    }
    const [lang, over] = await page.evaluate<[string, number]>(
      '[document.documentElement.lang, document.documentElement.scrollWidth - document.documentElement.clientWidth]',
    );
    // In the dark only the colours are different.
    const inTheDark = dark && colours.test(path);
    const axe = all || inTheDark ? await atOddsWithAxe(page, inTheDark) : [];
    if (status !== 200 || lang !== (fr ? 'fr' : 'en') || over > 0 || axe.length > 0)
      faults.push({ path, status, lang, over, axe });
  }
  return faults;
}

async function atOddsWithAxe(page: Page, onlyColours: boolean): Promise<string[]> {
  const axe = new AxeBuilder({ page });
  const { violations } = await (onlyColours ? axe.withRules(['color-contrast']) : axe).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`);
}
