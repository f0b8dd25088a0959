import type { FastifyInstance } from 'fastify';
import type { Parts } from '../parts';
import { within } from './within';

const PATIENCE_MS = 2_000;

export interface PartState {
  part: 'postgresql' | 'temporal' | 'carrier';
  ok: boolean;
  /** What it means while it is away. */
  meaning?: string;
  /** Machine time at which it was first found away. */
  awaySince?: string;
}

/** Knows which parts answer, and since when one does not. Asked by probes and by the pages. */
export class Readiness {
  private readonly awaySince = new Map<string, string>();
  constructor(private readonly parts: Pick<Parts, 'database' | 'fullCircle' | 'config'>) {}

  async check(): Promise<PartState[]> {
    const [postgresql, temporal] = await Promise.all([
      this.probe('postgresql', 'Nothing can be shown or kept; carriers are told to come again.', () =>
        within(PATIENCE_MS, this.parts.database.$queryRaw`SELECT 1`),
      ),
      this.probe('temporal', 'Replies are kept and taken up later; paths and acts of staff wait.', () =>
        within(PATIENCE_MS, this.parts.fullCircle.ping({ timeoutMs: PATIENCE_MS })),
      ),
    ]);
    return [postgresql, temporal, { part: 'carrier', ok: Boolean(this.parts.config.twilio.authToken) }];
  }

  private async probe(
    part: 'postgresql' | 'temporal',
    meaning: string,
    ask: () => Promise<unknown>,
  ): Promise<PartState> {
    try {
      await ask();
      this.awaySince.delete(part);
      return { part, ok: true };
    } catch {
      const since = this.awaySince.get(part) ?? new Date().toISOString();
      this.awaySince.set(part, since);
      return { part, ok: false, meaning, awaySince: since };
    }
  }
}

export function healthRoutes(app: FastifyInstance, readiness: Readiness): void {
  app.get('/healthz', { schema: { hide: true } }, (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ status: 'up' }),
  );
  app.get('/readyz', { schema: { hide: true } }, async (_request, reply) => {
    const parts = await readiness.check();
    const ready = parts.every((part) => part.ok);
    return reply
      .code(ready ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ status: ready ? 'ready' : 'not-ready', parts });
  });
}
