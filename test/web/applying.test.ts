import { randomUUID } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { instant } from '../../domain/ids';
import { loadDefinition, shippedPrograms } from '../../programs';
import { storeProgram } from '../../programs/store';
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

/** Coming in, and the ladder, as people meet them in a browser. */
describe('coming in, in a browser', () => {
  let web: WebUnderTest;
  let browser: Browser;
  let address: string;
  let cookie: string;
  const made = { participantId: '', agreement: '', word: '', step: '', again: '', referral: '' };

  beforeAll(async () => {
    browser = await openBrowser();
    web = await webUnderTest({ config: { publicUrl: 'http://localhost' } });
    address = await web.app.listen({ port: 0, host: '127.0.0.1' });
    await loadProgram(web);
    const cat = shippedPrograms().find((file) => file.endsWith('cat.yaml')) ?? '';
    await storeProgram(web.parts.database, loadDefinition(cat), instant(web.clock.at));
    await addStaff(web, { email: 'maya@example.org', grants: [{ role: 'admin' }] });
    cookie = await signIn(web, 'maya@example.org');
    await peopleAndSteps();
    await referral();
  });
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

  const everybodys = () => [
    `/apply/${PROGRAM}`,
    `/apply/${PROGRAM}?preview`,
    `/apply/${PROGRAM}?sent`,
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

  test.each(LANGUAGES)(
    'no page has a fault that axe can see, or is wider than a telephone: %s',
    async (language) => {
      const page = await openPage(browser, address, { cookie, language });
      await web.parts.database.person.updateMany({ data: { language } });
      await page.goto(`${address}/?lang=${language}`);
      expect(
        await faultsOf(page, address, [...everybodys(), ...staffs()], { name: 'applying', language }),
      ).toEqual([]);
      const none = ['/apply/jhs-peer-mentor-none'];
      expect(await faultsOf(page, address, none, { name: 'no program', language, status: 404 })).toEqual([]);
    },
  );

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
  });

  test('a preview sends nothing', async () => {
    const page = await openPage(browser, address);
    await page.goto(`${address}/apply/${PROGRAM}?preview`);
    expect(await page.getByRole('button', { name: 'Send' }).isDisabled()).toBe(true);
  });

  test('a mentor gives their word by link, and those who decide read it', async () => {
    const page = await openPage(browser, address, { cookie });
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
  });

  test('words that have changed are asked about once more, and agreeing to them is kept', async () => {
    const page = await openPage(browser, address);
    await page.goto(`${address}/p/${made.step}`);
    await page.getByText('What we expect of each other has changed').click();
    await page.getByRole('button', { name: 'I agree to this' }).click();
    await page.getByText('Thank you').first().waitFor();
    const kept = await web.parts.database.acceptance.findMany({ where: { programId: PROGRAM } });
    expect(kept.map(({ what, how }) => [what, how])).toContainEqual(['guidelines', 'link']);
    expect(await web.parts.database.wording.count({ where: { what: 'guidelines' } })).toBe(1);
    await page.goto(`${address}/p/${made.step}`);
    expect(await page.getByText('has changed').count()).toBe(0);
  });
});
