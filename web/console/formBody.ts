import { z } from 'zod';
import { ProblemError } from '../http/problem';

/** @throws ProblemError for what no form of ours sends */
export function read<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new ProblemError({ status: 400, code: 'invalid-form', title: z.prettifyError(parsed.error) });
}
