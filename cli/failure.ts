import { EXIT } from './exitCodes';

interface Failure {
  code: number;
  message: string;
}

/** Codes of Node, of the PostgreSQL driver and of Prisma for a database that cannot be reached. */
const DATABASE_AWAY =
  /^(ECONN|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EPIPE|57P0[1-3]|08\d{3}|53300|P1001|P1002|P1008|P1017|P2024)/;

/**
 * One line that says what to do, and an exit code, for whatever a command threw; undefined for a defect of ours.
 * By name, not by class, so that a command which needs no server does not load what would have thrown it.
 */
export function failureOf(error: unknown): Failure | undefined {
  if (!(error instanceof Error)) return undefined;
  switch (error.name) {
    case 'Refused':
    case 'NotAllowed':
    case 'DefinitionErrors':
    case 'FileMistakes':
      return { code: EXIT.refused, message: error.message };
    case 'ConfigurationError':
    case 'Usage':
      return { code: EXIT.usage, message: error.message };
    case 'NotThere':
      return { code: EXIT.notFound, message: error.message };
    case 'Unavailable':
      return { code: EXIT.unavailable, message: `${error.message}${unlessDone(error)}` };
  }
  if (databaseIsAway(error)) {
    return {
      code: EXIT.unavailable,
      message: 'PostgreSQL cannot be reached. Is Full Circle running (npm start), and DATABASE_URL right?',
    };
  }
  return undefined;
}

function unlessDone(error: Error): string {
  return (error as { mayHaveHappened?: unknown }).mayHaveHappened
    ? ' With --key the same command again is done once; without one, look before you repeat it.'
    : '';
}

function databaseIsAway(error: unknown): boolean {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; depth += 1) {
    const { code, cause } = at as { code?: unknown; cause?: unknown };
    if (typeof code === 'string' && DATABASE_AWAY.test(code)) return true;
    if (
      /Can't reach database|Connection terminated|connect ECONNREFUSED|timeout exceeded when trying to connect/.test(
        at.message,
      )
    )
      return true;
    at = cause;
  }
  return false;
}

/** Flags that do not go together, or a file that is not there. */
export class Usage extends Error {
  override readonly name = 'Usage';
}

/** A file has mistakes in it; they have been printed line by line. */
export class FileMistakes extends Error {
  override readonly name = 'FileMistakes';
}
