import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';

/** True when a request carries this name and password as HTTP basic authentication. */
export function isAuthorized(request: FastifyRequest, name: string, password: string): boolean {
  const header = request.headers.authorization ?? '';
  const expected = `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;
  return timingSafeEqual(digest(header), digest(expected));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
