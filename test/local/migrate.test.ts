import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { migrate, missingMigration } from '../../local/migrate';

const admin = process.env['FULLCIRCLE_TEST_DATABASE'] ?? '';
let url: string;
let name: string;

async function query<Row>(at: string, sql: string): Promise<Row[]> {
  const client = new Client({ connectionString: at });
  await client.connect();
  try {
    return (await client.query(sql)).rows as Row[];
  } finally {
    await client.end();
  }
}

beforeEach(async () => {
  name = `empty_${randomUUID().replaceAll('-', '')}`;
  await query(admin, `CREATE DATABASE ${name}`);
  const address = new URL(admin);
  address.pathname = `/${name}`;
  url = address.href;
});

afterEach(async () => {
  await query(admin, `DROP DATABASE ${name} WITH (FORCE)`);
});

test('Migrations are applied once, however often and by however many at once they are asked for', async () => {
  const [one, other] = await Promise.all([migrate(url), migrate(url)]);
  const applied = [...one, ...other];
  expect(applied.length).toBeGreaterThan(0);
  expect(new Set(applied).size).toBe(applied.length);
  expect(await migrate(url)).toEqual([]);
  const rows = await query<{ name: string }>(url, 'SELECT migration_name AS name FROM _prisma_migrations');
  expect(rows.map(({ name }) => name).sort()).toEqual([...applied].sort());
});

test('The migrations make exactly what the schema says', async () => {
  await migrate(url);
  expect(await missingMigration(url)).toBeUndefined();
});
