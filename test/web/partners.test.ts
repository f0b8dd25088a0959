import { randomUUID } from 'node:crypto';
import {
  addParticipant,
  addStaff,
  form,
  encode,
  PUBLIC_URL,
  signIn,
  webUnderTest,
  type Somebody,
  type WebUnderTest,
} from './support';
import { loadDefinition, shippedPrograms } from '../../programs';
import { storeProgram } from '../../programs/store';
import { instant } from '../../domain/ids';
import { EVERYWHERE, type Caller } from '../../office/access';

const ADMIN: Caller = { actor: 'account:admin', scope: EVERYWHERE, via: 'console' };
const PROGRAM = 'jhs-peer-mentor';
const PARTNER = 'community-transition-team';

let web: WebUnderTest;
let shared: Somebody & { transition: string };
let other: Somebody & { transition: string };
let cookie: string;
let key: string;

/** Somebody of the program with a transition in which the partner has a part. */
async function crossing(givenName: string): Promise<Somebody & { transition: string }> {
  const { db } = web.database;
  const personId = randomUUID();
  const participantId = randomUUID();
  const at = web.clock.at;
  const { version } = await db.program.findUniqueOrThrow({ where: { id: PROGRAM } });
  await db.person.create({
    data: {
      id: personId,
      givenName,
      surname: `${givenName}son`,
      createdAt: at,
      contactPoints: {
        create: {
          id: randomUUID(),
          channel: 'sms',
          value: `+1604555${Math.floor(Math.random() * 8999) + 1000}`,
          consentAt: at,
          createdAt: at,
        },
      },
      participants: {
        create: {
          id: participantId,
          programId: PROGRAM,
          siteId: `${PROGRAM}.surrey-pretrial`,
          role: 'mentee',
          createdAt: at,
          journeys: {
            create: {
              id: `j-${participantId}`,
              programId: PROGRAM,
              programVersion: version,
              status: 'active',
              stage: 'mentorship',
              role: 'mentee',
              privileges: [],
              passedSteps: [],
              sequence: 1,
              startedAt: at,
              updatedAt: at,
            },
          },
        },
      },
    },
  });
  const { transitionId } = await web.parts.office.transitions.report(ADMIN, participantId, {
    kind: 'custody-release',
    partner: PARTNER,
  });
  await db.transition.update({ where: { id: transitionId }, data: { status: 'open' } });
  return { personId, participantId, transition: transitionId };
}

beforeAll(async () => {
  web = await webUnderTest();
  for (const program of [PROGRAM, 'kwmunity']) {
    const file = shippedPrograms().find((path) => path.endsWith(`${program}.yaml`)) ?? '';
    await storeProgram(web.parts.database, loadDefinition(file), instant(web.clock.at));
  }
  shared = await crossing('Sharedina');
  other = await crossing('Hiddenia');
  await addParticipant(web, { givenName: 'Elsewhere' });
  await web.parts.office.transitions.share(ADMIN, shared.participantId, {
    partner: PARTNER,
    consentVia: 'paper',
  });
  const { accountId } = await addStaff(web, { email: 'nurse@example.org', grants: [] });
  await web.database.db.roleGrant.create({
    data: { id: randomUUID(), accountId, role: 'partner', programId: PROGRAM, partner: PARTNER },
  });
  cookie = await signIn(web, 'nurse@example.org');
  key = (
    await web.parts.office.apiKeys.create(ADMIN, {
      name: 'ctt',
      role: 'partner',
      programId: PROGRAM,
      partner: PARTNER,
    })
  ).secret;
});
afterAll(() => web.close());

/** Every route that the web server has, with the ids of somebody who is not shared in the place of its parameters. */
function routes(): { method: string; url: string }[] {
  const tree = web.app.printRoutes({ commonPrefix: false });
  const found: { method: string; url: string }[] = [];
  const path: string[] = [];
  for (const line of tree.split('\n')) {
    const match = /^([│ ]*)[├└]── (\S*)(?: \(([A-Z, ]+)\))?/.exec(line);
    if (!match) continue;
    const depth = (match[1]?.length ?? 0) / 4;
    path.length = depth;
    path[depth] = match[2] ?? '';
    const url = path.join('');
    for (const method of (match[3] ?? '').split(', '))
      if (method && method !== 'HEAD') found.push({ method, url });
  }
  return found;
}

const filled = (url: string) =>
  url.replace(/:(\w+)(\([^)]*\))?/g, (_, name: string) =>
    url.startsWith('/transitions') || url.startsWith('/api/v1/transitions')
      ? name === 'id'
        ? other.transition
        : 'out'
      : other.participantId,
  );
const names = /Hiddenia|Elsewhere|Haddad/;
/** What everybody may ask, signed in or not. */
const OPEN =
  /^\/(robots\.txt|apply|refer|signin|signout|setup|healthz|readyz|metrics|static|carrier|p\/|docs|api\/v1\/openapi\.json|favicon|invite|first)/;

test('the sweep finds the routes that there are', () => {
  const urls = routes().map(({ url }) => url);
  for (const known of [
    '/people/:id',
    '/escalations',
    '/transitions/:id',
    '/api/v1/participants',
    '/api/v1/transitions',
  ])
    expect(urls).toContain(known);
  expect(urls.length).toBeGreaterThan(100);
});

test('a partner’s browser sees nothing of anybody who was not shared, on any page, list or fragment', async () => {
  const seen: string[] = [];
  for (const { method, url } of routes()) {
    if (url.startsWith('/api/') || url.includes('*') || OPEN.test(url)) continue;
    const answer = await web.app.inject({
      method: method as 'GET',
      url: filled(url),
      headers: {
        cookie,
        origin: PUBLIC_URL,
        'sec-fetch-site': 'same-origin',
        ...(method === 'POST' ? form : {}),
      },
      ...(method === 'POST' ? { payload: encode({ x: 'y' }) } : {}),
    });
    expect({ url, leaks: names.test(answer.body) }).toEqual({ url, leaks: false });
    if (answer.statusCode < 400) seen.push(`${method} ${url}`);
  }
  // The list of what was shared, and the way to it; whatever else answers only sends back with a refusal.
  expect(seen.filter((one) => one.startsWith('GET')).sort()).toEqual(['GET /', 'GET /transitions']);
});

test('a partner’s key opens its transitions and no other route', async () => {
  const open: string[] = [];
  for (const { method, url } of routes()) {
    if (!url.startsWith('/api/v1/') || OPEN.test(url)) continue;
    const answer = await web.app.inject({
      method: method as 'GET',
      url: filled(url),
      headers: { authorization: `Bearer ${key}`, 'idempotency-key': randomUUID() },
      ...(method === 'GET' ? {} : { payload: {} }),
    });
    expect({ url, leaks: names.test(answer.body) }).toEqual({ url, leaks: false });
    if (answer.statusCode < 300) open.push(`${method} ${url}`);
  }
  expect(open).toEqual(['GET /api/v1/transitions']);
});

test('what was shared is there, can be moved and marked; when the person takes it back it is gone', async () => {
  const list = await web.app.inject({ url: '/transitions', headers: { cookie } });
  expect(list.body).toContain('Sharedina');
  expect(list.body).not.toContain('href="/people');
  const page = await web.app.inject({ url: `/transitions/${shared.transition}`, headers: { cookie } });
  expect(page.statusCode).toBe(200);
  expect(page.body).not.toContain('+1604');
  const moved = await web.app.inject({
    method: 'POST',
    url: `/api/v1/transitions/${shared.transition}/move`,
    headers: { authorization: `Bearer ${key}` },
    payload: { date: '2026-04-01' },
  });
  expect(web.asked.map(({ what }) => what)).toContain('transitions.moveDate');
  expect(moved.statusCode).not.toBe(404);
  await web.parts.office.transitions.unshare(ADMIN, shared.participantId, { partner: PARTNER });
  const after = await web.app.inject({ url: `/transitions/${shared.transition}`, headers: { cookie } });
  expect(after.statusCode).toBe(404);
  expect((await web.app.inject({ url: '/transitions', headers: { cookie } })).body).not.toContain(
    'Sharedina',
  );
});

test('the role goes with a partner that the program has', async () => {
  for (const more of [{}, { programId: PROGRAM }, { programId: PROGRAM, partner: 'nobody' }])
    await expect(
      web.parts.office.apiKeys.create(ADMIN, { name: 'x', role: 'partner', ...more }),
    ).rejects.toMatchObject({ name: 'Refused' });
});
