import { createFullCircle } from '../client/fullCircle';
import { createOffice } from '../office/office';
import { systemClock, type Clock } from '../platform/clock';
import { loadConfig, type Config } from '../platform/config';
import { openDatabase } from '../platform/database';
import { createLog } from '../platform/log';
import { openTemporal } from '../platform/temporal';
import { buildApp } from './app';
import { keepPickingUp } from './carrier/pickUp';
import { Reading } from './carrier/reading';
import { Counters } from './http/counters';
import { startReplyListener } from './mail/replyListener';
import type { Parts } from './parts';

export interface RunningWeb {
  /** Where this process listens; the world may know it by another address (`PUBLIC_URL`). */
  url: string;
  /** Port on which replies by mail are taken. */
  replyPort: number;
  /** What reached this process, counted by code: `webhook-forged`, `inbound-repeated` … */
  counted(): Record<string, number>;
  /** Ends in order: no new requests, streams closed, those under way finished, then the connections. */
  stop(): Promise<void>;
}

/**
 * Starts the web server, the reply listener and the pick-up loop. PostgreSQL and Temporal may be away: then pages and
 * `/readyz` say so, and everything recovers by itself.
 * @throws Error with `code` EADDRINUSE when a port is taken
 */
export async function startWeb(config: Config, options: { clock?: Clock } = {}): Promise<RunningWeb> {
  const log = createLog(config.logLevel, 'web');
  const database = openDatabase(config.databaseUrl);
  const temporal = openTemporal(config);
  const clock = options.clock ?? systemClock;
  const fullCircle = createFullCircle(temporal.client, { taskQueue: config.temporal.taskQueue });
  const counters = new Counters();
  const reading = new Reading({ database, clock, counters });
  const parts: Parts = {
    config,
    database,
    fullCircle,
    office: createOffice({ database, fullCircle, clock }),
    clock,
    log,
    counters,
    reading,
  };
  const closing: (() => Promise<unknown>)[] = [
    () => temporal.close(),
    () => database.$disconnect(),
    () => reading.stop(),
  ];
  const stop = async (): Promise<void> => {
    for (const close of closing.splice(0).reverse()) {
      await close().catch((error: Error) => log.warn({ error: error.name }, 'did not close in order'));
    }
  };
  try {
    const app = await buildApp(parts);
    closing.push(() => app.close());
    const url = await app.listen({ host: config.host, port: config.port });
    const replies = await startReplyListener(parts);
    closing.push(() => replies.stop());
    const pickUp = keepPickingUp(parts);
    closing.push(() => pickUp.stop());
    log.info({ url, replyPort: replies.port }, 'web is up');
    return { url, replyPort: replies.port, counted: () => parts.counters.all(), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function main(): Promise<void> {
  const web = await startWeb(loadConfig());
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(1);
      stopping = true;
      void web.stop().then(() => process.exit(0));
    });
  }
}

if (require.main === module) {
  main().catch((error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  });
}
