import type { Instant } from '../../domain/ids';
import type { EscalationLevelPolicy } from '../../domain/policy';
import { onCallAt, type Rota } from '../../domain/rota';
import type { Transaction } from '../../platform/database';
import type { ChainLevel } from '../../workflows/contract';
import { readRota } from './rota';

export interface OnCallQuestion {
  programId: string;
  siteId?: string | null;
  levels: readonly EscalationLevelPolicy[];
  at: Instant;
  /** Nobody is paged about themself. */
  subjectPersonId?: string | undefined;
  /** Nor is whoever the subject wants left out. */
  exclude?: readonly string[] | undefined;
}

/** Who is on call at each level, those of the site before those of the whole program. */
export async function chainAt(tx: Transaction, question: OnCallQuestion): Promise<ChainLevel[]> {
  const { programId, siteId, at } = question;
  return chainOf(await readRota(tx, { programId, siteId: siteId ?? null, after: at }), question);
}

/** The same from a rota that has been read. */
export function chainOf(rota: Rota, question: OnCallQuestion): ChainLevel[] {
  const { siteId, levels, at, subjectPersonId, exclude = [] } = question;
  const leftOut: readonly string[] = [
    ...exclude,
    ...(subjectPersonId === undefined ? [] : [subjectPersonId]),
  ];
  return levels.map(({ id, channels, acknowledgeWithin }) => ({
    id,
    channels,
    acknowledgeWithin,
    people: onCallAt(rota, { level: id, siteId: siteId ?? null }, at).filter((who) => !leftOut.includes(who)),
  }));
}
