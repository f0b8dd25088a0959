import AxeBuilder from '@axe-core/playwright';
import { randomUUID } from 'node:crypto';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { instant } from '../../domain/ids';
import { loadDefinition, shippedPrograms } from '../../programs';
import { storeProgram } from '../../programs/store';
import { HOW_TO_GET_CHROMIUM } from '../setup/chromium';
import {
  addParticipant,
  addStaff,
  loadProgram,
  openWait,
  PASSWORD,
  personalLink,
  PROGRAM,
  webUnderTest,
  type WebUnderTest,
} from './support';

/** Coming in, and the ladder, as people meet them in a browser. */
describe('coming in, in a browser', () => {
  let web: WebUnderTest;
  let browser: Browser;
  let address: string;
  const made = { participantId: '', agreement: '', word: '', step: '', again: '', referral: '' };

  beforeAll(async () => {
    const executablePath = process.env['FULLCIRCLE_CHROMIUM'];
    if (!executablePath) throw new Error(HOW_TO_GET_CHROMIUM);
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    web = await webUnderTest({ config: { publicUrl: 'http://localhost' } });
    address = await web.app.listen({ port: 0, host: '127.0.0.1' });
    await loadProgram(web);
    const cat = shippedPrograms().find((file) => file.endsWith('cat.yaml')) ?? '';
    await storeProgram(web.parts.database, loadDefinition(cat), instant(web.clock.at));
    await addStaff(web, { email: 'maya@example.org', grants: [{ role: 'admin' }] });
    await peopleAndSteps();
    await referral();
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await web.close();
  });

  async function peopleAndSteps(): Promise<void> {
    const { database } = web.parts;
    const rosa = await addParticipant(web, { givenName: 'Rosa', phone: '+15195550120' });
    const devon = await addParticipant(web, { givenName: 'Devon', phone: '+15195550121', role: 'mentor' });
    await database.participant.create({
      data: {
        id: randomUUID(),
        personId: rosa.personId,
        programId: 'cat',
        role: 'mentee',
        createdAt: web.clock.at,
      },
    });
    await database.journey.updateMany({
      where: { participantId: devon.participantId },
      data: { privileges: ['mentor'] },
    });
    await database.acceptance.create({
      data: {
        id: 'earlier',
        personId: rosa.personId,
        programId: PROGRAM,
        what: 'guidelines',
        version: 'earlier-words',
        channels: [],
        how: 'link',
        by: `person:${rosa.personId}`,
        at: web.clock.at,
      },
    });
    const journeyId = `j-${rosa.participantId}`;
    await openWait(web, {
      key: 'expectations',
      kind: 'screening-step',
      personId: rosa.personId,
      programId: 'cat',
      siteId: 'cat.campbell-river',
      details: { step: 'expectations' },
    });
    await openWait(web, {
      key: 'application',
      kind: 'screening-step',
      personId: rosa.personId,
      journeyId,
      details: { step: 'application' },
    });
    await openWait(web, {
      key: 'interview',
      kind: 'screening-step',
      personId: rosa.personId,
      owedBy: 'staff',
      journeyId,
      details: { step: 'interview' },
    });
    await openWait(web, {
      key: 'word',
      kind: 'peer-word',
      personId: devon.personId,
      subjectPersonId: rosa.personId,
      journeyId,
      details: { step: 'interview' },
    });
    made.participantId = rosa.participantId;
    made.agreement = await personalLink(web, { personId: rosa.personId, waitKey: 'expectations' });
    made.step = await personalLink(web, { personId: rosa.personId, waitKey: 'application' });
    made.word = await personalLink(web, { personId: devon.personId, waitKey: 'word' });
  }

  async function referral(): Promise<void> {
    const { applications } = web.parts.office;
    const common = {
      programId: PROGRAM,
      site: 'kitchener',
      role: 'mentee',
      language: 'en',
      reach: 'sms',
      consents: ['sms'],
    } as const;
    const partner = {
      name: 'Lena',
      organisation: 'House of Friendship',
      email: 'lena@partner.example',
      askedBy: 'Lena, on Monday',
      agreed: false,
    };
    const referred = await applications.refer(
      {
        ...common,
        givenName: 'Eli',
        phone: '519 555 0199',
        reachWords: 'Text after four.',
        words: 'A place of his own.',
        partner,
      },
      'form-one',
    );
    const again = await applications.apply(
      { ...common, givenName: 'Rosa', phone: '519 555 0120' },
      'form-two',
    );
    await applications.carryOn(again.applicationId);
    made.referral = referred.applicationId;
    made.again = again.applicationId;
  }

  async function open(
    options: { width?: number; dark?: boolean; french?: boolean; staff?: boolean } = {},
  ): Promise<{ page: Page; context: BrowserContext }> {
    const context = await browser.newContext({
      viewport: { width: options.width ?? 1280, height: 900 },
      colorScheme: options.dark ? 'dark' : 'light',
      locale: options.french ? 'fr-CA' : 'en-CA',
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    if (options.staff) {
      await page.goto(`${address}/signin?lang=en`);
      await page.getByLabel('Email').fill('maya@example.org');
      await page.getByLabel('Password').fill(PASSWORD);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.waitForURL(`${address}/`);
    }
    return { page, context };
  }

  const everybodys = () => [
    `/apply/${PROGRAM}`,
    `/apply/${PROGRAM}?preview`,
    `/apply/${PROGRAM}?sent`,
    '/apply/jhs-peer-mentor-none',
    `/refer/${PROGRAM}`,
    `/refer/${PROGRAM}?sent`,
    '/apply/cat',
    `/p/${made.agreement}`,
    `/p/${made.step}`,
    `/p/${made.word}`,
  ];
  const staffs = () => [
    '/applications',
    `/applications/${made.referral}`,
    `/applications/${made.again}`,
    `/people/${made.participantId}`,
  ];

  test.each([
    ['light', false],
    ['dark', true],
  ])(
    'no page has a fault that axe can see (%s)',
    async (_name, dark) => {
      const { page, context } = await open({ dark, staff: true });
      for (const path of [...everybodys(), ...staffs()]) {
        await page.goto(address + path);
        const axe = new AxeBuilder({ page });
        const { violations } = await (dark ? axe.withRules(['color-contrast']) : axe).analyze();
        const found = violations.map(
          ({ id, nodes }) => `${path}: ${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
        );
        expect(found).toEqual([]);
      }
      await context.close();
    },
    120_000,
  );

  test('no page is wider than a telephone', async () => {
    const { page, context } = await open({ width: 390, staff: true });
    for (const path of [...everybodys(), ...staffs()]) {
      await page.goto(address + path);
      const over = await page.evaluate(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      expect({ path, over }).toEqual({ path, over: 0 });
    }
    await context.close();
  }, 60_000);

  test('somebody applies with scripts switched off, and reads the same thanks as everybody', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, locale: 'en-CA' });
    const page = await context.newPage();
    await page.goto(`${address}/apply/${PROGRAM}`);
    await page.getByLabel('Your name').fill('Amara');
    await page.getByText('have somebody beside me').click();
    await page.getByText('Kitchener').click();
    await page.getByText('By text').click();
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Something is still missing').waitFor();
    expect(await page.getByLabel('Your name').inputValue()).toBe('Amara');
    await page.getByLabel('Phone number').fill('519 555 0177');
    await page.getByText('You may text me').click();
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Thank you, we have it').waitFor();
    expect(web.asked.at(-1)).toMatchObject({ what: 'journeys.start', args: [{ applied: true }] });
    await context.close();
  }, 30_000);

  test('a preview sends nothing', async () => {
    const { page, context } = await open();
    await page.goto(`${address}/apply/${PROGRAM}?preview`);
    expect(await page.getByRole('button', { name: 'Send' }).isDisabled()).toBe(true);
    await context.close();
  }, 30_000);

  test('a mentor gives their word by link, and those who decide read it', async () => {
    const { page, context } = await open({ staff: true });
    await page.goto(`${address}/p/${made.word}`);
    await page.getByLabel('In your own words').fill('She listens.');
    await page.getByRole('button', { name: 'Go ahead' }).click();
    await page.getByText('Thank you').first().waitFor();
    expect(web.asked.at(-1)).toMatchObject({
      what: 'journeys.givePeerWord',
      args: [`j-${made.participantId}`, { step: 'interview', word: 'advance' }, { key: 'link/word' }],
    });
    await page.goto(`${address}/people/${made.participantId}`);
    await page.getByText('She listens.').waitFor();
    await context.close();
  }, 30_000);

  test('words that have changed are asked about once more, and agreeing to them is kept', async () => {
    const { page, context } = await open();
    await page.goto(`${address}/p/${made.step}`);
    await page.getByText('What we expect of each other has changed').click();
    await page.getByRole('button', { name: 'I agree to this' }).click();
    await page.getByText('Thank you').first().waitFor();
    const kept = await web.parts.database.acceptance.findMany({ where: { programId: PROGRAM } });
    expect(kept.map(({ what, how }) => [what, how])).toContainEqual(['guidelines', 'link']);
    expect(await web.parts.database.wording.count({ where: { what: 'guidelines' } })).toBe(1);
    await page.goto(`${address}/p/${made.step}`);
    expect(await page.getByText('has changed').count()).toBe(0);
    await context.close();
  }, 30_000);
});
