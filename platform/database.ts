import { PrismaPg } from '@prisma/adapter-pg';
import { Pool } from 'pg';
import { PrismaClient } from '../prisma/generated/client';

export type Database = PrismaClient;
/** What a function takes that works inside or outside a transaction. */
export type Transaction = Omit<
  PrismaClient,
  '$connect' | '$disconnect' | '$on' | '$transaction' | '$extends'
>;

/**
 * A pool of connections to PostgreSQL. Statements are bounded so that a hung database shows as an error that is tried
 * again, not as a worker that waits for ever.
 * @param options.patience times as long as in production: for tests, which a slow machine is no reason to fail
 */
export function openDatabase(
  url: string,
  { connections = 10, patience = 1 }: { connections?: number; patience?: number } = {},
): Database {
  const pool = new Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 5_000 * patience,
    statement_timeout: 10_000 * patience,
    query_timeout: 12_000 * patience,
    idle_in_transaction_session_timeout: 15_000 * patience,
    keepAlive: true,
  });
  // A server that is killed says so on every connection, in use or not. Whoever uses one hears of it as their statement
  // fails; where nobody listens at that moment, the process would end.
  pool.on('connect', (connection) => connection.on('error', ignore));
  return new PrismaClient({
    adapter: new PrismaPg(pool, { disposeExternalPool: true }),
    transactionOptions: { maxWait: 5_000 * patience, timeout: 10_000 * patience },
  });
}

function ignore(): void {
  // See above.
}
