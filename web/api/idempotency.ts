import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Prisma } from '../../prisma/generated/client';
import { ProblemError } from '../http/problem';
import type { Parts } from '../parts';
import { apiCaller } from './caller';

/** An answer that takes longer than this was cut off by a crash; its repeat is carried out again, which is safe. */
const GIVEN_UP_MS = 60_000;
const KEY = /^[\x21-\x7e]{8,200}$/;

export interface Answer<T> {
  status: number;
  body: T;
}

/**
 * Carries out a change once per `Idempotency-Key` and caller: the same request again gets the first one's answer, a
 * different one under the same key is refused. Without a key every request is a new one. `act` gets the key, so that what
 * it starts in workflows is keyed too.
 */
export async function once<T>(
  parts: Parts,
  request: FastifyRequest,
  reply: Pick<FastifyReply, 'code' | 'header'>,
  act: (options: { key?: string }) => Promise<Answer<T>>,
): Promise<T> {
  const given = request.headers['idempotency-key'];
  if (given === undefined) {
    const { status, body } = await act({});
    reply.code(status);
    return body;
  }
  if (typeof given !== 'string' || !KEY.test(given)) {
    throw new ProblemError({
      status: 400,
      code: 'idempotency-key-malformed',
      title: 'Idempotency-Key has 8 to 200 printable characters without spaces.',
      detail: 'A random UUID is a good key.',
    });
  }
  const { actor } = apiCaller(request);
  const key = sha256(`${actor} ${given}`);
  const digest = sha256(`${request.method} ${request.url} ${JSON.stringify(request.body ?? null)}`);
  const known = await take(parts, key, actor, digest);
  if (known) {
    reply.code(known.status);
    reply.header('idempotent-replayed', 'true');
    return known.body as T;
  }
  try {
    const { status, body } = await act({ key: given });
    await parts.database.idempotentRequest.update({
      where: { key },
      data: { status, body: (body ?? null) as Prisma.InputJsonValue },
    });
    reply.code(status);
    return body;
  } catch (error) {
    // Nothing is remembered of what failed, so that it can be tried again under the same key.
    await parts.database.idempotentRequest.deleteMany({ where: { key, status: 0 } });
    throw error;
  }
}

/** Takes the key, or answers with what the first request under it came to. */
async function take(
  parts: Parts,
  key: string,
  scope: string,
  digest: string,
): Promise<Answer<unknown> | undefined> {
  const { database } = parts;
  for (;;) {
    const now = new Date();
    const { count } = await database.idempotentRequest.createMany({
      data: [{ key, scope, digest, status: 0, body: {}, createdAt: now }],
      skipDuplicates: true,
    });
    if (count === 1) return undefined;
    const row = await database.idempotentRequest.findUnique({ where: { key } });
    if (!row) continue;
    if (row.digest !== digest) {
      throw new ProblemError({
        status: 422,
        code: 'idempotency-key-reused',
        title: 'This Idempotency-Key belongs to another request.',
        detail: 'Use a new key for a new request.',
      });
    }
    if (row.status !== 0) return { status: row.status, body: row.body };
    if (now.getTime() - row.createdAt.getTime() < GIVEN_UP_MS) {
      throw new ProblemError(
        {
          status: 409,
          code: 'still-going-on',
          title: 'The first request with this key is still being worked on.',
          detail: 'Try again in a moment.',
        },
        { headers: { 'retry-after': '2' } },
      );
    }
    await database.idempotentRequest.deleteMany({ where: { key, status: 0, createdAt: row.createdAt } });
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
