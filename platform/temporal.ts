import { Client, Connection } from '@temporalio/client';
import type { Config } from './config';
import { dataConverter } from './dataConverter';

/** A client on a lazy connection: it can be made while Temporal is away, and recovers by itself. */
export function openTemporal(config: Pick<Config, 'temporal' | 'codecKeys'>): {
  client: Client;
  close(): Promise<void>;
} {
  const connection = Connection.lazy(config.temporal.connection);
  const client = new Client({
    connection,
    namespace: config.temporal.namespace,
    dataConverter: dataConverter(config.codecKeys),
  });
  return { client, close: () => connection.close() };
}
