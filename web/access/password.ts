import { hash, verify } from '@node-rs/argon2';

/** NIST SP 800-63B: length is what counts; composition rules do harm. */
export const PASSWORD_MIN = 12;
const PASSWORD_MAX = 256;

export function passwordProblem(password: string): 'too-short' | 'too-long' | undefined {
  if ([...password].length < PASSWORD_MIN) return 'too-short';
  if (password.length > PASSWORD_MAX) return 'too-long';
  return undefined;
}

/** argon2id with the OWASP parameters (19 MiB, 2 passes), about 45 ms. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
}

let decoy: Promise<string> | undefined;

/** Takes as long for an account that does not exist, so that an answer's time tells nobody who works here. */
export async function passwordMatches(stored: string | null | undefined, password: string): Promise<boolean> {
  decoy ??= hashPassword('a password that nobody has');
  const against = stored ?? (await decoy);
  const matches = await verify(against, password.normalize('NFKC').slice(0, PASSWORD_MAX));
  return matches && stored != null;
}
