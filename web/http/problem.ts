import type { FastifyReply } from 'fastify';

/**
 * An answer that says what went wrong and what to do about it (RFC 9457). `code` is stable and may be relied on;
 * `title` and `detail` are for people.
 */
export interface Problem {
  status: number;
  code: string;
  title: string;
  /** What to do now, in a sentence or two. */
  detail?: string;
  /** Field by field, when a request does not match its schema. */
  errors?: { field: string; message: string }[];
}

/** Thrown by handlers; the error handler turns it into problem+json or a page. */
export class ProblemError extends Error {
  override name = 'ProblemError';
  readonly problem: Problem;
  readonly headers: Record<string, string>;
  constructor(problem: Problem, options: { cause?: unknown; headers?: Record<string, string> } = {}) {
    super(problem.code, { cause: options.cause });
    this.problem = problem;
    this.headers = options.headers ?? {};
  }
}

export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  return reply
    .code(problem.status)
    .type('application/problem+json; charset=utf-8')
    .serializer(JSON.stringify)
    .send({
      type: `urn:full-circle:problem:${problem.code}`,
      title: problem.title,
      status: problem.status,
      code: problem.code,
      ...(problem.detail ? { detail: problem.detail } : {}),
      ...(problem.errors ? { errors: problem.errors } : {}),
    });
}

export const problems = {
  notFound: (): Problem => ({
    status: 404,
    code: 'not-found',
    title: 'There is nothing here.',
    detail: 'Check the address; what you look for may also lie outside your programs and sites.',
  }),
  signedOut: (): Problem => ({
    status: 401,
    code: 'signed-out',
    title: 'Sign in first.',
    detail: 'Send an API key as "Authorization: Bearer <key>", or sign in at /signin.',
  }),
  notAllowed: (): Problem => ({
    status: 403,
    code: 'not-allowed',
    title: 'Your role does not cover this.',
    detail: 'Ask an administrator for the role, program or site that you need.',
  }),
  crossSite: (): Problem => ({
    status: 403,
    code: 'cross-site',
    title: 'This request came from another site.',
    detail: 'Open the console itself and do it from there.',
  }),
  partAway: (part: string): Problem => ({
    status: 503,
    code: `${part}-away`,
    title: 'A part of the service cannot be reached right now.',
    detail: 'Nothing was lost. Try again in a moment; /readyz says what is missing.',
  }),
} as const;
