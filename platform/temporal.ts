import {
  Client,
  Connection,
  type ConnectionOptions,
  defaultGrpcRetryOptions,
  makeGrpcRetryInterceptor,
} from '@temporalio/client';
import type { Config } from './config';
import { dataConverter } from './dataConverter';

type InterceptingCall = ReturnType<NonNullable<ConnectionOptions['interceptors']>[number]>;

/** A client on a lazy connection: it can be made while Temporal is away, and recovers by itself. */
export function openTemporal(config: Pick<Config, 'temporal' | 'codecKeys'>): {
  client: Client;
  close(): Promise<void>;
} {
  const defaults = defaultGrpcRetryOptions();
  let closing = false;
  /** Retries that the SDK has planned, in timers of its own, and not begun. */
  let planned = 0;
  let whenNoneIsPlanned = (): void => undefined;
  const begun = new WeakSet();
  const connection = Connection.lazy({
    ...config.temporal.connection,
    interceptors: [
      makeGrpcRetryInterceptor({
        retryableDecider: (attempt, status) => !closing && defaults.retryableDecider(attempt, status),
        delayFunction(attempt, status) {
          planned += 1;
          return defaults.delayFunction(attempt, status);
        },
      }),
      // Inside the one that retries: it sees every attempt, and a call's options are the same for all of them.
      (options, nextCall) => {
        if (begun.has(options)) planned -= 1;
        begun.add(options);
        const call = nextCall(options) as InterceptingCall;
        if (planned === 0) whenNoneIsPlanned();
        return call;
      },
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
      // A retry that finds the connection closed throws in its timer, which ends the process.
      if (planned > 0) whenNoneIsPlanned = () => setImmediate(() => void connection.close());
      else await connection.close();
    },
  };
}
