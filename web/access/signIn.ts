import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { MINUTE } from '../../domain/duration';
import { ProblemError, problems } from '../http/problem';
import { isFromHere } from '../http/sameOrigin';
import { signIn } from '../i18n/signIn';
import type { Parts } from '../parts';
import { sendPage } from '../ui/page';
import { Attempts } from './attempts';
import { firstAdminLinkIsOpen, makeFirstAdministrator } from './firstAdministrator';
import { passwordMatches, passwordProblem } from './password';
import { endSession, readSession, startSession } from './sessions';
import { FirstAdministratorPage, FirstLinkUsedPage, SignInPage } from './signInPages';

const SignInForm = z.object({
  email: z.string().trim().toLowerCase().max(254),
  password: z.string().max(1_000),
  to: z.string().optional(),
});
const FirstForm = z.object({
  givenName: z.string().trim().max(100).default(''),
  surname: z.string().trim().max(100).default(''),
  email: z.string().trim().toLowerCase().max(254).default(''),
  password: z.string().max(1_000).default(''),
});

/**
 * Signing in and out, and the first administrator's link.
 * Bounds: 8 failures per account and 40 per network address in 15 minutes.
 */
export function signInRoutes(app: FastifyInstance, parts: Parts): void {
  const perAccount = new Attempts(8, 15 * MINUTE);
  const perAddress = new Attempts(40, 15 * MINUTE);

  app.get('/signin', { schema: { hide: true } }, async (request, reply) => {
    const { to, out } = request.query as Record<string, unknown>;
    if (out === undefined && (await readSession(parts, request))) return reply.redirect(safePath(to));
    const t = signIn[request.lang];
    return sendPage(
      reply,
      SignInPage({
        lang: request.lang,
        to: safePath(to),
        notice: out === undefined ? undefined : t.signedOut,
      }),
    );
  });

  app.post('/signin', { schema: { hide: true, body: SignInForm } }, async (request, reply) => {
    sameSiteOnly(request, parts);
    const { email, password, to } = request.body as z.infer<typeof SignInForm>;
    const t = signIn[request.lang];
    const again = (status: number, problem: string): FastifyReply =>
      sendPage(reply, SignInPage({ lang: request.lang, to, email, problem }), status);

    const wait = Math.max(perAccount.waitSeconds(email), perAddress.waitSeconds(request.ip));
    if (wait > 0) {
      void reply.header('retry-after', String(wait));
      return again(429, t.wait(Math.ceil(wait / 60)));
    }
    const account = await parts.database.account.findUnique({ where: { email } });
    const matches = await passwordMatches(account?.passwordHash, password);
    if (!account || !matches || account.disabledAt) {
      perAccount.failed(email);
      perAddress.failed(request.ip);
      request.log.warn('a sign-in failed');
      return again(401, t.wrong);
    }
    perAccount.succeeded(email);
    await startSession(parts, reply, account.id);
    return reply.redirect(safePath(to), 303);
  });

  app.post('/signout', { schema: { hide: true } }, async (request, reply) => {
    sameSiteOnly(request, parts);
    await endSession(parts, request, reply);
    return reply.redirect('/signin?out', 303);
  });

  app.get('/first/:token', { schema: { hide: true } }, async (request, reply) => {
    const { token } = request.params as { token: string };
    void reply.header('referrer-policy', 'no-referrer');
    if (!(await firstAdminLinkIsOpen(parts.database, token, await parts.clock.now()))) {
      return sendPage(reply, FirstLinkUsedPage({ lang: request.lang }), 410);
    }
    return sendPage(reply, FirstAdministratorPage({ lang: request.lang, token }));
  });

  app.post('/first/:token', { schema: { hide: true, body: FirstForm } }, async (request, reply) => {
    const { token } = request.params as { token: string };
    const values = request.body as z.infer<typeof FirstForm>;
    void reply.header('referrer-policy', 'no-referrer');
    const t = signIn[request.lang].problems;
    const wrongPassword = passwordProblem(values.password);
    const wrong = {
      ...(values.givenName ? {} : { givenName: t.name }),
      ...(z.email().safeParse(values.email).success ? {} : { email: t.email }),
      ...(wrongPassword ? { password: t[wrongPassword] } : {}),
    };
    if (Object.keys(wrong).length > 0) {
      const page = FirstAdministratorPage({ lang: request.lang, token, values, problems: wrong });
      return sendPage(reply, page, 400);
    }
    const accountId = await makeFirstAdministrator(
      parts.database,
      token,
      { ...values, surname: values.surname || undefined, language: request.lang },
      await parts.clock.now(),
    );
    if (!accountId) return sendPage(reply, FirstLinkUsedPage({ lang: request.lang }), 410);
    await startSession(parts, reply, accountId);
    return reply.redirect('/', 303);
  });
}

/** Refuses a change that another site asks for with this browser's cookie. */
export function sameSiteOnly(request: FastifyRequest, parts: Pick<Parts, 'config'>): void {
  if (!isFromHere(request, parts.config.publicUrl)) throw new ProblemError(problems.crossSite());
}

/** A path of ours to go on to; anything that could lead elsewhere becomes the start page. */
function safePath(to: unknown): string {
  return typeof to === 'string' && /^\/(?![/\\])[\x21-\x7e]*$/.test(to) && !to.includes('\\') ? to : '/';
}
