import {
  isGrpcServiceError,
  QueryNotRegisteredError,
  QueryRejectedError,
  ServiceError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { NotThere, Refused, Unavailable } from './errors';

/** gRPC status codes, from the protocol's own table. */
const DEADLINE_EXCEEDED = 4;
const INVALID_ARGUMENT = 3;
const FAILED_PRECONDITION = 9;

/** Names that carry no reason: what a plain `throw new Error` becomes on its way here. */
const UNNAMED = new Set(['', 'Error', 'ApplicationFailure']);

export interface Attempt {
  /** What the caller wanted to reach, for the message: `journey j1`. */
  what: string;
  /** A query changes nothing, so an unanswered one has not happened. */
  changes: boolean;
}

/** Turns what the SDK threw into {@link Refused}, {@link NotThere} or {@link Unavailable}; defects pass unchanged. */
export function translate(error: unknown, attempt: Attempt): unknown {
  if (error instanceof Refused || error instanceof NotThere || error instanceof Unavailable) return error;
  if (error instanceof WorkflowUpdateFailedError) return updateFailed(error, attempt);
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) return tooSlow(error, attempt);
  if (error instanceof WorkflowNotFoundError) {
    const ended = /completed|closed/i.test(error.message);
    return new NotThere(
      attempt.what,
      ended ? `The ${attempt.what} is over.` : `There is no ${attempt.what} running.`,
      { cause: error, isOver: ended },
    );
  }
  if (error instanceof QueryRejectedError || error instanceof QueryNotRegisteredError) {
    return new NotThere(attempt.what, `The ${attempt.what} cannot be asked that.`, { cause: error });
  }
  const grpc = isGrpcServiceError(error) ? error : error instanceof ServiceError ? error.cause : undefined;
  if (isGrpcServiceError(grpc)) {
    const code: number = grpc.code;
    if (code === DEADLINE_EXCEEDED) return tooSlow(grpc, attempt);
    if (code === INVALID_ARGUMENT) {
      return /search attribute/i.test(grpc.details)
        ? new Unavailable(
            `Temporal's namespace is not set up for Full Circle yet: ${grpc.details}. Register the search attributes first.`,
            false,
            { cause: grpc },
          )
        : error;
    }
    const why =
      code === FAILED_PRECONDITION ? 'No worker is running' : `Temporal cannot be reached (${grpc.details})`;
    return new Unavailable(
      `${why}; the ${attempt.what} could not be ${attempt.changes ? 'told' : 'asked'}.`,
      attempt.changes,
      {
        cause: grpc,
      },
    );
  }
  return error;
}

/** The caller's patience is over; nobody knows what became of the act. */
export function tooSlow(cause: unknown, { what, changes }: Attempt): Unavailable {
  return new Unavailable(
    changes
      ? `No answer about the ${what} in time: Temporal or its workers are away or very busy. It may have been done.`
      : `No answer from the ${what} in time: Temporal or its workers are away or very busy.`,
    changes,
    { cause },
  );
}

function updateFailed(error: WorkflowUpdateFailedError, attempt: Attempt): Error {
  const cause = error.cause;
  if (cause instanceof ApplicationFailure) {
    // Accepted, and then the workflow ended before it was carried out: for the caller it came too late.
    if (cause.type === 'AcceptedUpdateCompletedWorkflow') {
      return new NotThere(attempt.what, `The ${attempt.what} is over.`, { cause, isOver: true });
    }
    const code = cause.type && !UNNAMED.has(cause.type) ? cause.type : 'Refused';
    return new Refused(code, cause.message || code, { cause });
  }
  return new Unavailable(`The ${attempt.what} could not carry it out; try again.`, true, { cause: error });
}
