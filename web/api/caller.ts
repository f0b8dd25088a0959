import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isPartnerOnly, type Caller } from '../../office/access';
import { ProblemError, problems } from '../http/problem';
import type { Parts } from '../parts';

declare module 'fastify' {
  interface FastifyRequest {
    apiCaller: Caller | undefined;
  }
}

/** Lets only requests with a valid API key into the routes of this scope. */
export function apiKeysOnly(scope: FastifyInstance, parts: Parts): void {
  scope.addHook('onRequest', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const secret = /^Bearer ([\x21-\x7e]{8,200})$/i.exec(request.headers.authorization ?? '')?.[1];
    request.apiCaller = secret ? await parts.office.apiKeys.callerFor(secret) : undefined;
    if (!request.apiCaller) {
      throw new ProblemError(problems.signedOut(), { headers: { 'www-authenticate': 'Bearer' } });
    }
    // A partner's key opens what was shared with it, and nothing else is there.
    const isForPartners = request.routeOptions.url?.startsWith('/api/v1/transitions') === true;
    if (isPartnerOnly(request.apiCaller.scope) && !isForPartners) throw new ProblemError(problems.notFound());
  });
}

export function apiCaller(request: FastifyRequest): Caller {
  if (!request.apiCaller) throw new ProblemError(problems.signedOut());
  return request.apiCaller;
}
