import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startDevServer } from '../../local/temporalServer';

export interface DevServer {
  address: string;
  stop(): Promise<void>;
}

/** A Temporal dev server for one test file: it can list, delete and keep schedules, and skips no time. */
export async function openDevServer(): Promise<DevServer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'fullcircle-temporal-'));
  const server = await startDevServer({
    dataDir: folder,
    persistent: false,
    executable: process.env['FULLCIRCLE_TEST_TEMPORAL_CLI'] ?? '',
    report: () => {},
  });
  return {
    address: server.address,
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
