import { spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { commandLine } from '../../local/childProcess';
import type { KeptUp } from '../../local/keepUp';

/**
 * What a kill -9 of whoever watches over a server leaves where the system does not end children with their parent: the
 * same server, with the same command line, and nobody who watches over it.
 * @param owned a file or folder of the user that the server runs as
 * @returns its process id
 */
export async function leaveBehind(server: KeptUp, owned: string): Promise<number> {
  const [command = '', ...args] = commandLine(server.pid)?.split(' ') ?? [];
  await server.stop();
  const { uid, gid } = statSync(owned);
  const orphan = spawn(command, args, { uid, gid, detached: true, stdio: 'ignore' });
  orphan.unref();
  return orphan.pid ?? -1;
}
