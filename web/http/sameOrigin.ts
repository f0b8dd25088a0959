import type { FastifyRequest } from 'fastify';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * True when a request may act with the browser's cookie: browsers say where a request comes from (Fetch Metadata), and
 * those that do not yet still send `Origin` with a POST. Requests that say neither are not a browser's.
 */
export function isFromHere(request: FastifyRequest, publicUrl: string): boolean {
  if (SAFE.has(request.method)) return true;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const origin = request.headers.origin;
  if (origin === undefined) return request.headers.cookie === undefined;
  return origin === new URL(publicUrl).origin || hostOf(origin) === request.headers.host;
}

function hostOf(origin: string): string | undefined {
  try {
    return new URL(origin).host;
  } catch {
    return undefined;
  }
}
