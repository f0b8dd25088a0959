import { issueFirstAdminLink } from '../../web/access/firstAdministrator';
import {
  addStaff,
  encode,
  form,
  loadProgram,
  PASSWORD,
  signIn,
  webUnderTest,
  type WebUnderTest,
} from './support';

const here = { 'sec-fetch-site': 'same-origin', ...form };
const page = { accept: 'text/html' };

describe('signing in', () => {
  let web: WebUnderTest;
  beforeEach(async () => {
    web = await webUnderTest();
    await loadProgram(web);
  });
  afterEach(() => web.close());

  const first = (token: string, fields: Record<string, string>) =>
    web.app.inject({ method: 'POST', url: token, headers: here, payload: encode(fields) });
  const maya = { givenName: 'Maya', surname: '', email: 'Maya@Example.org', password: PASSWORD };

  test('the first link makes one administrator, who is signed in, and then has done its work', async () => {
    const link = (await issueFirstAdminLink(web.parts.database, web.parts.clock)) ?? '';
    expect((await web.app.inject({ url: link, headers: page })).statusCode).toBe(200);

    const made = await first(link, maya);
    expect(made.statusCode).toBe(303);
    const cookie = made.cookies.find(({ name }) => name === '__Host-full-circle');
    expect(cookie).toMatchObject({ httpOnly: true, secure: true, path: '/', sameSite: 'Lax' });
    expect(await web.parts.database.account.findMany({ include: { grants: true } })).toMatchObject([
      { email: 'maya@example.org', grants: [{ role: 'admin', programId: null }] },
    ]);

    expect((await first(link, { ...maya, email: 'else@example.org' })).statusCode).toBe(410);
    expect(await issueFirstAdminLink(web.parts.database, web.parts.clock)).toBeUndefined();
  });

  test('two people who use the first link at once make one administrator', async () => {
    const link = (await issueFirstAdminLink(web.parts.database, web.parts.clock)) ?? '';
    const answers = await Promise.all([first(link, maya), first(link, { ...maya, email: 'b@example.org' })]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([303, 410]);
    expect(await web.parts.database.account.count()).toBe(1);
  });

  test('a new first link takes the place of the one before it, and it ends after a day', async () => {
    const before = (await issueFirstAdminLink(web.parts.database, web.parts.clock)) ?? '';
    const link = (await issueFirstAdminLink(web.parts.database, web.parts.clock)) ?? '';
    expect((await first(before, maya)).statusCode).toBe(410);
    web.clock.at = new Date(web.clock.at.getTime() + 25 * 3_600_000);
    expect((await first(link, maya)).statusCode).toBe(410);
  });

  test('a short password is refused with a hint and what was typed is kept', async () => {
    const link = (await issueFirstAdminLink(web.parts.database, web.parts.clock)) ?? '';
    const answer = await first(link, { ...maya, password: 'short' });
    expect(answer.statusCode).toBe(400);
    expect(answer.body).toContain('value="maya@example.org"');
    expect(answer.body).not.toContain('value="short"');
    expect(await web.parts.database.account.count()).toBe(0);
  });

  test('whoever is not signed in is sent to sign in, and comes back to where they wanted to go', async () => {
    const answer = await web.app.inject({ url: '/people?stage=screening', headers: page });
    expect(answer.statusCode).toBe(302);
    expect(answer.headers.location).toBe('/signin?to=%2Fpeople%3Fstage%3Dscreening');
    await addStaff(web, { email: 'sam@example.org', grants: [{ role: 'viewer' }] });
    const back = await web.app.inject({
      method: 'POST',
      url: '/signin',
      headers: here,
      payload: encode({ email: 'sam@example.org', password: PASSWORD, to: '/people?stage=screening' }),
    });
    expect(back.headers.location).toBe('/people?stage=screening');
  });

  test.each(['//evil.example', '/\\evil.example', 'https://evil.example'])(
    'nobody is sent to another site after signing in (%s)',
    async (to) => {
      await addStaff(web, { email: 'sam@example.org', grants: [{ role: 'viewer' }] });
      const back = await web.app.inject({
        method: 'POST',
        url: '/signin',
        headers: here,
        payload: encode({ email: 'sam@example.org', password: PASSWORD, to }),
      });
      expect(back.headers.location).toBe('/');
    },
  );

  test('after eight wrong passwords the account rests for a while, also for the right one', async () => {
    await addStaff(web, { email: 'sam@example.org', grants: [{ role: 'viewer' }] });
    const attempt = (password: string) =>
      web.app.inject({
        method: 'POST',
        url: '/signin',
        headers: here,
        payload: encode({ email: 'sam@example.org', password }),
      });
    for (let i = 0; i < 8; i++) expect((await attempt('wrong')).statusCode).toBe(401);
    const answer = await attempt(PASSWORD);
    expect(answer.statusCode).toBe(429);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  });

  test('an account that does not exist answers as one with another password does', async () => {
    await addStaff(web, { email: 'sam@example.org', grants: [] });
    const body = async (email: string) =>
      (
        await web.app.inject({
          method: 'POST',
          url: '/signin',
          headers: here,
          payload: encode({ email, password: 'no' }),
        })
      ).body.replaceAll(email, '');
    expect(await body('sam@example.org')).toBe(await body('nobody@example.org'));
  });

  test('a session ends at sign-out, when it is old, and at once when the account is disabled', async () => {
    const { accountId } = await addStaff(web, { email: 'sam@example.org', grants: [{ role: 'viewer' }] });
    const open = async (cookie: string) =>
      (await web.app.inject({ url: '/', headers: { ...page, cookie } })).statusCode;

    const one = await signIn(web, 'sam@example.org');
    expect(await open(one)).toBe(200);
    await web.app.inject({ method: 'POST', url: '/signout', headers: { ...here, cookie: one } });
    expect(await open(one)).toBe(302);

    const two = await signIn(web, 'sam@example.org');
    web.clock.at = new Date(web.clock.at.getTime() + 13 * 3_600_000);
    expect(await open(two)).toBe(302);

    const three = await signIn(web, 'sam@example.org');
    await web.parts.database.account.update({ where: { id: accountId }, data: { disabledAt: web.clock.at } });
    expect(await open(three)).toBe(302);
  });

  test('no token and no password is in the database as it was', async () => {
    await addStaff(web, { email: 'sam@example.org', grants: [] });
    const cookie = await signIn(web, 'sam@example.org');
    const rows = JSON.stringify([
      await web.parts.database.session.findMany(),
      await web.parts.database.account.findMany(),
    ]);
    expect(rows).not.toContain(cookie.split('=')[1]);
    expect(rows).not.toContain(PASSWORD);
  });

  test('another site cannot act with the cookie of somebody who is signed in', async () => {
    await addStaff(web, { email: 'sam@example.org', grants: [{ role: 'admin' }] });
    const cookie = await signIn(web, 'sam@example.org');
    const post = (headers: Record<string, string>) =>
      web.app.inject({
        method: 'POST',
        url: '/matching',
        headers: { ...form, cookie, ...headers },
        payload: 'program=kwmunity',
      });
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
      {} as Record<string, string>,
    ]) {
      expect((await post(headers)).statusCode).toBe(403);
    }
    expect(web.asked).toHaveLength(0);
    expect((await post({ 'sec-fetch-site': 'same-origin' })).statusCode).toBe(303);
  });
});
