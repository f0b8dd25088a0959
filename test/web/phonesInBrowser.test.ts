import type { Browser } from 'playwright-core';
import { createVoiceSender } from '../../activities/messaging/voice';
import { startCarrierDouble, type CarrierDouble } from '../../local/carrier/double';
import { startMailbox, type MailboxServer } from '../../local/mailbox/mailbox';
import { atOddsWithAxe, openBrowser, openPage } from './looking';
import {
  addParticipant,
  addStaff,
  loadProgram,
  PASSWORD,
  PUBLIC_URL,
  testConfig,
  webUnderTest,
  type WebUnderTest,
} from './support';

const { twilio } = testConfig('');
const WORDS = 'Priya, this is an urgent call. Press 1 to take it on. Press 2 to hear this again.';

describe('phones that ring, in a browser', () => {
  let web: WebUnderTest;
  let carrier: CarrierDouble;
  let mailbox: MailboxServer;
  let browser: Browser;
  let address: string;

  beforeAll(async () => {
    const { accountSid, authToken, from: ownNumber } = twilio;
    const inboundUrl = `${PUBLIC_URL}/carrier/twilio/inbound`;
    carrier = await startCarrierDouble({ accountSid, authToken, ownNumber, inboundUrl, webhookTries: 1 });
    mailbox = await startMailbox({
      replyTo: { host: '127.0.0.1', port: 9 },
      api: { name: accountSid, password: authToken },
    });
    web = await webUnderTest({
      config: { doubles: { carrierUrl: carrier.url, mailboxUrl: mailbox.apiUrl ?? '' } },
    });
    address = await web.app.listen({ port: 0, host: '127.0.0.1' });
    browser = await openBrowser();
    await loadProgram(web);
    await addStaff(web, { email: 'maya@example.org', grants: [{ role: 'admin' }] });
    const voice = createVoiceSender({ ...twilio, apiBaseUrl: carrier.url, publicUrl: PUBLIC_URL });
    for (const [givenName, phone] of [
      ['Priya', '+15195550131'],
      ['Olivier', '+15195550132'],
    ] as const) {
      await addParticipant(web, { givenName, phone });
      await voice.call({ to: phone, words: WORDS, language: 'en', token: givenName });
    }
    await carrier.settled();
    await carrier.pickUp(carrier.phone('+15195550132')?.calls[0]?.sid ?? '');
    const now = web.clock.at;
    await web.parts.database.channelHealth.create({
      data: { channel: 'sms', awaySince: now, downSince: now, code: '503', changedAt: now },
    });
  });
  afterAll(async () => {
    await browser.close();
    await web.close();
    await carrier.stop();
    await mailbox.stop();
  });

  test.each([
    ['a wide screen', 1280, 'light'],
    ['a telephone in the dark', 390, 'dark'],
  ] as const)(
    'on %s no fault that axe can see, nothing wider than the screen, and Today says what is down',
    async (_name, width, colorScheme) => {
      const page = await openPage(browser, address, { width });
      await page.emulateMedia({ colorScheme });
      await page.goto(`${address}/signin`);
      await page.getByLabel('Email').fill('maya@example.org');
      await page.getByLabel('Password').fill(PASSWORD);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.waitForURL(`${address}/`);
      await page.getByText('No text messages get through').waitFor();
      expect(await atOddsWithAxe(page)).toEqual([]);

      await page.goto(`${address}/phones`);
      await page.getByRole('button', { name: 'Pick up' }).waitFor();
      await page.getByRole('button', { name: 'Press 1' }).waitFor();
      expect(await atOddsWithAxe(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    },
  );
});
