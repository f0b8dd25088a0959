import type { Mutant } from './mutants.cjs';

interface Equivalent extends Pick<Mutant, 'code' | 'what'> {
  file: string;
  /** Why nobody could tell the difference. */
  because: string;
}

/** Changes that change nothing: no test can notice them, and they are not counted. One that a test notices is an error. */
const EQUIVALENT: readonly Equivalent[] = [];

export function isEquivalent(file: string, { code, what }: Mutant): boolean {
  return EQUIVALENT.some((one) => one.file === file && one.code === code && one.what === what);
}
