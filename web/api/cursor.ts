import { z } from 'zod';
import { ProblemError } from '../http/problem';

const MOST = 5_000;

export const PageQuery = {
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('How many at most'),
  cursor: z.string().max(100).optional().describe('`next` of the page before'),
};

/** Opaque on purpose: what it stands for may change. */
export function offsetOf(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  const offset = Number(/^o(\d{1,6})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1'))?.[1] ?? NaN);
  if (!Number.isInteger(offset) || offset > MOST) {
    throw new ProblemError({
      status: 400,
      code: 'cursor-unknown',
      title: 'This cursor is none of ours.',
      detail: 'Begin without a cursor.',
    });
  }
  return offset;
}

export function nextCursor(offset: number, shown: number, more: boolean): string | null {
  return more && offset + shown <= MOST ? Buffer.from(`o${offset + shown}`).toString('base64url') : null;
}

export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: z.string().nullable() });
}
