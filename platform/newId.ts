import { createHash, randomBytes } from 'node:crypto';

/** Crockford's letters: no i, l, o, u, so that an id read out on the telephone is the same id. */
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';
const LENGTH = 14;

/** A new opaque id, 70 random bits: short enough to type, and nobody's name is in it (rule 9). */
export function newId(): string {
  return spell(randomBytes(LENGTH));
}

/** The id that a request with this key always makes, so that a repeat finds what the first one stored. */
export function idFromKey(...parts: string[]): string {
  return spell(createHash('sha256').update(JSON.stringify(parts)).digest().subarray(0, LENGTH));
}

function spell(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => LETTERS[byte & 31]).join('');
}
