import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { NotThere, Refused, Unavailable } from '../../client/fullCircle';
import { NotAllowed } from '../../office/access';
import { ErrorPage } from '../ui/errorPage';
import { sendPage } from '../ui/page';
import { isDatabaseAway, sqlStateOf } from './databaseAway';
import { type Problem, ProblemError, problems, sendProblem } from './problem';
import { TookTooLong } from './within';

/** One place where whatever went wrong becomes an answer: problem+json for programs, a page for people. */
export function errorAnswers(app: FastifyInstance): void {
  app.setNotFoundHandler((request, reply) => answer(request, reply, problems.notFound()));
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const problem = problemOf(error);
    if (error instanceof ProblemError) void reply.headers(error.headers);
    if (problem.status === 503) void reply.header('retry-after', '5');
    if (problem.status >= 500) {
      // The message may quote a row or an answer of the database; where it happened may be kept.
      request.log.error(
        {
          error: error.name,
          code: error.code,
          sqlState: sqlStateOf(error),
          stack: framesOf(error),
          route: request.routeOptions.url,
        },
        problem.code,
      );
    }
    return answer(request, reply, problem);
  });
}

function answer(request: FastifyRequest, reply: FastifyReply, problem: Problem): FastifyReply {
  const wantsPage = !request.url.startsWith('/api/') && (request.headers.accept ?? '').includes('text/html');
  if (!wantsPage) return sendProblem(reply, problem);
  if (problem.status === 401) {
    // A part of a page that refreshes itself: the whole page goes to sign in, and comes back to itself.
    if (request.headers['hx-request'] !== undefined)
      return reply
        .code(401)
        .header('HX-Redirect', `/signin${pageOf(request)}`)
        .send();
    const to = request.method === 'GET' ? `?to=${encodeURIComponent(request.url)}` : '';
    return reply.redirect(`/signin${to}`);
  }
  return sendPage(reply, ErrorPage({ lang: request.lang, problem }), problem.status);
}

/** Where a part of a page was asked for from. */
function pageOf({ headers }: FastifyRequest): string {
  const { 'hx-current-url': current } = headers;
  if (typeof current !== 'string' || !URL.canParse(current)) return '';
  const { pathname, search } = new URL(current);
  return `?to=${encodeURIComponent(pathname + search)}`;
}

export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  if (hasZodFastifySchemaValidationErrors(error)) {
    return {
      status: 400,
      code: 'invalid-request',
      title: 'The request does not have the form that is asked for.',
      detail: 'Correct the fields named in "errors"; /docs shows the form.',
      errors: error.validation.map((issue) => ({
        field: `${error.validationContext ?? 'request'}${issue.instancePath.replaceAll('/', '.')}`,
        message: issue.message ?? 'is not right',
      })),
    };
  }
  if (error instanceof Refused)
    return {
      status: 409,
      code: error.code,
      title: error.message,
      detail: 'Look at how it stands now, then decide.',
    };
  if (error instanceof NotAllowed) return { ...problems.notAllowed(), title: error.message };
  if (error instanceof NotThere) return { ...problems.notFound(), title: error.message };
  if (error instanceof Unavailable) {
    return {
      status: 503,
      code: 'temporal-away',
      title: 'What runs the paths cannot be reached right now.',
      detail: error.mayHaveHappened
        ? 'It may have been done all the same: look before you repeat it. A repeat with the same Idempotency-Key is safe.'
        : 'Nothing was changed. Try again in a moment; /readyz says what is missing.',
    };
  }
  if (isDatabaseAway(error) || error instanceof TookTooLong) return problems.partAway('postgresql');
  const { statusCode, code, message } = error as FastifyError;
  if (statusCode && statusCode >= 400 && statusCode < 500) {
    return {
      status: statusCode,
      code: (code ?? 'refused').toLowerCase().replaceAll('_', '-'),
      title: message,
    };
  }
  return {
    status: 500,
    code: 'defect',
    title: 'Something went wrong on our side.',
    detail: 'It is in the log. Try once more; if it stays, tell whoever runs this service.',
  };
}

function framesOf(error: Error): string[] {
  return (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8);
}
