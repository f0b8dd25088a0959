import { randomUUID } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { hashPassword } from '../../web/access/password';
import { COORDINATOR, openStory, type Story } from '../support/story';
import { faultsOf, LANGUAGES, openBrowser, openPage } from './looking';
import { PASSWORD } from './support';

const COLOURS = /^\/(escalations|shifts|drills)\/|^\/(rota|requests)$/;

/**
 * What a supervisor sees in a bad night, on the whole product: three peers on a shift of which one is silent, somebody
 * who asks for another professional, and a drill. `SHOTS` names a folder for pictures.
 */
describe('how a night looks', () => {
  let story: Story;
  let browser: Browser;
  let address: string;
  const paths: string[] = [];

  beforeAll(async () => {
    browser = await openBrowser();
    story = await openStory();
    address = story.world.config.publicUrl;
    const { office, database, onCall } = story;
    await database.account.create({
      data: {
        id: randomUUID(),
        personId: onCall.supervisor.personId,
        email: 'priya@example.org',
        passwordHash: await hashPassword(PASSWORD),
        createdAt: new Date(await story.world.now()),
        grants: { create: { id: randomUUID(), role: 'supervisor' } },
      },
    });
    const peers = [];
    for (const [givenName, surname] of [
      ['Devon', 'Clarke-Beauregard'],
      ['Amélie', 'Tremblay'],
      ['Kwame', 'Mensah'],
    ])
      peers.push(await story.peer({ givenName: givenName!, surname: surname! }));
    const [devon, amelie] = peers;
    await office.safetyPlans.agree(COORDINATOR, devon!.participantId, {
      contacts: [{ name: 'Ruth', relation: 'sister', phone: '+1 519 555 0177' }],
      police: { when: 'after', minutes: 60 },
      ambulance: { when: 'ask-contact-first' },
      notes: 'Rings back when the bus has a signal.',
    });
    const { drillId, escalationId } = await office.drills.start(COORDINATOR, {
      siteId: 'kwmunity.kitchener',
    });
    await story.world.pass(6 * 60_000);
    const drill = await database.escalation.findUniqueOrThrow({ where: { id: escalationId } });
    await story.texts(onCall.second, drill.code);
    await office.escalations.resolve(COORDINATOR, escalationId, { outcome: 'false-alarm' });
    const shiftId = await story.shift(peers);
    const ahead = await office.shifts.schedule(COORDINATOR, {
      siteId: 'kwmunity.kitchener',
      startsWall: `${story.day(2)}T22:00`,
      endsWall: `${story.day(3)}T06:00`,
      peers: [amelie!.participantId],
    });
    await story.texts(amelie!, 'I would like to speak with another professional');
    await story.until(`${story.day(1)}T17:01`);
    await story.texts(amelie!, 'home safe');
    await story.until(`${story.day(1)}T17:37`);
    const open = await database.escalation.findFirstOrThrow({ where: { status: { not: 'resolved' } } });
    paths.push(
      '/',
      '/shifts/board',
      '/shifts',
      `/shifts/${shiftId}`,
      `/shifts/${ahead.shiftId}`,
      '/shifts/plan',
      '/escalations',
      `/escalations/${open.id}`,
      '/rota',
      '/drills',
      `/drills/${drillId}`,
      `/evidence?shift=${shiftId}`,
      '/evidence',
      '/requests',
      `/people/${devon!.participantId}/safety-plan`,
    );
  });
  afterAll(async () => {
    await browser.close();
    await story.close();
  });

  test.each(LANGUAGES)(
    'no page is missing, cut off, at odds with axe, or in another language than it says: %s',
    async (language) => {
      const page = await openPage(browser, address, { language });
      await page.goto(`${address}/signin`);
      await page.locator('[name=email]').fill('priya@example.org');
      await page.locator('[name=password]').fill(PASSWORD);
      await page.locator('[name=password]').press('Enter');
      await page.waitForURL(`${address}/`);
      await page.goto(`${address}/?lang=${language}`);
      expect(await faultsOf(page, address, paths, { name: 'night', language, colours: COLOURS })).toEqual([]);
    },
  );
});
