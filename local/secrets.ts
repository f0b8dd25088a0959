import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { newCodecKey } from '../platform/codec';
import { CannotStart } from './cannotStart';

/** What `npm start` makes for itself, so that there is no default secret anywhere. */
export interface Secrets {
  codecKeys: string;
  sessionSecret: string;
  carrierAccountSid: string;
  carrierAuthToken: string;
}

/**
 * The secrets of a data folder, made at its first start. Losing the file loses what its codec key encrypted, so a file
 * that cannot be read is never replaced.
 * @throws CannotStart when the file is there and is not what was written
 */
export function secretsOf(dataDir: string): Secrets {
  const file = path.join(dataDir, 'secrets.json');
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    const made = makeSecrets();
    writeFileSync(`${file}.new`, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 });
    renameSync(`${file}.new`, file);
    return made;
  }
  try {
    const read = JSON.parse(text) as Partial<Secrets>;
    const names = ['codecKeys', 'sessionSecret', 'carrierAccountSid', 'carrierAuthToken'] as const;
    if (names.every((name) => typeof read[name] === 'string')) return read as Secrets;
  } catch {
    // Said below, for both ways in which it can be wrong.
  }
  throw new CannotStart(
    `${file} is damaged. It holds the key of every running path: put back a copy of it, or start with a new --data-dir.`,
  );
}

function makeSecrets(): Secrets {
  return {
    codecKeys: newCodecKey('k1'),
    sessionSecret: randomBytes(32).toString('hex'),
    carrierAccountSid: `AC${randomBytes(16).toString('hex')}`,
    carrierAuthToken: randomBytes(16).toString('hex'),
  };
}
