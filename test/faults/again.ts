import { setTimeout as pause } from 'node:timers/promises';

/**
 * Does something until it works: whatever it needs may have been killed a moment ago.
 * @param isFinal true for an error that another try would not mend; it is thrown
 * @throws the last error when the signal says that it is over
 */
export async function again<T>(
  act: () => Promise<T>,
  over: AbortSignal,
  isFinal: (error: unknown) => boolean = () => false,
): Promise<T> {
  for (;;) {
    try {
      return await act();
    } catch (error) {
      if (over.aborted || isFinal(error)) throw error;
      await pause(500);
    }
  }
}
