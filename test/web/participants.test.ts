import {
  addParticipant,
  encode,
  form,
  loadProgram,
  openWait,
  personalLink,
  PROGRAM,
  SITE,
  webUnderTest,
  type WebUnderTest,
} from './support';

describe('a personal link', () => {
  let web: WebUnderTest;
  beforeAll(async () => {
    web = await webUnderTest();
  });
  beforeEach(async () => {
    await web.reset();
    await loadProgram(web);
  });
  afterAll(() => web.close());

  const get = (token: string) => web.app.inject({ url: `/p/${token}`, headers: { accept: 'text/html' } });
  const press = (token: string, fields: Record<string, string>) =>
    web.app.inject({ method: 'POST', url: `/p/${token}`, headers: form, payload: encode(fields) });

  async function onShift(who: Parameters<typeof addParticipant>[1] = {}) {
    const noor = await addParticipant(web, who);
    await web.parts.database.shift.create({
      data: {
        id: 's1',
        programId: PROGRAM,
        siteId: SITE,
        startsWall: '2026-03-02T05:00',
        endsWall: '2026-03-02T10:00',
        zone: 'America/Toronto',
        startsAt: new Date('2026-03-02T10:00:00Z'),
        endsAt: new Date('2026-03-02T15:00:00Z'),
        zoneRules: 'x',
        status: 'running',
        createdBy: 'system',
        createdAt: web.clock.at,
        peers: {
          create: { personId: noor.personId, participantId: noor.participantId, addedAt: web.clock.at },
        },
      },
    });
    const key = `shift-s1/${noor.personId}/end`;
    await openWait(web, {
      key,
      kind: 'end-of-shift',
      personId: noor.personId,
      shiftId: 's1',
      dueAt: new Date('2026-03-02T15:00:00Z'),
    });
    return { ...noor, key, token: await personalLink(web, { personId: noor.personId, waitKey: key }) };
  }
  const everything = async () =>
    JSON.stringify([
      await web.parts.database.wait.findMany(),
      await web.parts.database.personalLink.findMany(),
      await web.parts.database.event.findMany({ select: { key: true } }),
      await web.parts.database.inbound.findMany(),
    ]);

  test('opening it changes nothing, however often a scanner or a preview does', async () => {
    const { token } = await onShift();
    const before = await everything();
    for (let i = 0; i < 5; i++) expect((await get(token)).statusCode).toBe(200);
    await web.app.inject({ method: 'HEAD', url: `/p/${token}` });
    expect(await everything()).toBe(before);
    expect(web.asked).toHaveLength(0);
  });

  test('"I am OK" at the end of a shift is the check-in, and the page thanks', async () => {
    const { token, key } = await onShift();
    expect((await get(token)).body).toContain('I am OK');
    const answer = await press(token, { wait: key, act: 'ok' });
    expect(answer.statusCode).toBe(303);
    expect(await web.parts.database.wait.findUnique({ where: { key } })).toMatchObject({ outcome: 'ok' });
    expect((await get(token + '?said=answered')).body).toContain('Thank you');
    expect((await get(token)).body).toContain('answered already');
  });

  test('"I am OK" counts while Temporal is away', async () => {
    const { token, key } = await onShift();
    web.temporal.away = true;
    expect((await press(token, { wait: key, act: 'ok' })).statusCode).toBe(303);
    expect(await web.parts.database.wait.findUnique({ where: { key } })).toMatchObject({ outcome: 'ok' });
  });

  test('"I need help" is kept before anything else, told at once, and never lost while Temporal is away', async () => {
    const { token, key, personId } = await onShift();
    web.temporal.away = true;
    const answer = await press(token, { wait: key, act: 'help' });
    expect(answer.headers.location).toBe(`/p/${token}?said=help`);
    expect(await web.parts.database.inbound.findMany()).toMatchObject([
      { body: 'HELP', personId, status: 'stored' },
    ]);
    expect((await get(`${token}?said=help`)).body).toContain('letting people know');
    web.temporal.away = false;
    await press(token, { wait: key, act: 'help' });
    expect(await web.parts.database.inbound.count()).toBe(1);
    expect(await web.parts.database.wait.findUnique({ where: { key } })).toMatchObject({ closedAt: null });
  });

  test('"I need help" pressed again, after somebody has ended the first call, is a call again', async () => {
    const { token, key, personId } = await onShift();
    await press(token, { wait: key, act: 'help' });
    await web.parts.database.escalation.create({
      data: {
        ...{ id: `escalation-${key}`, kind: 'help', programId: 'kwmunity', subjectPersonId: personId },
        ...{ status: 'resolved', level: 0, chain: [], code: 'K42', raisedAt: web.clock.at },
      },
    });
    await press(token, { wait: key, act: 'help' });
    expect(await web.parts.database.inbound.count({ where: { body: 'HELP', personId } })).toBe(2);
  });

  test('the page speaks the person’s language, and says nothing of program or place where they want none', async () => {
    const { token } = await onShift({ language: 'fr', detail: 'basic' });
    const { body } = await get(token);
    expect(body).toContain('<html lang="fr">');
    expect(body).toContain('Ça va');
    expect(body).not.toMatch(/KWMUNITY|Kitchener|Haddad/);
    expect(/<title>(.*)<\/title>/.exec(body)?.[1]).toBe('Ta page');
  });

  test('the address of the page leaks nowhere, and the page is kept nowhere', async () => {
    const { token } = await onShift();
    const { headers, body } = await get(token);
    expect(headers['referrer-policy']).toBe('no-referrer');
    expect(headers['cache-control']).toBe('no-store');
    expect(body).toContain('noindex');
    expect(body).not.toContain('<script');
  });

  test('links that are unknown, over or replaced get a kind page that opens nothing', async () => {
    const { personId, key } = await onShift();
    expect((await get('n'.repeat(43))).statusCode).toBe(404);
    expect((await get('short')).statusCode).toBe(404);
    const old = await personalLink(web, { personId, waitKey: key, days: -1 });
    expect((await get(old)).statusCode).toBe(410);
    expect((await press(old, { wait: key, act: 'ok' })).statusCode).toBe(410);
    const revoked = await personalLink(web, { personId, waitKey: key });
    await web.parts.database.personalLink.updateMany({ data: { revokedAt: web.clock.at } });
    const page = await get(revoked);
    expect(page.statusCode).toBe(410);
    expect(page.body).toContain('replaced');
    expect(await web.parts.database.wait.findUnique({ where: { key } })).toMatchObject({ closedAt: null });
  });

  test('one person’s link cannot answer for somebody else', async () => {
    const { key } = await onShift();
    const other = await addParticipant(web, { givenName: 'Other', phone: '+15195550119' });
    const token = await personalLink(web, { personId: other.personId });
    await press(token, { wait: key, act: 'ok' });
    expect(await web.parts.database.wait.findUnique({ where: { key } })).toMatchObject({ closedAt: null });
  });

  test('a survey comes back with what is missing marked and what was chosen kept', async () => {
    const { personId, participantId } = await addParticipant(web);
    await openWait(web, { key: 'w', kind: 'survey', personId, details: { survey: 'matching' } });
    const token = await personalLink(web, { personId, waitKey: 'w' });
    const page = await get(token);
    expect(page.body).toContain('What would you like to work on?');
    const half = await press(token, { wait: 'w', act: 'survey', 'q.goals': 'housing' });
    expect(half.statusCode).toBe(400);
    expect(half.body).toContain('Please answer this one');
    expect(half.body).toMatch(/value="housing"[^>]*checked|checked[^>]*value="housing"/);
    expect(await web.parts.database.surveyResponse.count()).toBe(0);

    const whole = {
      'q.goals': 'housing',
      'q.skills': 'listening',
      'q.interests': 'music',
      'q.languages': 'fr',
      'q.availability': 'tue-evening',
    };
    expect((await press(token, { wait: 'w', act: 'survey', ...whole })).headers.location).toBe(
      `/p/${token}?said=survey`,
    );
    expect(await web.parts.database.surveyResponse.findMany()).toMatchObject([
      {
        participantId,
        survey: 'matching',
        via: 'link',
        answers: { goals: ['housing'], languages: ['fr'], availability: ['tue-evening'] },
      },
    ]);
    expect(web.asked).toMatchObject([{ what: 'journeys.submitSurvey' }]);
  });

  test('a check-in, an answer to a match and consent reach the path with the person as the one who said it', async () => {
    const { personId } = await addParticipant(web);
    await openWait(web, { key: 'c', kind: 'retention-check-in', personId });
    await openWait(web, { key: 't', kind: 'transition-consent', personId });
    const token = await personalLink(web, { personId, waitKey: 'c' });
    await press(token, { wait: 'c', act: 'not-now' });
    await press(token, { wait: 't', act: 'yes' });
    await press(token, { wait: 't', act: 'something else' });
    expect(web.asked).toMatchObject([
      {
        what: 'journeys.answerCheckIn',
        args: [
          expect.anything(),
          { wait: 'c', answer: 'not-now', by: `person:${personId}` },
          expect.anything(),
        ],
      },
      {
        what: 'journeys.consentToTransition',
        args: [expect.anything(), { consents: true, by: `person:${personId}` }, expect.anything()],
      },
    ]);
  });

  test('"not OK" pressed on a check-in is kept as a reply about it, once, whether or not Temporal is there', async () => {
    const { personId } = await addParticipant(web);
    await openWait(web, { key: 'c', kind: 'retention-check-in', personId });
    const token = await personalLink(web, { personId, waitKey: 'c' });
    for (let time = 0; time < 2; time++)
      expect((await press(token, { wait: 'c', act: 'not-ok' })).headers.location).toBe(
        `/p/${token}?said=not-ok`,
      );
    const { body } = await web.app.inject(`/p/${token}?said=not-ok`);
    expect(body).toContain('Somebody will get in touch with you');
    expect(body).not.toContain('value="not-ok"');
    expect(await web.parts.database.inbound.findMany()).toMatchObject([
      { body: 'NOT OK', to: 'link/c', personId, channel: 'sms' },
    ]);
  });

  test('an end that was moved is not answered yet: help can be called for, and OK said when it is asked', async () => {
    const { token, key } = await onShift();
    const [asksFrom, dueAt] = [40, 50].map((minutes) => new Date(web.clock.at.getTime() + minutes * 60_000));
    const moved = { dueAt: dueAt!, details: { asksFrom: asksFrom!.toISOString() } };
    await web.parts.database.wait.update({ where: { key }, data: moved });
    const page = (await get(token)).body;
    expect(page).toContain('Your shift goes on');
    expect(page).not.toContain('value="ok"');
    expect(page).toContain('value="help"');
    await press(token, { wait: key, act: 'ok' });
    expect((await web.parts.database.wait.findUniqueOrThrow({ where: { key } })).closedAt).toBeNull();
    web.clock.at = asksFrom!;
    expect((await get(token)).body).toContain('value="ok"');
    await press(token, { wait: key, act: 'ok' });
    expect(await web.parts.database.wait.findUniqueOrThrow({ where: { key } })).toMatchObject({
      outcome: 'ok',
    });
  });

  test('somebody on the chain takes an escalation on from their link, without an account; others cannot', async () => {
    const { personId } = await addParticipant(web);
    const helen = await addParticipant(web, { givenName: 'Helen', phone: '+15195550133' });
    const other = await addParticipant(web, { givenName: 'Other', phone: '+15195550134' });
    await web.parts.database.escalation.create({
      data: {
        id: 'escalation-s1-end',
        kind: 'missed-end',
        programId: PROGRAM,
        siteId: SITE,
        subjectPersonId: personId,
        status: 'open',
        level: 0,
        chain: [{ id: 'supervisor', channels: ['sms'], people: [helen.personId] }],
        code: 'K42',
        raisedAt: web.clock.at,
      },
    });
    await openWait(web, {
      key: 'ack',
      kind: 'escalation-acknowledgement',
      owedBy: 'staff',
      personId: null as never,
      escalationId: 'escalation-s1-end',
    });
    const token = await personalLink(web, { personId: helen.personId, waitKey: 'ack' });
    expect((await get(token)).body).toContain('I take it on');
    await press(token, { act: 'acknowledge' });
    expect(web.asked).toMatchObject([
      {
        what: 'escalations.acknowledge',
        args: ['escalation-s1-end', { via: 'link', personId: helen.personId }, undefined],
      },
    ]);
    // Handed over to her, or hers without an outcome for too long, it is nobody's until she takes it.
    const hers = { where: { id: 'escalation-s1-end' }, data: { ownerPersonId: helen.personId } };
    await web.parts.database.escalation.update(hers);
    expect((await get(token)).body).toContain('I take it on');
    await web.parts.database.escalation.update({ ...hers, data: { status: 'acknowledged' } });
    expect((await get(token)).body).not.toContain('I take it on');
    const foreign = await personalLink(web, { personId: other.personId, waitKey: 'ack' });
    expect((await get(foreign)).body).not.toContain('I take it on');
    await press(foreign, { act: 'acknowledge' });
    expect(web.asked).toHaveLength(1);
  });

  test('whoever was paged and is not on call any more opens the alarm all the same; of a silent one nobody is to be called', async () => {
    const { personId } = await addParticipant(web);
    const helen = await addParticipant(web, { givenName: 'Helen', phone: '+15195550133' });
    await web.parts.database.escalation.create({
      data: {
        ...{
          id: 'escalation-d1',
          kind: 'duress',
          programId: PROGRAM,
          siteId: SITE,
          subjectPersonId: personId,
        },
        ...{ status: 'open', level: 0, chain: [], code: 'K43', raisedAt: web.clock.at },
      },
    });
    await openWait(web, {
      key: 'ack-d1',
      kind: 'escalation-acknowledgement',
      owedBy: 'staff',
      personId: null as never,
      escalationId: 'escalation-d1',
    });
    const token = await personalLink(web, { personId: helen.personId, waitKey: 'ack-d1' });
    expect((await get(token)).body).not.toContain('I take it on');
    await told(helen.personId, {
      template: 'help-alarm',
      escalationId: 'escalation-d1',
      urgency: 'escalation',
    });
    const { body } = await get(token);
    expect(body).toContain('I take it on');
    expect(body).toContain('do not call or text them');
    expect(body).not.toContain('href="tel:');
    // Where, and since when.
    expect(body).toMatch(/<p class="soft">[^<]+, Monday March 2, /);

    // Nor behind the link of any other alarm about them, nor of what they wrote.
    await web.parts.database.escalation.create({
      data: {
        ...{ id: 'escalation-e1', kind: 'missed-end', programId: PROGRAM, siteId: SITE, code: 'K44' },
        ...{ subjectPersonId: personId, status: 'open', level: 0, chain: [], raisedAt: web.clock.at },
      },
    });
    await openWait(web, {
      key: 'ack-e1',
      kind: 'escalation-acknowledgement',
      owedBy: 'staff',
      personId: null as never,
      escalationId: 'escalation-e1',
    });
    await told(helen.personId, {
      template: 'escalation-raised',
      escalationId: 'escalation-e1',
      urgency: 'escalation',
    });
    const beside = await personalLink(web, { personId: helen.personId, waitKey: 'ack-e1' });
    const other = (await get(beside)).body;
    expect(other).toContain('do not call or text them');
    expect(other).not.toContain('href="tel:');
    await web.parts.database.escalation.updateMany({
      where: { id: 'escalation-d1' },
      data: { status: 'resolved' },
    });
    expect((await get(beside)).body).toContain('href="tel:');

    // What could not be done is said, with everything still there to try again.
    web.temporal.away = true;
    const tried = await press(beside, { act: 'acknowledge' });
    expect(tried.statusCode).toBe(409);
    expect(tried.body).toContain('role="alert"');
    expect(tried.body).toContain('I take it on');
    web.temporal.away = false;
  });

  test('whoever is told of a reply at night reads it behind the link, can call, and says that they saw to it', async () => {
    const ana = await addParticipant(web, { phone: '+15195550155' });
    const helen = await addParticipant(web, { givenName: 'Helen', phone: '+15195550133' });
    const { database } = web.parts;
    const at = web.clock.at;
    await database.inbound.create({
      data: {
        ...{ id: 'SM-words', channel: 'sms', from: '+15195550155', to: '+1', body: 'the door again' },
        ...{ receivedAt: at, status: 'done' },
      },
    });
    const reply = { owedBy: 'staff', personId: null as never, subjectPersonId: ana.personId };
    await openWait(web, { key: 'read', kind: 'human-reply', ...reply, details: { inbound: 'SM-words' } });
    const token = await personalLink(web, { personId: helen.personId, waitKey: 'read' });
    expect((await get(token)).body).not.toContain('the door again');
    await told(helen.personId, { template: 'staff-task', refs: { wait: 'read' } });
    const { body } = await get(token);
    expect(body).toContain('the door again');
    expect(body).toContain('href="tel:+15195550155"');
    await press(token, { act: 'seen-to' });
    expect(await database.wait.findUnique({ where: { key: 'read' } })).toMatchObject({ outcome: 'done' });
    expect((await get(token)).body).toContain('Somebody has seen to it');
  });

  let tellings = 0;
  const told = (personId: string, more: object) =>
    web.parts.database.messageIntent.create({
      data: {
        ...{
          key: `told/${personId}/${++tellings}`,
          personId,
          refs: {},
          urgency: 'notice',
          programId: PROGRAM,
        },
        ...{ template: '', status: 'sent', at: web.clock.at },
        ...more,
      },
    });

  test('nothing opens for somebody who has died', async () => {
    const { token, personId } = await onShift();
    await web.parts.database.person.update({ where: { id: personId }, data: { deceasedAt: web.clock.at } });
    expect((await get(token)).statusCode).toBe(410);
  });
});
