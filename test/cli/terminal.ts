import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { newCodecKey } from '../../platform/codec';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { inProcess, type Ran } from './run';

const KWMUNITY = path.resolve(__dirname, '../../programs/kwmunity.yaml');

export interface Terminal {
  db: TestDatabase['db'];
  cli: (...args: string[]) => Promise<Ran>;
  close(): Promise<void>;
}

/** A command line on a database of its own with one program, with servers of workflows away. */
export async function openTerminal(): Promise<Terminal> {
  const database = await createTestDatabase();
  const folder = mkdtempSync(path.join(tmpdir(), 'fullcircle-terminal-'));
  const env = {
    DATABASE_URL: database.url,
    CODEC_KEYS: newCodecKey('test'),
    TEMPORAL_ADDRESS: '127.0.0.1:9',
    FULLCIRCLE_DATA_DIR: folder,
  };
  const cli = (...args: string[]) => inProcess(args, env);
  expect((await cli('programs', 'load', KWMUNITY)).err).toBe('');
  return {
    db: database.db,
    cli,
    async close() {
      rmSync(folder, { recursive: true });
      await database.drop();
    },
  };
}
