import type { Instant } from '../../domain/ids';
import { REPLACED } from '../../domain/phone';
import type { LedgerEntry } from '../../workflows/contract';
import type { Transaction } from '../../platform/database';
import { idFromKey } from '../../platform/newId';
import type { RosterRow } from './readRow';

interface Bring {
  row: RosterRow;
  personId: string;
  /** In other programs too, which may reach the person elsewhere: nothing is taken away from them. */
  isShared: boolean;
  /** Undefined: the row does not say. */
  consentAt: Instant | null | undefined;
  at: Instant;
}

type News = Pick<LedgerEntry, 'key' | 'kind' | 'data'>;

/**
 * Brings a person's number and address to what the row says. One that the row does not name any more is not written to
 * again, whoever it may belong to now. STOP is the person's own and is never touched here (rule 3).
 */
export async function bringContactPoints(
  transaction: Transaction,
  { row, personId, isShared, consentAt, at }: Bring,
): Promise<News[]> {
  const existing = await transaction.contactPoint.findMany({ where: { personId } });
  const news: News[] = [];
  const named = [
    ['sms', row.phone],
    ['email', row.email],
  ] as const;
  for (const [channel, value] of named) {
    if (value === undefined) continue;
    const same = existing.find((point) => point.channel === channel && point.value === value);
    const others = existing.filter(
      (point) => point.channel === channel && point.value !== value && point.unusableCode !== REPLACED,
    );
    const id = same?.id ?? idFromKey('contact', personId, channel, value);
    if (others.length > 0 && !isShared)
      await transaction.contactPoint.updateMany({
        where: { id: { in: others.map((point) => point.id) } },
        data: { unusableCode: REPLACED },
      });
    if (same === undefined)
      await transaction.contactPoint.create({
        data: {
          id,
          personId,
          channel,
          value,
          position: isShared ? existing.length + 1 : channel === 'sms' ? 0 : 1,
          consentAt: consentAt ?? null,
          createdAt: at,
        },
      });
    const returns = same?.unusableCode === REPLACED;
    const consentChanges =
      same !== undefined && consentAt !== undefined && (same.consentAt === null) !== (consentAt === null);
    if (returns || consentChanges)
      await transaction.contactPoint.update({
        where: { id },
        data: {
          ...(returns ? { unusableCode: null } : {}),
          ...(consentChanges ? { consentAt } : {}),
        },
      });
    const changed =
      (existing.length > 0 && same === undefined) || returns || (consentChanges && consentAt === null);
    if (changed) news.push(entry('contact-changed', id, channel, at));
    if (consentAt && (same === undefined || consentChanges))
      news.push(entry('consent-given', id, channel, at));
  }
  return news;
}

function entry(kind: 'contact-changed' | 'consent-given', id: string, channel: string, at: Instant): News {
  return { key: `contact-${id}/${kind}/${at}` as News['key'], kind, data: { channel } };
}
