import { createHash } from 'node:crypto';
import type { Client } from '@temporalio/client';
import type { WorkflowBundle } from '@temporalio/worker';
import type { CodecKeys } from '../../platform/codec';
import { dataConverter } from '../../platform/dataConverter';
import type { Database } from '../../platform/database';
import type { Log } from '../../platform/log';
import { historiesOf, replayAll } from './replay';
import { openRuns } from './sample';

/** A start at night waits no longer than this for the look at what is open. */
const WITHIN_MS = 30_000;

export interface Release {
  database: Database;
  client: Client;
  codecKeys: CodecKeys;
  log: Log;
  /** False: `FULLCIRCLE_REPLAY_CHECK=off`. */
  check: boolean;
}

/**
 * Whether this release may take work. Its code must be able to carry on what other code has begun: a sample of the open
 * runs is replayed on it before the first task is polled for, and one that does not replay keeps the whole release out.
 * The release that was admitted last is let in at once, so that a worker which was killed is back within seconds.
 * @returns why it may not, in one sentence; undefined when it may
 */
export async function admitRelease(release: Release, bundle: WorkflowBundle): Promise<string | undefined> {
  const { database, log } = release;
  const id = createHash('sha256').update(bundle.code).digest('hex').slice(0, 16);
  const last = await database.release.findFirst({
    where: { admittedAt: { not: null } },
    orderBy: { admittedAt: 'desc' },
  });
  if (last?.id === id) return undefined;
  if (!release.check) {
    log.warn(
      { release: id },
      'FULLCIRCLE_REPLAY_CHECK is off: what this release cannot carry on will stand still',
    );
    await keep(database, id, { admittedAt: new Date(), replayed: 0 });
    return undefined;
  }
  const runs = await openRuns(database);
  const { looked, left, failures } = await replayAll(
    { bundle, dataConverter: dataConverter(release.codecKeys) },
    historiesOf(release.client, runs),
    WITHIN_MS,
  );
  const [first] = failures;
  if (first) {
    const more = failures.length > 1 ? ` (and ${failures.length - 1} more)` : '';
    const reason = `This release cannot carry on ${first.workflowId}${more}: ${first.reason}`;
    log.error(
      { release: id, failures },
      `${reason}. It takes no work. Put the release before it back; FULLCIRCLE_REPLAY_CHECK=off lets it work all the same, and what does not replay stands still then.`,
    );
    await keep(database, id, { refusedAt: new Date(), replayed: looked, reason });
    return reason;
  }
  if (left > 0) log.warn({ release: id, looked, left }, 'not all of the sample was replayed in time');
  log.info({ release: id, replayed: looked }, 'release is admitted');
  await keep(database, id, { admittedAt: new Date(), refusedAt: null, reason: null, replayed: looked });
  return undefined;
}

async function keep(
  database: Database,
  id: string,
  values: { admittedAt?: Date; refusedAt?: Date | null; reason?: string | null; replayed: number },
): Promise<void> {
  await database.release.upsert({ where: { id }, create: { id, ...values }, update: values });
}
