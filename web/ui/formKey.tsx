import { createHash, randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';

/** Names a form once, so that pressing twice is pressing once. */
export function FormKey() {
  return <input type="hidden" name="key" value={randomUUID()} />;
}

/**
 * The options of what a form does. The same form with the same values is the same act; another button of it, or another
 * value, is another one. Whoever sends a form without {@link FormKey} does something new each time.
 */
export function actOf(request: Pick<FastifyRequest, 'url' | 'body'>): { key: string } {
  const body = (request.body ?? {}) as Record<string, unknown>;
  if (typeof body['key'] !== 'string') return { key: randomUUID() };
  return {
    key: createHash('sha256')
      .update(`${request.url} ${JSON.stringify(body)}`)
      .digest('hex'),
  };
}
