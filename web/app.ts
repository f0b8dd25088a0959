import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import helmet from '@fastify/helmet';
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { signInRoutes } from './access/signIn';
import { apiRoutes } from './api/routes';
import { applyRoutes } from './apply/routes';
import { carrierWebhooks } from './carrier/webhooks';
import { consoleRoutes } from './console/routes';
import { errorAnswers } from './http/errors';
import { metricsRoute } from './http/metrics';
import { healthRoutes, Readiness } from './http/readiness';
import { formFields, refuseNul } from './http/sentText';
import { staticFiles } from './http/staticFiles';
import { isLang, preferredLang } from './i18n/language';
import { LedgerWatch } from './live/ledgerWatch';
import { endStreams } from './live/stream';
import { participantRoutes } from './participant/routes';
import type { Parts } from './parts';
import { phonesRoutes } from './phones/routes';

const BODY_LIMIT = 256 * 1024;
const STOP_WITHIN_MS = 8_000;

/** The whole web room as one application, not yet listening: what tests inject requests into. */
export async function buildApp(parts: Parts): Promise<FastifyInstance> {
  const logger: FastifyBaseLogger = parts.log;
  const app: FastifyInstance = fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    // Addresses of the people who connect matter for bounding tries only; the first proxy is ours.
    trustProxy: 'loopback, uniquelocal',
    requestTimeout: 20_000,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 400 },
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  errorAnswers(app);
  logRequests(app);

  const secure = parts.config.publicUrl.startsWith('https:');
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        baseUri: ["'none'"],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        formAction: ["'self'"],
        imgSrc: ["'self'"],
      },
    },
    strictTransportSecurity: secure,
    referrerPolicy: { policy: 'same-origin' },
  });
  await app.register(cookie);
  await app.register(formbody, { parser: formFields });
  refuseNul(app);
  app.decorateRequest('lang', 'en');
  app.addHook('onRequest', async (request, reply) => {
    const asked = (request.query as Record<string, unknown> | undefined)?.['lang'];
    if (isLang(asked)) {
      reply.setCookie('lang', asked, {
        path: '/',
        sameSite: 'lax',
        httpOnly: true,
        secure,
        maxAge: 31_536_000,
      });
      request.lang = asked;
      return;
    }
    const kept = request.cookies['lang'];
    request.lang = isLang(kept) ? kept : preferredLang(request.headers['accept-language']);
  });

  staticFiles(app);
  const readiness = new Readiness(parts);
  healthRoutes(app, readiness);
  metricsRoute(app, parts, readiness);
  await app.register(async (scope) => carrierWebhooks(scope, parts));
  signInRoutes(app, parts);
  await app.register(async (scope) => applyRoutes(scope, parts));
  await app.register(async (scope) => participantRoutes(scope, parts));
  await apiRoutes(app, parts);
  const watch = new LedgerWatch(parts);
  await app.register(async (scope) => consoleRoutes(scope, parts, watch));
  await app.register(async (scope) => phonesRoutes(scope, parts, watch));
  const closeUnused = trackUnused(app);
  app.addHook('preClose', async () => {
    endStreams();
    closeUnused();
    // Requests under way get their time; a connection that never ends does not keep the process.
    setTimeout(() => app.server.closeAllConnections(), STOP_WITHIN_MS).unref();
    await watch.stop();
  });
  return app;
}

/** The route's pattern, never the address itself: tokens, ids and searches stay out of the log (rule 9). */
function logRequests(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? '(none)';
    if (route.startsWith('/static/') || route === '/healthz') return;
    request.log.info(
      { method: request.method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
      'answered',
    );
  });
}

/**
 * Browsers open connections before they need them. One on which nothing was ever asked is not idle for Node, and would
 * keep the server from stopping. Answers a function that closes these.
 */
function trackUnused(app: FastifyInstance): () => void {
  const unused = new Set<Socket>();
  app.server.on('connection', (socket: Socket) => {
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  app.server.on('request', (request: IncomingMessage) => unused.delete(request.socket));
  return () => unused.forEach((socket) => socket.destroy());
}
