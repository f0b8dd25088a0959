import type { FastifyRequest } from 'fastify';
import { withoutNul } from '../http/sentText';

/** A text has at most 1,600 characters; with every field of the carrier's form that is well under this. */
export const BODY_LIMIT = 64 * 1024;
/** Together under five seconds: the carrier gives up after fifteen, and asks again. */
export const STORE_MS = 2_500;
export const START_MS = 2_000;

/** The carrier's form. */
export type Fields = Record<string, string | string[]>;

/** A field as it can be kept; the signature is about all of them as they came. */
export function one(fields: Fields, name: string): string {
  const value = fields[name];
  return withoutNul((Array.isArray(value) ? value[0] : value) ?? '');
}

/** Our own token in the address that the carrier was given. */
export function queryToken(request: FastifyRequest): string | null {
  const token = (request.query as Record<string, unknown>)['t'];
  return typeof token === 'string' ? withoutNul(token) : null;
}
