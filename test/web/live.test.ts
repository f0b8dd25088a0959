import {
  addParticipant,
  addStaff,
  loadProgram,
  PROGRAM,
  signIn,
  SITE,
  webUnderTest,
  type WebUnderTest,
} from './support';

describe('live pages', () => {
  let web: WebUnderTest;
  let address: string;
  beforeAll(async () => {
    web = await webUnderTest();
    address = await web.app.listen({ port: 0, host: '127.0.0.1' });
  });
  beforeEach(async () => {
    await web.reset();
    await loadProgram(web);
  });
  afterAll(() => web.close());

  let number = 0;
  // Prisma asks only when it is waited for.
  const happens = async (siteId: string, personId: string): Promise<void> => {
    await web.parts.database.event.create({
      data: {
        key: `e${number++}`,
        kind: 'goal-set',
        programId: PROGRAM,
        siteId,
        personId,
        actor: 'system',
        data: {},
        at: web.clock.at,
      },
    });
  };

  /** Counts what a stream says until something has happened elsewhere that it does say. */
  async function follow(path: string, cookie: string) {
    const ending = new AbortController();
    const response = await fetch(`${address}${path}`, { headers: { cookie }, signal: ending.signal });
    const heard = { changes: 0, ended: false };
    const reading = (async () => {
      try {
        const reader = response.body?.getReader();
        for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
          heard.changes +=
            Buffer.from(part.value as Uint8Array)
              .toString()
              .split('event: changed').length - 1;
        }
      } catch {
        // Aborted by the test.
      }
      heard.ended = true;
    })();
    return {
      heard,
      status: response.status,
      stop: async () => {
        ending.abort();
        await reading;
      },
      ended: reading,
    };
  }
  async function until(condition: () => boolean): Promise<void> {
    const deadline = performance.now() + 15_000;
    while (!condition()) {
      if (performance.now() > deadline) throw new Error('it never happened');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  test('a page hears of what happens to its person, and staff of one site of nothing elsewhere', async () => {
    const noor = await addParticipant(web);
    const other = await addParticipant(web, { siteId: 'kwmunity.cambridge', phone: '+15195550112' });
    await addStaff(web, {
      email: 'sam@example.org',
      grants: [{ role: 'viewer', programId: PROGRAM, siteId: SITE }],
    });
    const cookie = await signIn(web, 'sam@example.org');
    const person = await follow(`/live/people/${noor.participantId}`, cookie);
    const today = await follow('/live/today', cookie);
    // Streams begin at the end of the ledger; the first row makes sure that both are listening.
    const warmUp = setInterval(() => void happens(SITE, noor.personId), 300);
    await until(() => person.heard.changes > 0 && today.heard.changes > 0);
    clearInterval(warmUp);
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    const before = { person: person.heard.changes, today: today.heard.changes };

    await happens('kwmunity.cambridge', other.personId);
    const marker = await follow('/live/today', await adminCookie());
    const ticking = setInterval(() => void happens('kwmunity.cambridge', other.personId), 300);
    await until(() => marker.heard.changes > 1);
    clearInterval(ticking);
    expect({ person: person.heard.changes, today: today.heard.changes }).toEqual(before);

    await happens(SITE, noor.personId);
    await until(() => person.heard.changes > before.person && today.heard.changes > before.today);
    await Promise.all([person.stop(), today.stop(), marker.stop()]);
  });

  test('a stream ends when its account is disabled', async () => {
    const noor = await addParticipant(web);
    const { accountId } = await addStaff(web, { email: 'kim@example.org', grants: [{ role: 'admin' }] });
    const stream = await follow('/live/today', await signIn(web, 'kim@example.org'));
    await web.parts.database.account.update({ where: { id: accountId }, data: { disabledAt: web.clock.at } });
    const ticking = setInterval(() => void happens(SITE, noor.personId), 300);
    await stream.ended;
    clearInterval(ticking);
    expect(stream.heard.changes).toBe(0);
  });

  test('nobody who is not signed in hears anything', async () => {
    expect((await fetch(`${address}/live/today`)).status).toBe(401);
  });

  async function adminCookie(): Promise<string> {
    await addStaff(web, { email: 'admin@example.org', grants: [{ role: 'admin' }] });
    return signIn(web, 'admin@example.org');
  }
});
