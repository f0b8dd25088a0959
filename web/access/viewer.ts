import type { FastifyInstance, FastifyRequest } from 'fastify';
import { as } from '../../domain/ids';
import { isPartnerOnly, scopeOf, type Caller } from '../../office/access';
import { ProblemError, problems } from '../http/problem';
import type { Parts } from '../parts';
import { readSession, type SignedIn } from './sessions';
import { sameSiteOnly } from './signIn';

/** The member of staff whose browser this is. */
export interface Viewer {
  caller: Caller;
  signedIn: SignedIn;
}

declare module 'fastify' {
  interface FastifyRequest {
    viewer: Viewer | undefined;
  }
}

/** What there is for somebody of a partner organisation; each of these shows them what was shared, and no more. */
const PARTNERS_PAGES = ['/transitions'];

/** Lets only signed-in staff into the routes of this scope, and changes only from our own pages. */
export function staffOnly(scope: FastifyInstance, parts: Parts): void {
  scope.addHook('preValidation', async (request, reply) => {
    sameSiteOnly(request, parts);
    request.viewer = await viewerOf(parts, request);
    if (!request.viewer) throw new ProblemError(problems.signedOut());
    if (!isPartnerOnly(request.viewer.caller.scope)) return;
    const route = request.routeOptions.url ?? '';
    if (route === '/') return await reply.redirect('/transitions', 303);
    if (!PARTNERS_PAGES.some((page) => route === page || route.startsWith(`${page}/`)))
      throw new ProblemError(problems.notFound());
  });
}

export async function viewerOf(parts: Parts, request: FastifyRequest): Promise<Viewer | undefined> {
  const signedIn = await readSession(parts, request);
  if (!signedIn) return undefined;
  return {
    signedIn,
    caller: {
      actor: `account:${signedIn.accountId}`,
      scope: scopeOf(signedIn.grants),
      via: 'console',
      personId: as(signedIn.personId),
    },
  };
}

/** The viewer of a request inside {@link staffOnly}. */
export function viewer(request: FastifyRequest): Viewer {
  if (!request.viewer) throw new ProblemError(problems.signedOut());
  return request.viewer;
}
