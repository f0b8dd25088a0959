import type { Sink } from './sink';

/** What a deadline storm is measured with. Each peer is a number below `count`; those with an odd one have answered. */
export interface Storm {
  count: number;
  /** The instant at which every deadline falls, in milliseconds since 1970. */
  dueAt: number;
  sink: Sink;
  /** A PostgreSQL database of the contender's own. */
  databaseUrl: string;
}

/** Somebody who keeps deadlines: at each, sees whether the peer has answered, and if not inserts a row and posts a text. */
export interface Contender {
  name: string;
  /** Schema and people, before what a pending deadline takes is measured; the shared tables otherwise. */
  install?(storm: Storm): Promise<void>;
  /** Everything is in place, with nothing left to do before the deadline. */
  prepare(storm: Storm): Promise<void>;
  /** Bytes on disk or in memory beside the database's. */
  extraBytes?(): Promise<number>;
  /** Processes beside this one and PostgreSQL, whose CPU counts. */
  pids?(): readonly number[];
  stop(): Promise<void>;
}

/** Peers who have answered before the deadline. */
export function hasAnswered(peer: number): boolean {
  return peer % 2 === 1;
}

/** What the contenders other than ours keep their answers and texts in. */
export const TABLES = `
  CREATE TABLE IF NOT EXISTS answers (peer int PRIMARY KEY);
  CREATE TABLE IF NOT EXISTS sent (peer int PRIMARY KEY, at timestamptz NOT NULL);`;

type Query = (sql: string, values: unknown[]) => Promise<{ rowCount: number | null }>;

/** The work of one deadline, the same for everybody but ours. */
export async function nudge(query: Query, sinkUrl: string, peer: number): Promise<void> {
  const answered = await query('SELECT 1 FROM answers WHERE peer = $1', [peer]);
  if (answered.rowCount) return;
  const stored = await query('INSERT INTO sent VALUES ($1, now()) ON CONFLICT DO NOTHING', [peer]);
  if (!stored.rowCount) return;
  const answer = await fetch(sinkUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ To: String(peer), Body: 'Are you home?' }).toString(),
  });
  await answer.arrayBuffer();
}
