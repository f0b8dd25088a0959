import { createServer, type Server } from 'node:http';
import { gauge } from '../office/measures';
import { METRICS_TYPE, prometheusText, type Measure } from '../platform/metrics';

export interface Health {
  polling: () => boolean;
  /** Why this release takes no work at all. */
  refused: () => string | undefined;
  inFlight: () => number;
  /** From PostgreSQL; none while it is away. */
  measures: () => Promise<Measure[]>;
}

const PATIENCE_MS = 3_000;

/** `/metrics` for a dashboard; every other address says whether the worker takes work: 200, or 503. */
export function serveHealth(port: number, health: Health): Server {
  return createServer((request, response) => {
    if (request.url === '/metrics') {
      void metrics(health).then((text) =>
        response.writeHead(200, { 'content-type': METRICS_TYPE }).end(text),
      );
      return;
    }
    const [polling, refused] = [health.polling(), health.refused()];
    response
      .writeHead(polling ? 200 : 503, { 'content-type': 'text/plain' })
      .end(polling ? 'polling\n' : `not polling\n${refused === undefined ? '' : `${refused}\n`}`);
  }).listen(port);
}

async function metrics({ polling, inFlight, measures }: Health): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Measure[]>((resolve) => (timer = setTimeout(() => resolve([]), PATIENCE_MS)));
  const known = await Promise.race([measures().catch(() => []), late]);
  clearTimeout(timer);
  return prometheusText([
    gauge('fullcircle_worker_polling', 'Whether this worker takes work.', [{ value: Number(polling()) }]),
    gauge('fullcircle_worker_in_flight', 'Tasks that it works on.', [{ value: inFlight() }]),
    ...known,
  ]);
}
