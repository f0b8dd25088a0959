/**
 * What can keep an act from happening, in three kinds that a page, an API answer and an exit code can be made from.
 * Whatever else is thrown is a defect of ours and stays what it is.
 */

/** The workflow said no, for good: asking again changes nothing until something else has changed. */
export class Refused extends Error {
  override readonly name = 'Refused';
  constructor(
    /** Code of the reason, e.g. `UnknownStep`; stable, for callers to branch on. */
    readonly code: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** There is no such thing, or what is known of it is over and can no longer be acted on. */
export class NotThere extends Error {
  override readonly name = 'NotThere';
  constructor(
    readonly what: string,
    message = `There is no ${what}.`,
    options?: ErrorOptions & { isOver?: boolean },
  ) {
    super(message, options);
    this.isOver = options?.isOver ?? false;
  }

  /** It was there and has ended; otherwise it may not have begun yet. */
  readonly isOver: boolean;
}

/** Temporal, or every worker, is away, or slower than the caller could wait. */
export class Unavailable extends Error {
  override readonly name = 'Unavailable';
  constructor(
    message: string,
    /** True when the act may have been taken all the same. Repeating it with the same key is safe. */
    readonly mayHaveHappened: boolean,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
