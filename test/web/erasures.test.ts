import { EVERYWHERE } from '../../office/access';
import { instant } from '../../domain/ids';
import { loadDefinition, shippedPrograms } from '../../programs';
import { storeProgram } from '../../programs/store';
import {
  addParticipant,
  addStaff,
  encode,
  form,
  loadProgram,
  signIn,
  webUnderTest,
  type WebUnderTest,
} from './support';

let web: WebUnderTest;
let cookie: string;
let noor: { participantId: string; personId: string };
beforeAll(async () => {
  web = await webUnderTest({ config: { publicUrl: 'http://localhost' } });
});
beforeEach(async () => {
  await web.reset();
  await loadProgram(web);
  await addStaff(web, { email: 'maya@example.org', grants: [{ role: 'admin' }] });
  cookie = await signIn(web, 'maya@example.org');
  noor = await addParticipant(web);
});
afterAll(() => web.close());

const page = (url: string) => web.app.inject({ url, headers: { cookie } });
const post = (url: string, fields: Record<string, string>) =>
  web.app.inject({
    method: 'POST',
    url,
    headers: { cookie, ...form, origin: 'http://localhost', 'sec-fetch-site': 'same-origin' },
    payload: encode(fields),
  });
const waiting = () => web.parts.database.erasure.findFirst({ where: { status: 'waiting' } });

test('staff ask for somebody to be erased by writing their name, and take it back', async () => {
  const address = `/people/${noor.participantId}/erase`;
  expect((await page(address)).body).toContain('What stays');
  expect((await post(address, { name: 'Nora' })).headers.location).toBe(address);
  expect(await waiting()).toBeNull();
  expect((await post(address, { name: ' noor ' })).headers.location).toBe(`/people/${noor.participantId}`);
  expect(await waiting()).toMatchObject({ personId: noor.personId });
  expect((await page(`/people/${noor.participantId}`)).body).toContain(
    'Everything personal is removed after',
  );
  // Whoever looks at the first page notices it while it can be taken back.
  expect((await page('/')).body).toContain('is to be forgotten, as was asked: after Monday March 9');
  await post(`${address}/take-back`, {});
  expect(await waiting()).toBeNull();
  expect((await page('/')).body).not.toContain('is to be forgotten');
});

test('the API asks, says when, and takes back; without the right to manage people it does not', async () => {
  const key = async (role: 'admin' | 'viewer') =>
    (
      await web.parts.office.apiKeys.create(
        { actor: 'system', scope: EVERYWHERE, via: 'cli' },
        { name: role, role },
      )
    ).secret;
  const call = async (role: 'admin' | 'viewer', method: 'POST' | 'GET' | 'DELETE') => {
    const answer = await web.app.inject({
      method,
      url: `/api/v1/participants/${noor.participantId}/erasure`,
      headers: { authorization: `Bearer ${await key(role)}` },
    });
    return {
      status: answer.statusCode,
      ...answer.json<{ waiting?: { dueAt: string } | null; code?: string }>(),
    };
  };
  expect(await call('viewer', 'POST')).toMatchObject({ status: 403 });
  expect(await call('admin', 'POST')).toMatchObject({
    status: 201,
    waiting: { dueAt: '2026-03-09T15:00:00.000Z' },
  });
  expect(await call('admin', 'GET')).toMatchObject({ status: 200, waiting: { heldUpBy: null } });
  expect(await call('admin', 'DELETE')).toMatchObject({ status: 200, waiting: null });
  expect(await call('admin', 'DELETE')).toMatchObject({ status: 409, code: 'NothingToTakeBack' });
});

test('how somebody describes themself is kept with their consent only, and can be taken back', async () => {
  const regent = shippedPrograms().find((file) => file.includes('regent-park'))!;
  await storeProgram(web.parts.database, loadDefinition(regent), instant(web.clock.at.getTime()));
  await web.parts.database.journey.deleteMany();
  await web.parts.database.participant.update({
    where: { id: noor.participantId },
    data: { programId: 'regent-park', siteId: null },
  });
  const address = `/people/${noor.participantId}/self-description`;
  await post(address, { group: 'woman', words: 'Of two worlds' });
  expect(await web.parts.database.selfDescription.count()).toBe(0);
  await post(address, { group: 'nobody', consents: 'yes' });
  expect(await web.parts.database.selfDescription.count()).toBe(0);
  await post(address, { group: 'woman', words: 'Of two worlds', consents: 'yes' });
  expect((await page(`/people/${noor.participantId}`)).body).toContain('women: Of two worlds');
  await post(`${address}/take-back`, {});
  expect(await web.parts.database.selfDescription.count()).toBe(0);
  const said = await web.parts.database.event.findMany({
    where: { kind: 'self-described' },
    orderBy: { id: 'asc' },
  });
  expect(said.map(({ data }) => data)).toEqual([{ group: 'woman' }, { group: null }]);
  expect(JSON.stringify(said, (_, value: unknown) => (typeof value === 'bigint' ? 0 : value))).not.toContain(
    'worlds',
  );
});
