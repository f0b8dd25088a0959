const PRISMA = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'P1000', 'P1003']);
const NETWORK = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'ETIMEDOUT', 'EPIPE', 'EHOSTUNREACH']);
/** PostgreSQL's own classes: connection exceptions, shutting down, starting up, too many connections. */
const SQLSTATE = /^(08|57P0|53300)/;

/** True when the error says that PostgreSQL cannot be reached now, rather than that a query was wrong. */
export function isDatabaseAway(error: unknown): boolean {
  for (let e = error, depth = 0; e && typeof e === 'object' && depth < 6; depth++) {
    const { code, name, message, cause, meta } = e as Record<string, unknown>;
    if (typeof code === 'string' && (PRISMA.has(code) || NETWORK.has(code) || SQLSTATE.test(code)))
      return true;
    if (name === 'PrismaClientInitializationError') return true;
    if (
      typeof message === 'string' &&
      /Can't reach database|DatabaseNotReachable|SocketTimeout|Connection terminated|timeout exceeded when trying to connect|Query read timeout/i.test(
        message,
      )
    )
      return true;
    e = cause ?? (meta as { driverAdapterError?: unknown } | undefined)?.driverAdapterError;
  }
  return false;
}

/** PostgreSQL's own code of an error that came through Prisma: says what went wrong without quoting a row. */
export function sqlStateOf(error: unknown): string | undefined {
  const { meta } = error as {
    meta?: { code?: unknown; driverAdapterError?: { cause?: { originalCode?: unknown } } };
  };
  const code = meta?.driverAdapterError?.cause?.originalCode ?? meta?.code;
  return typeof code === 'string' ? code : undefined;
}
