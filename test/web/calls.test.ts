import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import { pickUpOnce } from '../../web/carrier/pickUp';
import {
  addParticipant,
  encode,
  form,
  loadProgram,
  PROGRAM,
  PUBLIC_URL,
  webUnderTest,
  type WebUnderTest,
} from './support';

const SID = `CA${'b2'.repeat(16)}`;
const WORDS = 'Lee, this is an urgent call. Press 1 to take it on. Press 2 to hear this again.';
const TOKEN = 'd'.repeat(32);
const ESCALATION = 'escalation-s9-end';

describe('what the carrier asks about a call', () => {
  let web: WebUnderTest;
  let lee: string;
  beforeAll(async () => {
    web = await webUnderTest();
  });
  beforeEach(async () => {
    await web.reset();
    await loadProgram(web);
    lee = await calls();
  });
  afterAll(() => web.close());

  /** Somebody on call is being called about an escalation. */
  async function calls(language = 'en'): Promise<string> {
    const { personId: peer } = await addParticipant(web);
    const { personId } = await addParticipant(web, { givenName: 'Lee', phone: '+15195550188' });
    const { database, clock } = { database: web.parts.database, clock: web.clock };
    await database.person.update({ where: { id: personId }, data: { language } });
    await database.escalation.create({
      data: {
        id: ESCALATION,
        kind: 'missed-end',
        programId: PROGRAM,
        subjectPersonId: peer,
        status: 'open',
        level: 0,
        chain: [],
        code: 'K42',
        raisedAt: clock.at,
      },
    });
    await database.messageIntent.create({
      data: {
        key: 'page',
        personId,
        template: 'escalation-raised',
        refs: {},
        urgency: 'escalation',
        programId: PROGRAM,
        escalationId: ESCALATION,
        status: 'sent',
        at: clock.at,
        deliveries: {
          create: {
            id: 'call',
            channel: 'voice',
            address: '+15195550188',
            attempt: 1,
            status: 'sent',
            token: TOKEN,
            body: WORDS,
            carrierId: SID,
            at: clock.at,
            startedAt: clock.at,
          },
        },
      },
    });
    return personId;
  }

  function post(path: string, fields: Record<string, string>, authToken = web.parts.config.twilio.authToken) {
    return web.app.inject({
      method: 'POST',
      url: path,
      headers: {
        ...form,
        'x-twilio-signature': getExpectedTwilioSignature(authToken, PUBLIC_URL + path, fields),
      },
      payload: encode(fields),
    });
  }
  const fields = { CallSid: SID, From: '+15195550100', To: '+15195550188', CallStatus: 'in-progress' };
  const presses = (Digits: string, more: { token?: string; signedWith?: string } = {}) =>
    post(
      `/carrier/twilio/voice?t=${more.token ?? TOKEN}`,
      { ...fields, ...(Digits ? { Digits } : {}) },
      more.signedWith,
    );
  const stored = () => web.parts.database.inbound.findMany();

  test('the words, with room for one key, twice', async () => {
    const answer = await presses('');
    expect(answer.headers['content-type']).toMatch(/^text\/xml/);
    expect(answer.body.split('<Gather')).toHaveLength(3);
    expect(answer.body).toContain(WORDS);
    expect(answer.body).toContain(`action="${PUBLIC_URL}/carrier/twilio/voice?t=${TOKEN}"`);
  });

  test('2, and any key that means nothing, says it again and keeps nothing', async () => {
    for (const key of ['2', '7', '#', '11']) expect((await presses(key)).body).toContain(WORDS);
    expect(await stored()).toEqual([]);
  });

  test('1 is kept as that person’s, once, and its workflow started once, however often it comes', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => presses('1')));
    for (const { statusCode, body } of answers) {
      expect(statusCode).toBe(200);
      expect(body).toMatch(/You have it now/);
    }
    expect(await stored()).toMatchObject([
      { id: `${SID}-1`, channel: 'voice', body: '1', personId: lee, token: TOKEN, from: '+15195550188' },
    ]);
    expect(web.asked.filter(({ what }) => what === 'inbound.start')).toHaveLength(1);
  });

  test('while Temporal is away it is kept, answered, and taken up later', async () => {
    web.temporal.away = true;
    expect((await presses('1')).body).toMatch(/You have it now/);
    expect(await stored()).toMatchObject([{ status: 'stored' }]);
    web.temporal.away = false;
    expect(await pickUpOnce(web.parts)).toBe(1);
  });

  test('where somebody else has it already, who; where it is closed, that', async () => {
    const { database } = web.parts;
    const { personId } = await addParticipant(web, { givenName: 'Priya' });
    const where = { id: ESCALATION };
    await database.escalation.update({ where, data: { status: 'acknowledged', ownerPersonId: personId } });
    expect((await presses('1')).body).toMatch(/Priya H\. has it already/);
    await database.escalation.update({ where, data: { status: 'resolved' } });
    expect((await presses('1')).body).toMatch(/closed already/);
    expect(await stored()).toEqual([]);
  });

  test('in French to whoever reads French', async () => {
    await web.parts.database.person.update({ where: { id: lee }, data: { language: 'fr' } });
    const { body } = await presses('1');
    expect(body).toMatch(/<Say language="fr-CA">Merci\./);
  });

  test('a forged key is refused and counted; one for no call of ours does nothing', async () => {
    const before = web.parts.counters.get('webhook-forged');
    expect((await presses('1', { signedWith: 'somebody else’s token' })).statusCode).toBe(403);
    expect(web.parts.counters.get('webhook-forged')).toBe(before + 1);
    expect((await presses('1', { token: 'x'.repeat(32) })).body).not.toContain(WORDS);
    expect(await stored()).toEqual([]);
  });

  test('how a call ended is a receipt: a declined one was not delivered, and is no error', async () => {
    const { deliveries } = { deliveries: web.parts.database.delivery };
    for (const CallStatus of ['ringing', 'busy', 'busy']) {
      const answer = await post(`/carrier/twilio/call-status?t=${TOKEN}`, { ...fields, CallStatus });
      expect(answer.statusCode).toBe(204);
    }
    expect(await deliveries.findUnique({ where: { id: 'call' } })).toMatchObject({ status: 'undelivered' });
    expect(await web.parts.database.deliveryReceipt.count()).toBe(2);
    const again = web.asked.filter(({ what }) => what === 'announcements.start');
    expect(again).toMatchObject([{ args: [{ intents: ['page'] }, {}] }]);
  });
});
