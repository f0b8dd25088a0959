/** Thrown when something took longer than the caller can wait; the work itself may still go on. */
export class TookTooLong extends Error {
  override name = 'TookTooLong';
}

/** The promise's own outcome, or {@link TookTooLong} after so many milliseconds of the machine's clock. */
export async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TookTooLong(`not done within ${milliseconds} ms`)), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
