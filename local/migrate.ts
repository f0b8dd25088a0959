import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { DiffTarget, MigrationList } from '@prisma/schema-engine-wasm';
import { Client } from 'pg';
import { ROOT } from './paths';
import { openSchemaEngine } from './schemaEngine';

export const SCHEMA_FILE = path.join(ROOT, 'prisma', 'schema.prisma');
export const MIGRATIONS_DIR = path.join(ROOT, 'prisma', 'migrations');

const NO_FILTER = { externalTables: [], externalEnums: [] };
/** Any number that everybody who migrates agrees on: two starts at once must not both apply. */
const MIGRATION_LOCK = 4_027_316;

/**
 * Applies what is missing of `prisma/migrations`, in order, into the same `_prisma_migrations` table that Prisma's
 * own command line uses. Safe to run at any time and by several processes at once.
 * @returns names of the migrations applied just now
 * @throws the engine's error when one fails, or when one that was applied before has failed half way
 */
export async function migrate(url: string, migrationsDir = MIGRATIONS_DIR): Promise<string[]> {
  const lock = new Client({ connectionString: url });
  await lock.connect();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const opened = await openSchemaEngine(url);
    try {
      const { appliedMigrationNames } = await opened.engine.applyMigrations({
        migrationsList: readMigrations(migrationsDir),
        filters: NO_FILTER,
      });
      return appliedMigrationNames;
    } finally {
      await opened.close();
    }
  } finally {
    await lock.end();
  }
}

/**
 * SQL that takes a migrated database to what `prisma/schema.prisma` says; undefined when nothing differs. The engine
 * cannot make itself a throw-away database, so the caller hands one in that has all migrations applied.
 */
export async function missingMigration(migratedUrl: string): Promise<string | undefined> {
  const opened = await openSchemaEngine(migratedUrl);
  try {
    const wanted: DiffTarget = {
      tag: 'schemaDatamodel',
      files: [{ path: SCHEMA_FILE, content: readFileSync(SCHEMA_FILE, 'utf8') }],
    };
    const existing: DiffTarget = {
      tag: 'schemaDatasource',
      files: [{ path: SCHEMA_FILE, content: readFileSync(SCHEMA_FILE, 'utf8') }],
      configDir: path.dirname(SCHEMA_FILE),
    };
    const { exitCode, stdout } = await opened.engine.diff({
      from: existing,
      to: wanted,
      script: true,
      exitCode: true,
      filters: NO_FILTER,
    });
    return exitCode === 2 ? (stdout ?? undefined) : undefined;
  } finally {
    await opened.close();
  }
}

function readMigrations(baseDir: string): MigrationList {
  const names = existsSync(baseDir)
    ? readdirSync(baseDir, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => entry.name)
        .sort()
    : [];
  const lockfile = path.join(baseDir, 'migration_lock.toml');
  return {
    baseDir,
    lockfile: {
      path: 'migration_lock.toml',
      content: existsSync(lockfile) ? readFileSync(lockfile, 'utf8') : null,
    },
    shadowDbInitScript: '',
    migrationDirectories: names.map((name) => ({
      path: name,
      migrationFile: {
        path: 'migration.sql',
        content: { tag: 'ok', value: readFileSync(path.join(baseDir, name, 'migration.sql'), 'utf8') },
      },
    })),
  };
}
