import { mkdirSync, mkdtempSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { migrate, missingMigration, MIGRATIONS_DIR } from '../local/migrate';
import { startPostgres } from '../local/postgres';

/**
 * `npm run migration -- NAME`: writes the SQL from the migrations that are there to the schema file, found on a
 * throw-away database. With `--check` it only says whether one is missing (exit code 1).
 */
async function main(name: string | undefined): Promise<void> {
  if (!name || (name !== '--check' && !/^[a-z][a-z0-9_]*$/.test(name))) {
    console.error('usage: npm run migration -- name_in_snake_case | --check');
    process.exitCode = 2;
    return;
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'fullcircle-migration-'));
  const server = await startPostgres({
    dataDir: folder,
    throwAway: true,
    report: (line) => console.error(line),
  });
  try {
    await migrate(server.url);
    const sql = await missingMigration(server.url);
    if (sql === undefined) {
      console.log('The migrations and the schema agree.');
      return;
    }
    if (name === '--check') {
      console.log(`A migration is missing:\n${sql}`);
      process.exitCode = 1;
      return;
    }
    const stamp = new Date().toISOString().replaceAll(/[-:T]/g, '').slice(0, 14);
    const target = path.join(MIGRATIONS_DIR, `${stamp}_${name}`);
    mkdirSync(target, { recursive: true });
    writeFileSync(path.join(target, 'migration.sql'), sql);
    const lockfile = path.join(MIGRATIONS_DIR, 'migration_lock.toml');
    if (!existsSync(lockfile)) writeFileSync(lockfile, 'provider = "postgresql"\n');
    console.log(`Wrote ${path.relative(process.cwd(), target)}/migration.sql; read it before you commit it.`);
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

void main(process.argv[2]);
