/** What scripts can rely on; also at the end of `fullcircle --help`. */
export const EXIT = {
  ok: 0,
  /** The act was refused, or a file has mistakes in it. */
  refused: 1,
  /** The command itself was not understood, or a setting is missing. */
  usage: 2,
  notFound: 3,
  /** Temporal or PostgreSQL is away; with --key the same command again is done once. */
  unavailable: 4,
} as const;

export const EXIT_CODES_HELP = `
Exit codes: 0 done · 1 refused, or a file has mistakes · 2 command or settings not understood
            3 no such thing · 4 Temporal or PostgreSQL is away (try again)`;
