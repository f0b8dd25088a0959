import type { FastifyInstance } from 'fastify';
import { gauge, readMeasures } from '../../office/measures';
import { METRICS_TYPE, prometheusText, type Measure } from '../../platform/metrics';
import type { Parts } from '../parts';
import { problems, sendProblem } from './problem';
import type { Readiness } from './readiness';
import { within } from './within';

const PATIENCE_MS = 3_000;
/** Loopback and private networks, also as IPv6 writes them. */
const NEAR = /^(::ffff:)?(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)|^::1$|^f[cd]/i;

/**
 * Numbers for a dashboard. They name nobody, but they are for whoever runs the house: asked from elsewhere, or through
 * the proxy that the world uses, there is no such page.
 */
export function metricsRoute(app: FastifyInstance, parts: Parts, readiness: Readiness): void {
  app.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    const throughProxy = request.headers['x-forwarded-for'] !== undefined;
    if (throughProxy || !NEAR.test(request.ip)) return sendProblem(reply, problems.notFound());
    const states = await readiness.check();
    const measures: Measure[] = [
      gauge(
        'fullcircle_part_up',
        'Whether a part answers the web server.',
        states.map(({ part, ok }) => ({ labels: { part }, value: Number(ok) })),
      ),
      gauge('fullcircle_ready', 'Whether all of them do.', [{ value: Number(states.every(({ ok }) => ok)) }]),
      {
        name: 'fullcircle_webhooks_total',
        help: 'What reached this process, by what became of it.',
        kind: 'counter',
        values: Object.entries({ 'webhook-forged': 0, 'webhook-malformed': 0, ...parts.counters.all() }).map(
          ([what, value]) => ({ labels: { what }, value }),
        ),
      },
    ];
    // While PostgreSQL is away the parts above say so; the rest is not known.
    const read = async () => readMeasures(parts.database, await parts.clock.now());
    measures.push(...(await within(PATIENCE_MS, read()).catch(() => [])));
    return reply.header('cache-control', 'no-store').type(METRICS_TYPE).send(prometheusText(measures));
  });
}
