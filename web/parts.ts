import type { FullCircle } from '../client/fullCircle';
import type { Clock } from '../platform/clock';
import type { Config } from '../platform/config';
import type { Database } from '../platform/database';
import type { Log } from '../platform/log';
import type { Office } from '../office/office';
import type { Reading } from './carrier/reading';
import type { Counters } from './http/counters';
import type { Lang } from './i18n/language';

/** What every page, route and listener of this room works with. */
export interface Parts {
  config: Config;
  database: Database;
  fullCircle: FullCircle;
  office: Office;
  clock: Clock;
  log: Log;
  counters: Counters;
  reading: Reading;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Language of the console for this request: cookie, else what the browser prefers. */
    lang: Lang;
  }
}
