import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Report } from '../../local/report';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** What a browser test says when there is no browser: it fails, because a skipped test looks like a passed one. */
export const HOW_TO_GET_CHROMIUM =
  'No Chromium was found for the browser tests. Install one (Debian: apt-get install chromium; elsewhere: npx playwright-core install chromium) or set FULLCIRCLE_CHROMIUM to its path.';

/** Path of a Chromium: named by FULLCIRCLE_CHROMIUM, the system's, Playwright's own, or installed now where root may. */
export function findChromium(report: Report): string | undefined {
  const named = process.env['FULLCIRCLE_CHROMIUM'];
  if (named) return named;
  return installed() ?? playwrights() ?? byApt(report);
}

function installed(): string | undefined {
  for (const folder of (process.env['PATH'] ?? '').split(path.delimiter))
    for (const name of NAMES) {
      const file = path.join(folder, name);
      if (folder && existsSync(file)) return file;
    }
  return PLACES.find((file) => existsSync(file));
}

function playwrights(): string | undefined {
  const asked = spawnSync(process.execPath, ['-p', "require('playwright-core').chromium.executablePath()"], {
    encoding: 'utf8',
    cwd: __dirname,
  });
  const file = asked.stdout?.trim();
  return asked.status === 0 && file && existsSync(file) ? file : undefined;
}

function byApt(report: Report): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined;
  if (spawnSync('apt-get', ['--version']).status !== 0) return undefined;
  report('Installing Chromium with apt-get for the browser tests …');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = (): boolean =>
    spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], {
      env,
      timeout: 600_000,
    }).status === 0;
  if (!install()) {
    spawnSync('apt-get', ['update', '-q'], { env, timeout: 300_000 });
    if (!install()) return undefined;
  }
  return installed();
}
