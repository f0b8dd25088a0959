/** Something that a person has to put right; the message says what and how, and is printed without a stack trace. */
export class CannotStart extends Error {
  override readonly name = 'CannotStart';
}

/** The same failure in words that help, when it is one of those that have a known cause; else the error itself. */
export function explained(error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  const where = (error as NodeJS.ErrnoException | undefined)?.path;
  if (code === 'ENOSPC')
    return new CannotStart(`The disk is full${where ? ` (${where})` : ''}. Make room and start again.`);
  if (code === 'EACCES' || code === 'EROFS')
    return new CannotStart(
      `${where ?? 'The data folder'} cannot be written. Choose another folder with --data-dir.`,
    );
  return error;
}
