import type { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import type { SchemaEngine } from '@prisma/schema-engine-wasm';
import { Pool, type PoolClient } from 'pg';

/** What the engine's JavaScript half exports beside its class: the way to hand it its WebAssembly half. */
interface EngineHalf {
  SchemaEngine: typeof SchemaEngine;
  __wbg_set_wasm(exports: WebAssembly.Exports): void;
}

export interface OpenEngine {
  engine: SchemaEngine;
  close(): Promise<void>;
}

let half: EngineHalf | undefined;

/**
 * Prisma's schema engine, compiled to WebAssembly and so in need of no download, on a database. The package's own
 * entry imports the `.wasm` as a module, which Node 20 cannot do; its two halves are joined here instead.
 */
export async function openSchemaEngine(url: string): Promise<OpenEngine> {
  half ??= loadHalves();
  const pool = new Pool({ connectionString: url, max: 2 });
  pool.on('connect', declareCharAsUuid);
  const adapter = bindMigrationAwareSqlAdapterFactory(new CatalogueReader(pool));
  const engine = await half.SchemaEngine.new({ datamodels: undefined }, () => undefined, adapter);
  return {
    engine,
    async close() {
      engine.free();
      await pool.end();
    },
  };
}

const CHAR_OID = 18;
const UUID_OID = 2950;

/**
 * To describe a database the engine reads PostgreSQL's own tables, whose one-letter columns have a type that the
 * driver adapter refuses. They travel as text; so they are declared to be UUIDs, which these tables do not have, and
 * {@link CatalogueReader} hands them on as what they are.
 */
function declareCharAsUuid(client: PoolClient): void {
  const { connection } = client as unknown as { connection: EventEmitter };
  connection.prependListener('rowDescription', (message: { fields: { dataTypeID: number }[] }) => {
    for (const field of message.fields) if (field.dataTypeID === CHAR_OID) field.dataTypeID = UUID_OID;
  });
}

class CatalogueReader extends PrismaPg {
  override async connect(): ReturnType<PrismaPg['connect']> {
    const adapter = await super.connect();
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (query) => {
      const result = await queryRaw(query);
      const columnTypes = result.columnTypes.map((type) =>
        type === ColumnTypeEnum.Uuid ? ColumnTypeEnum.Character : type,
      );
      return { ...result, columnTypes };
    };
    return adapter;
  }
}

function loadHalves(): EngineHalf {
  const script = require.resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  // oxlint-disable-next-line typescript/no-require-imports -- the type declarations describe only the class
  const loaded = require(script) as EngineHalf;
  const wasm = new WebAssembly.Module(readFileSync(path.join(path.dirname(script), 'schema_engine_bg.wasm')));
  const instance = new WebAssembly.Instance(wasm, { './schema_engine_bg.js': withIdleTimers(loaded) });
  loaded.__wbg_set_wasm(instance.exports);
  (instance.exports['__wbindgen_start'] as () => void)();
  return loaded;
}

/** The engine leaves a 10 s timer behind that would keep the process from ending. */
function withIdleTimers(half: EngineHalf): WebAssembly.ModuleImports {
  const imports: Record<string, (...args: unknown[]) => unknown> = { ...half } as never;
  for (const name of Object.keys(imports).filter((key) => key.startsWith('__wbg_setTimeout'))) {
    const original = imports[name];
    imports[name] = (...args) => {
      const timer = original?.(...args);
      if (typeof timer === 'object' && timer !== null && 'unref' in timer) (timer as NodeJS.Timeout).unref();
      return timer;
    };
  }
  return imports;
}
