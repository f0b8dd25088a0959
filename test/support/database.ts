import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { openDatabase, type Database } from '../../platform/database';

export interface TestDatabase {
  url: string;
  db: Database;
  /** Closes the client and drops the database. */
  drop(): Promise<void>;
}

/** A database of one's own, with all migrations applied and no rows: a copy of the run's template. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const admin = process.env['FULLCIRCLE_TEST_DATABASE'];
  const template = process.env['FULLCIRCLE_TEST_TEMPLATE'];
  if (!admin || !template)
    throw new Error('FULLCIRCLE_TEST_DATABASE is not set: run the tests with jest or npm test');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  // Files are copied as they are: less than half the work of logging every page, which a throw-away cluster has no use for.
  await asAdmin(admin, `CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`);
  const url = new URL(admin);
  url.pathname = `/${name}`;
  const db = openDatabase(url.href, { patience: 10 });
  return {
    url: url.href,
    db,
    async drop() {
      await db.$disconnect();
      await asAdmin(admin, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}

async function asAdmin(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
