import type { Browser } from 'playwright-core';
import { storeProgram } from '../../programs/store';
import { loadDefinition } from '../../programs';
import { instant, as } from '../../domain/ids';
import { EVERYWHERE, type Caller } from '../../office/access';
import { agreementVersion } from '../../programs/compile';
import path from 'node:path';
import { faultsOf, LANGUAGES, openBrowser, openPage } from './looking';
import { addStaff, openWait, personalLink, signIn, webUnderTest, type WebUnderTest } from './support';

const PROGRAM = 'regent-park';
const ANA: Caller = { actor: 'account:ana', scope: EVERYWHERE, via: 'console' };

/** Achievement, training and work, as staff and peers meet them in a browser. */
describe('peer work in a browser', () => {
  let web: WebUnderTest;
  let browser: Browser;
  let address: string;
  let cookie: string;
  const made = { participantId: '', personId: '', tokens: [] as string[] };

  beforeAll(async () => {
    browser = await openBrowser();
    web = await webUnderTest({ config: { publicUrl: 'http://localhost' } });
    address = await web.app.listen({ port: 0, host: '127.0.0.1' });
    const { office, database } = web.parts;
    const loaded = loadDefinition(path.join(__dirname, `../../programs/${PROGRAM}.yaml`));
    await storeProgram(database, loaded, instant(web.clock.at));
    await addStaff(web, { email: 'maya@example.org', grants: [{ role: 'admin' }] });
    cookie = await signIn(web, 'maya@example.org');
    const added = await office.participants.add(ANA, {
      programId: PROGRAM,
      site: 'centre',
      role: 'mentor',
      givenName: 'Noor',
      surname: 'Haddad',
      language: 'en',
      email: 'noor@example.org',
      consents: ['email'],
      tier: 'peer-worker',
    });
    Object.assign(made, added);
    const { participantId, personId } = added;
    const self: Caller = { actor: as(`person:${personId}`), scope: [], via: 'link', personId: as(personId) };
    const { journeyId } = await office.journeys.start(ANA, participantId);
    await database.journey.update({
      where: { id: journeyId },
      data: { privileges: ['work-shifts', 'mentor'], sequence: 1, stage: 'mentorship', status: 'active' },
    });
    await office.journeys.completeTraining(ANA, participantId, {
      module: 'overdose-response',
      on: '2024-03-20',
      proof: 'Certificate 118',
    });
    await office.training.kit(ANA, participantId, { module: 'overdose-response', goodUntil: '2026-02-01' });
    await office.training.propose(self, participantId, { title: 'Grief', why: 'We lose people.' });
    await office.work.log(ANA, participantId, { day: '2026-03-02', hours: 2.5, task: 'outreach' });
    await office.work.log(ANA, participantId, { day: '2026-02-27', hours: 4 });
    await office.notes.write(ANA, participantId, { text: 'Wants to write the newsletter.' });
    const { openingId } = await office.openings.announce(ANA, {
      programId: PROGRAM,
      title: 'Tuesday outreach',
      details: 'Two hours, in pairs, east of the park.',
      tier: 'peer-worker',
      closesOn: '2026-03-20',
    });
    await office.openings.announce(ANA, {
      programId: PROGRAM,
      title: 'Running the drop-in',
      tier: 'employed',
      closesOn: '2026-03-25',
    });
    await office.journeys.changeTier(ANA, participantId, {
      tier: 'peer-helper',
      reason: 'stated-reason',
      words: 'Fewer hours while the clinic is closed.',
    });
    const change = await database.tierChange.findFirstOrThrow();
    await database.achievementReview.create({
      data: {
        id: 'review-1',
        participantId,
        journeyId,
        words: 'I sleep in my own bed now.',
        wordsBy: `person:${personId}`,
        wordsAt: web.clock.at,
        reply: 'You did that.',
        namesGoals: true,
        outcome: 'become-mentor',
        decidedAt: web.clock.at,
        decidedBy: 'account:ana',
        goals: [
          { id: 'g1', title: 'A room of my own', progress: 100 },
          { id: 'g2', title: 'Sleep at regular hours', progress: 40 },
        ],
        createdAt: web.clock.at,
      },
    });
    const version = agreementVersion(loaded.definition.agreement ?? {});
    const place = { programId: PROGRAM, siteId: `${PROGRAM}.centre`, personId, journeyId };
    const asked: [string, string, Record<string, string>][] = [
      ['words', 'own-words', {}],
      ['agreement', 'agreement', { version }],
      ['review', 'work-review', {}],
      ['tier', 'tier-change', { change: change.id }],
      ['renewal', 'renewal', { item: 'kit', module: 'overdose-response' }],
      ['consent', 'transition-consent', {}],
    ];
    for (const [key, kind, details] of asked) await openWait(web, { ...place, key, kind, details });
    await openWait(web, { ...place, key: 'achievement', kind: 'achievement-review', owedBy: 'staff' });
    await openWait(web, { ...place, key: 'supervision', kind: 'supervision', owedBy: 'staff' });
    const keys = [...asked.map(([key]) => key), `opening-${openingId}/${participantId}`];
    for (const waitKey of keys) made.tokens.push(await personalLink(web, { personId, waitKey }));
  });
  afterAll(async () => {
    await browser.close();
    await web.close();
  });

  const pages = (language: string) => [
    `/people/${made.participantId}`,
    `/people/${made.participantId}/certificate?lang=${language}`,
    '/work',
    ...made.tokens.map((token) => `/p/${token}`),
    `/p/${made.tokens[0]}/certificate`,
  ];

  test.each(LANGUAGES)(
    'no page has a fault that axe can see, or is wider than a telephone: %s',
    async (language) => {
      const page = await openPage(browser, address, { cookie, language });
      await web.parts.database.person.updateMany({ data: { language } });
      await page.goto(`${address}/?lang=${language}`);
      expect(await faultsOf(page, address, pages(language), { name: 'peer work', language })).toEqual([]);
    },
  );

  test('a peer asks for another look at a move, and for support, without a script', async () => {
    const context = await browser.newContext({
      javaScriptEnabled: false,
      viewport: { width: 390, height: 800 },
    });
    const page = await context.newPage();
    await page.goto(`${address}/p/${made.tokens[3]}`);
    await page.getByText('Fewer hours while the clinic is closed.').first().waitFor();
    await page.getByRole('button', { name: 'Somebody else should look at it' }).click();
    expect(web.asked.at(-1)).toMatchObject({ args: [expect.anything(), { answer: 'look-again' }, {}] });
    await page.getByText('Training, work and support').click();
    await page.getByLabel('Employment counselling').check();
    await page.getByRole('button', { name: 'Ask for it' }).click();
    await page.getByRole('status').waitFor();
    expect(web.asked.at(-1)?.args[1]).toMatchObject({ what: 'support', support: 'employment-counselling' });
    await context.close();
  });
});
