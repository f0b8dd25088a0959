import { COORDINATOR, openStory, type Participant, type Story } from '../support/story';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

describe('People come in by themselves, and through a partner', () => {
  let story: Story;
  beforeAll(async () => {
    story = await openStory();
  });
  afterAll(() => story.close());

  const address = (path: string): string => `${story.world.config.publicUrl}${path}`;
  const page = async (path: string): Promise<string> => (await fetch(address(path))).text();
  /** The key of a form as the page carries it. */
  const key = async (path: string): Promise<string> =>
    /name="form" value="(\w+)"/.exec(await page(path))?.[1] ?? '';
  const send = (path: string, fields: Record<string, string>): Promise<Response> =>
    fetch(address(path), {
      method: 'POST',
      headers: FORM,
      body: new URLSearchParams(fields).toString(),
      redirect: 'manual',
    });
  const amara = {
    givenName: 'Amara',
    role: 'mentee',
    language: 'en',
    site: 'kitchener',
    reach: 'sms',
    phone: '519 555 0177',
    consentSms: 'yes',
    detail: 'basic',
    words: 'Somebody to walk with.',
  };
  const someone = async (givenName: string): Promise<Participant> => {
    const row = await story.database.participant.findFirstOrThrow({
      where: { person: { givenName } },
      include: { person: { include: { contactPoints: true } }, journeys: true },
    });
    const phone = row.person.contactPoints.find(({ channel }) => channel === 'sms')?.value;
    return {
      name: givenName,
      personId: row.personId as never,
      participantId: row.id as never,
      journeyId: row.journeys[0]?.id ?? '',
      ...(phone ? { phone } : {}),
    };
  };

  test('Amara applies on her phone: she is in, is written to once, and staff owe her the next move', async () => {
    const form = await key('/apply/kwmunity');
    const sent = await send('/apply/kwmunity', { form, ...amara });
    expect([sent.status, sent.headers.get('location')]).toEqual([303, '/apply/kwmunity?sent']);
    // What did not go out at once goes out within the minute.
    await story.world.settled();
    await story.world.pass(60_000);

    const who = await someone('Amara');
    expect((await story.told(who)).map(({ template }) => template)).toEqual(['welcome']);
    const { rows } = await story.office.standing.owed(COORDINATOR, { personId: who.personId });
    expect(rows).toMatchObject([
      { kind: 'screening-step', owedBy: 'staff', details: { step: 'application', sentIn: true } },
    ]);
    const kinds = (await story.events({ personId: who.personId })).map(({ kind, actor }) => [kind, actor]);
    expect(kinds).toContainEqual(['screening-step-sent-in', `person:${who.personId}`]);
    expect(kinds).toContainEqual(['agreement-accepted', `person:${who.personId}`]);
  });

  test('the same form sent twice is one application', async () => {
    const form = await key('/apply/kwmunity');
    const fields = { form, ...amara, givenName: 'Bao', phone: '519 555 0178' };
    await Promise.all([send('/apply/kwmunity', fields), send('/apply/kwmunity', fields)]);
    await story.world.settled();
    expect(await story.database.application.count({ where: { givenName: 'Bao' } })).toBe(1);
    expect(
      await story.database.journey.count({ where: { participant: { person: { givenName: 'Bao' } } } }),
    ).toBe(1);
  });

  test('Amara applies again: she reads the same as everybody, staff look, and nothing of hers changes', async () => {
    const before = await someone('Amara');
    const sent = await send('/apply/kwmunity', {
      form: await key('/apply/kwmunity'),
      ...amara,
      givenName: 'amara',
      email: 'somebody.else@example.org',
      consentEmail: 'yes',
    });
    expect([sent.status, sent.headers.get('location')]).toEqual([303, '/apply/kwmunity?sent']);
    await story.world.settled();
    expect(await story.database.participant.count({ where: { personId: before.personId } })).toBe(1);
    expect(await story.database.contactPoint.count({ where: { personId: before.personId } })).toBe(1);

    const { rows } = await story.office.standing.owed(COORDINATOR, { kind: 'application' });
    expect(rows).toMatchObject([
      { about: { participantId: before.participantId }, details: { reason: 'again' } },
    ]);
    const id = String(rows[0]?.details['application']);
    const decided = await story.office.applications.accept(COORDINATOR, id);
    expect(decided.participantId).toBe(before.participantId);
    expect(await story.database.journey.count({ where: { participantId: before.participantId } })).toBe(1);
    expect((await story.office.standing.owed(COORDINATOR, { kind: 'application' })).total).toBe(0);
  });

  test('what is missing is said beside it, what was written stays, and nothing is stored', async () => {
    const stored = await story.database.application.count();
    const answer = await send('/apply/kwmunity?lang=fr', {
      ...amara,
      givenName: 'Chloé',
      phone: '12',
      consentSms: '',
    });
    const html = await answer.text();
    expect(answer.status).toBe(400);
    expect(html).toContain('Cela ne ressemble pas à un numéro');
    expect(html).toContain('il nous faut ton accord');
    expect(html).toContain('value="Chloé"');
    expect(await story.database.application.count()).toBe(stored);
  });

  test('somebody without a phone is in all the same, and a human is asked to find them', async () => {
    await send('/apply/kwmunity', {
      form: await key('/apply/kwmunity'),
      ...amara,
      givenName: 'Dez',
      phone: '',
      consentSms: '',
      reach: 'none',
      reachWords: 'At the drop-in on King Street, most mornings.',
    });
    await story.world.settled();
    const dez = await someone('Dez');
    const { rows } = await story.office.standing.owed(COORDINATOR, { personId: dez.personId });
    expect(rows.map(({ details }) => details['reason'])).toContain('unreachable');
    expect(await story.told(dez)).toEqual([]);
  });

  test('a form does not undo STOP: the number stays silent', async () => {
    const bao = await someone('Bao');
    await story.texts(bao, 'STOP');
    await send('/apply/kwmunity', {
      form: await key('/apply/kwmunity'),
      ...amara,
      givenName: 'Sister of Bao',
      phone: '519 555 0178',
    });
    await story.world.settled();
    const sister = await someone('Sister of Bao');
    expect(await story.told(sister)).toEqual([]);
  });

  const partner = {
    partnerName: 'Lena',
    organisation: 'House of Friendship',
    partnerEmail: 'lena@partner.example',
    partnerPhone: '',
    agreed: 'no',
    askedBy: 'Lena, this week',
    language: 'en',
    site: 'cambridge',
    reach: 'sms',
    consentSms: 'yes',
    reachWords: 'Text after four, never name the program.',
  };

  test('a partner tells of Eli, who has not been asked: nobody writes to him until he agrees', async () => {
    const sent = await send('/refer/kwmunity', {
      form: await key('/refer/kwmunity'),
      ...partner,
      givenName: 'Eli',
      phone: '519 555 0179',
    });
    expect(sent.status).toBe(303);
    await story.world.settled();
    const { rows } = await story.office.standing.owed(COORDINATOR, { kind: 'application' });
    const id = String(rows[0]?.details['application']);
    expect(rows[0]).toMatchObject({ owedBy: 'staff', details: { reason: 'referral' } });

    await expect(story.office.applications.accept(COORDINATOR, id)).rejects.toMatchObject({
      code: 'ConsentNeeded',
    });
    expect(await story.database.participant.count({ where: { person: { givenName: 'Eli' } } })).toBe(0);
    expect(story.world.carrier.phone('+15195550179')?.messages ?? []).toEqual([]);

    await story.office.applications.accept(COORDINATOR, id, { personAgreed: true });
    await story.world.settled();
    const eli = await someone('Eli');
    expect((await story.told(eli)).map(({ template }) => template)).toEqual(['welcome']);
    const thanks = story.world.mailbox.mailbox('lena@partner.example')?.mails ?? [];
    expect(thanks.map(({ subject }) => subject)).toEqual(['Thank you, we have it']);
    expect(JSON.stringify(thanks)).not.toContain('Eli');
  });

  test('a referral that does not fit is closed with a kind word to the partner, and none to the person', async () => {
    await send('/refer/kwmunity', {
      form: await key('/refer/kwmunity'),
      ...partner,
      partnerEmail: 'omar@partner.example',
      agreed: 'yes',
      givenName: 'Finn',
      phone: '519 555 0180',
    });
    const { rows } = await story.office.standing.owed(COORDINATOR, { kind: 'application' });
    await story.office.applications.decline(COORDINATOR, String(rows[0]?.details['application']));
    await story.world.settled();
    const [mail] = story.world.mailbox.mailbox('omar@partner.example')?.mails ?? [];
    expect(mail?.subject).toBe('Thank you for thinking of us');
    expect(story.world.carrier.phone('+15195550180')?.messages ?? []).toEqual([]);
    await expect(
      story.office.applications.decline(COORDINATOR, String(rows[0]?.details['application'])),
    ).rejects.toMatchObject({ code: 'AlreadyDecided' });
  });

  test('too many in a short time are asked to wait', async () => {
    let last = 0;
    for (let n = 0; n < 6 && last !== 429; n++)
      last = (await send('/apply/kwmunity', { ...amara, givenName: `Name${n}`, phone: '519 555 0190' }))
        .status;
    expect(last).toBe(429);
    await story.world.settled();
    expect(await story.database.application.count({ where: { phone: '+15195550190' } })).toBe(4);
  });
});
