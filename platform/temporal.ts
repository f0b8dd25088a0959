import { Client, Connection, defaultGrpcRetryOptions, makeGrpcRetryInterceptor } from '@temporalio/client';
import type { Config } from './config';
import { dataConverter } from './dataConverter';

/** A client on a lazy connection: it can be made while Temporal is away, and recovers by itself. */
export function openTemporal(config: Pick<Config, 'temporal' | 'codecKeys'>): {
  client: Client;
  close(): Promise<void>;
} {
  const defaults = defaultGrpcRetryOptions();
  let closing = false;
  let lastRetryAt = 0;
  const connection = Connection.lazy({
    ...config.temporal.connection,
    interceptors: [
      makeGrpcRetryInterceptor({
        retryableDecider: (attempt, status) => !closing && defaults.retryableDecider(attempt, status),
        delayFunction(attempt, status) {
          const delay = defaults.delayFunction(attempt, status);
          lastRetryAt = Math.max(lastRetryAt, performance.now() + delay);
          return delay;
        },
      }),
    ],
  });
  const client = new Client({
    connection,
    namespace: config.temporal.namespace,
    dataConverter: dataConverter(config.codecKeys),
  });
  return {
    client,
    async close() {
      closing = true;
      const pending = lastRetryAt - performance.now();
      // A retry that the SDK has planned already and that finds the connection closed ends the process.
      if (pending > 0) setTimeout(() => void connection.close(), pending + 100).unref();
      else await connection.close();
    },
  };
}
