import type { Database } from '../platform/database';
import type { AuditActivities } from '../workflows/contract';

/** The outside switch is not worth waiting for: it comes to its own conclusion from what it does not hear. */
const PATIENCE_MS = 10_000;

/**
 * Pings an outside dead-man's switch (as healthchecks.io has them) after a look of the auditor that was satisfied, and
 * stays silent after one that was not: whoever watches the switch then knows, whatever is broken in here. What became of
 * the ping is kept with the look, and nothing about it is ever a failure.
 */
export function createHeartbeat(
  database: Pick<Database, 'auditRun'>,
  url: string | undefined,
): AuditActivities['heartbeat'] {
  return async ({ run }) => {
    try {
      const look = await database.auditRun.findUnique({ where: { id: run } });
      if (!look) return;
      const heartbeat = !url ? 'none' : look.satisfied ? await ping(url) : 'withheld';
      await database.auditRun.update({ where: { id: run }, data: { heartbeat } });
    } catch {
      // The database went away: the ping, or its absence, stands all the same.
    }
  };
}

async function ping(url: string): Promise<'sent' | 'failed'> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS), redirect: 'follow' });
    await answer.arrayBuffer();
    return answer.ok ? 'sent' : 'failed';
  } catch {
    return 'failed';
  }
}
