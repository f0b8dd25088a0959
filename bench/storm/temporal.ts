import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { startDevServer } from '../../local/temporalServer';

/** A Temporal dev server of its own, on a database file. */
export interface StormTemporal {
  address: string;
  pid: number;
  /** Bytes of the database file with its journal. */
  bytes(): Promise<number>;
  stop(): Promise<void>;
}

export async function startStormTemporal(folder: string): Promise<StormTemporal> {
  const server = await startDevServer({ dataDir: folder, report: () => undefined });
  return {
    address: server.address,
    pid: server.pid,
    async bytes() {
      const files = ['temporal.db', 'temporal.db-wal'].map((name) => path.join(folder, name));
      return files.reduce((sum, file) => sum + (existsSync(file) ? statSync(file).size : 0), 0);
    },
    stop: () => server.stop(),
  };
}
