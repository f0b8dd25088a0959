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

/**
 * Of a whole program: at each level everybody who is on call there for one of its sites, or for all of them. Where the
 * rota is kept by site, the entries without one have nobody.
 */
export async function chainOfProgram(
  tx: Transaction,
  question: Omit<OnCallQuestion, 'siteId'>,
): Promise<ChainLevel[]> {
  const { programId } = question;
  const sites = await tx.site.findMany({
    where: { programId },
    select: { id: true },
    orderBy: { id: 'asc' },
  });
  let chain = await chainAt(tx, question);
  for (const { id: siteId } of sites) {
    const here = await chainAt(tx, { ...question, siteId });
    chain = chain.map((level, i) => ({
      ...level,
      people: [...new Set([...level.people, ...(here[i]?.people ?? [])])],
    }));
  }
  return chain;
}

/** Of a site; of everybody's where nobody knows one: an alarm about somebody without a site is not nobody's. */
export async function chainFor(tx: Transaction, question: OnCallQuestion): Promise<ChainLevel[]> {
  return question.siteId ? await chainAt(tx, question) : await chainOfProgram(tx, question);
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
