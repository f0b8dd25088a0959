import { as, instant, type Instant, type OccurrenceKey } from '../../../domain/ids';
import type { EventKind } from '../../../domain/ledger';
import type { Database } from '../../../platform/database';
import type { Prisma } from '../../../prisma/generated/client';
import type { LedgerEntry, Outgoing } from '../../../workflows/contract';

/** Something that a workflow wrote into the ledger about itself. */
export interface Told {
  kind: EventKind;
  key: string;
  at: Instant;
  by: string;
  data: Partial<NonNullable<LedgerEntry['data']>>;
}

/** Everything that a workflow has written into the ledger, in order. @param about what narrows it down by an index */
export async function toldBy(
  database: Database,
  workflowId: string,
  about: Prisma.EventWhereInput,
): Promise<Told[]> {
  const events = await database.event.findMany({
    where: { ...about, key: { startsWith: `${workflowId}/` } },
    orderBy: { id: 'asc' },
  });
  return events.map(({ kind, key, at, actor, data }) => ({
    kind: kind as EventKind,
    key,
    at: instant(at),
    by: actor,
    data: data as Told['data'],
  }));
}

export function last(told: readonly Told[], ...kinds: EventKind[]): Told | undefined {
  return told.filter(({ kind }) => kinds.includes(kind)).at(-1);
}

/** What a workflow has ever said, by key, and what of it is still to be said. */
export interface Said {
  at: ReadonlyMap<string, Instant>;
  outbox: Outgoing[];
}

/** @param about what narrows it down by an index */
export async function saidBy(
  database: Database,
  workflowId: string,
  about: Prisma.MessageIntentWhereInput,
): Promise<Said> {
  const intents = await database.messageIntent.findMany({
    where: { ...about, key: { startsWith: `${workflowId}/` } },
    select: { key: true, status: true, at: true, notBefore: true },
    orderBy: { at: 'asc' },
  });
  return {
    at: new Map(intents.map(({ key, at }) => [key, instant(at)])),
    outbox: intents
      .filter(({ status }) => status === 'pending')
      .map(({ key, at, notBefore }) => ({ key: as<OccurrenceKey>(key), at: instant(notBefore ?? at) })),
  };
}

/** Waits that a workflow has ever opened, tasks for staff included. */
export async function waitsOf(database: Database, workflowId: string) {
  return await database.wait.findMany({
    where: { workflowId, key: { startsWith: `${workflowId}/` } },
    orderBy: [{ since: 'asc' }, { key: 'asc' }],
  });
}

export type WaitRow = Awaited<ReturnType<typeof waitsOf>>[number];

/** The highest number that a pattern finds in keys. */
export function highest(keys: Iterable<string>, pattern: RegExp): number {
  let most = 0;
  for (const key of keys) most = Math.max(most, Number(pattern.exec(key)?.[1] ?? 0));
  return most;
}

const REMEMBERED = 200;

/** Staff are given a task once: what a workflow remembers of those that it has opened and closed. */
export function tasksSeen(waits: readonly WaitRow[]): string[] {
  return waits
    .filter(({ kind }) => kind === 'staff-task')
    .flatMap(({ key, closedAt }) => (closedAt ? [key, `${key}/closed`] : [key]))
    .slice(-REMEMBERED);
}
