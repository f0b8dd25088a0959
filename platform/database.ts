import { PrismaPg } from '@prisma/adapter-pg';
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
 */
export function openDatabase(url: string, options: { connections?: number } = {}): Database {
  return new PrismaClient({
    adapter: new PrismaPg({
      connectionString: url,
      max: options.connections ?? 10,
      connectionTimeoutMillis: 5_000,
      statement_timeout: 10_000,
      query_timeout: 12_000,
      idle_in_transaction_session_timeout: 15_000,
      keepAlive: true,
    }),
    transactionOptions: { maxWait: 5_000, timeout: 10_000 },
  });
}
