import type { Browser } from 'playwright-core';
import { EVERYWHERE } from '../../office/access';
import { loadDefinition, shippedPrograms } from '../../programs';
import { storeProgram } from '../../programs/store';
import { instant } from '../../domain/ids';
import { ledgerIsComplete } from '../support/ledgerIsComplete';
import { faultsOf, LANGUAGES, openBrowser, openPage, takePicture } from './looking';
import { addStaff, loadProgram, PROGRAM, SITE, signIn, webUnderTest, type WebUnderTest } from './support';

/** The funder's page, its table and its place in the API. */
describe('figures', () => {
  let web: WebUnderTest;
  let browser: Browser;
  let address: string;
  let cookie: string;

  beforeAll(async () => {
    browser = await openBrowser();
    web = await webUnderTest({ config: { publicUrl: 'http://localhost' } });
    address = await web.app.listen({ port: 0, host: '127.0.0.1' });
    web.clock.at = new Date('2026-08-10T15:00:00Z');
    await loadProgram(web);
    const regent = shippedPrograms().find((file) => file.includes('regent-park'))!;
    await storeProgram(web.parts.database, loadDefinition(regent), instant(web.clock.at.getTime()));
    await addStaff(web, { email: 'maya@example.org', grants: [{ role: 'admin' }] });
    await addStaff(web, {
      email: 'lee@example.org',
      grants: [{ role: 'supervisor', programId: PROGRAM, siteId: SITE }],
    });
    cookie = await signIn(web, 'maya@example.org');
    await fill('regent-park', 24);
    await fill(PROGRAM, 3);
    await ledgerIsComplete(web.parts.database);
  });
  afterAll(async () => {
    await browser.close();
    await web.close();
  });

  async function fill(programId: string, people: number): Promise<void> {
    const events = Array.from({ length: people }, (_, i) => {
      const who = {
        programId,
        siteId: programId === PROGRAM ? SITE : null,
        personId: `p${i}`,
        journeyId: `j${i}`,
      };
      const at = (day: number) => new Date(Date.parse('2026-04-02T15:00:00Z') + (i + day) * 86_400_000);
      return [
        { ...who, kind: 'self-described', at: at(0), data: { group: i % 3 === 0 ? 'man' : 'woman' } },
        { ...who, kind: 'journey-started', at: at(0), data: { role: 'mentee' } },
        { ...who, kind: 'stage-entered', at: at(0), data: { stage: 'screening' } },
        {
          ...who,
          kind: 'screening-step-decided',
          at: at(4),
          data: { step: 'application', outcome: 'advance' },
        },
        { ...who, kind: 'stage-entered', at: at(6), data: { stage: 'matching' } },
        { ...who, kind: 'stage-entered', at: at(15 + (i % 5)), data: { stage: 'mentorship' } },
        ...(i % 4 === 0
          ? [{ ...who, kind: 'mentorship-active', at: at(15), mentorshipId: `m${i}`, data: {} }]
          : []),
        { ...who, kind: 'check-in-asked', at: at(20), data: { number: 1 } },
        ...(i % 2 === 0
          ? [{ ...who, kind: 'check-in-answered', at: at(21), data: { number: 1, answer: 'ok' } }]
          : []),
      ];
    }).flat();
    await web.parts.database.event.createMany({
      data: events.map((event, i) => ({ ...event, key: `${programId}${i}`, actor: 'system' })),
    });
  }

  test.each(LANGUAGES)(
    'no page has a fault that axe can see, or is wider than a telephone: %s',
    async (language) => {
      const page = await openPage(browser, address, { cookie, language });
      await page.goto(`${address}/?lang=${language}`);
      expect(
        await faultsOf(page, address, ['/figures?place=regent-park&period=2026'], {
          name: 'figures',
          language,
        }),
      ).toEqual([]);
    },
  );

  test('printed, it has no menu and no form', async () => {
    const page = await openPage(browser, address, { cookie });
    await page.goto(`${address}/figures?place=regent-park&period=2026`);
    await page.emulateMedia({ media: 'print' });
    await takePicture(page, 'figures print');
    expect(await page.getByRole('navigation').isVisible()).toBe(false);
    expect(await page.locator('form.filters').isVisible()).toBe(false);
    expect(await page.getByRole('heading', { name: 'People who reached a stage' }).isVisible()).toBe(true);
  });

  test('a mistake in the period is said on the page', async () => {
    const answer = await web.app.inject({
      url: '/figures?place=regent-park&period=spring',
      headers: { cookie },
    });
    expect(answer.statusCode).toBe(409);
    expect(answer.body).toContain('is no period');
  });

  test('the table comes as a file in the language of the reader', async () => {
    const { headers, body } = await web.app.inject({
      url: '/figures.csv?place=regent-park&period=2026-Q1',
      headers: { cookie },
    });
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(headers['content-disposition']).toContain('figures-2026-04-01-2026-06-30.csv');
    expect(body).toContain('Check-ins answered');
  });

  test('somebody who sees one site has that site to choose, and nothing else', async () => {
    const lee = await signIn(web, 'lee@example.org');
    const page = await web.app.inject({ url: '/figures', headers: { cookie: lee } });
    expect(page.body).toContain(SITE);
    expect(page.body).not.toContain('regent-park');
    const other = await web.app.inject({ url: '/figures?place=regent-park', headers: { cookie: lee } });
    expect(other.statusCode).toBe(404);
  });

  test('the API gives the same numbers, as JSON and as a table', async () => {
    const { secret } = await web.parts.office.apiKeys.create(
      { actor: 'system', scope: EVERYWHERE, via: 'cli' },
      { name: 'funder', role: 'viewer', programId: 'regent-park' },
    );
    const ask = (url: string) => web.app.inject({ url, headers: { authorization: `Bearer ${secret}` } });
    const answer = await ask('/api/v1/figures?program=regent-park&period=2026');
    expect(answer.statusCode).toBe(200);
    const { sections, equity } = answer.json<{
      sections: { figures: { id: string; lines: { code: string; n: number }[] }[] }[];
      equity: { lines: { arrival: string; quarters: { cells: (number | null)[]; total: number }[] }[] };
    }>();
    const figures = sections.flatMap((section) => section.figures);
    expect(figures.find(({ id }) => id === 'started')?.lines).toMatchObject([{ code: 'mentee', n: 24 }]);
    expect(equity.lines.find(({ arrival }) => arrival === 'matched')?.quarters[0]).toEqual({
      cells: [null, null, 0, 0],
      total: 6,
    });
    const table = await ask('/api/v1/figures.csv?program=regent-park&period=2026&lang=fr');
    expect(table.body).toContain('Parcours commencés');
    expect((await ask(`/api/v1/figures?program=${PROGRAM}`)).statusCode).toBe(404);
    expect((await ask('/api/v1/figures?program=regent-park&period=spring')).statusCode).toBe(409);
  });
});
