import { ApplicationFailure } from '@temporalio/common';

/**
 * Activities whose failures say what went wrong in codes only: the errors of databases and mail servers quote what they
 * failed on, and that may be a number or a name (rule 9). What can never work is marked as not to be tried again.
 */
export function withPlainFailures<T extends object>(
  activities: T,
  noted: (failure: { activity: string; code: string }, error: unknown) => void,
): T {
  const wrapped = Object.entries(activities).map(([name, activity]) => [
    name,
    async (...input: unknown[]) => {
      try {
        return await (activity as (...input: unknown[]) => Promise<unknown>)(...input);
      } catch (error) {
        if (error instanceof ApplicationFailure) throw error;
        const code = codeOf(error);
        noted({ activity: name, code }, error);
        throw ApplicationFailure.create({
          message: `${name}: ${code}`,
          type: code,
          // A malformed argument stays malformed. A missing row or a broken statement may be mended by a release.
          nonRetryable: error instanceof RangeError,
        });
      }
    },
  ]);
  return Object.fromEntries(wrapped) as T;
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { code, meta } = error as { code?: unknown; meta?: { code?: unknown } };
  const parts = [error.name, code, meta?.code].filter(
    (part) => typeof part === 'string' || typeof part === 'number',
  );
  return parts.join(':');
}
