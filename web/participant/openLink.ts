import { scopeOf, type Caller } from '../../office/access';
import { as } from '../../domain/ids';
import { hashToken } from '../../platform/token';
import type { Person, PersonalLink, Wait } from '../../prisma/generated/client';
import type { Parts } from '../parts';

export type Opened =
  | { state: 'unknown' | 'expired' | 'revoked' }
  | {
      state: 'open';
      link: PersonalLink;
      person: Person;
      caller: Caller;
      /** The wait the link was sent about, whether or not it is still open. */
      about?: Wait;
    };

const TOKEN = /^[A-Za-z0-9_-]{20,200}$/;

/** Looks a personal link up. Looking changes nothing: mail scanners and previews open links too. */
export async function openLink(parts: Parts, token: string): Promise<Opened> {
  if (!TOKEN.test(token)) return { state: 'unknown' };
  const { database } = parts;
  const link = await database.personalLink.findUnique({ where: { tokenHash: hashToken(token) } });
  if (!link) return { state: 'unknown' };
  if (link.revokedAt) return { state: 'revoked' };
  if (link.expiresAt <= (await parts.clock.now())) return { state: 'expired' };
  const person = await database.person.findUnique({
    where: { id: link.personId },
    include: { account: { include: { grants: true } } },
  });
  if (!person || person.deceasedAt) return { state: 'revoked' };
  const about = link.waitKey ? await database.wait.findUnique({ where: { key: link.waitKey } }) : null;
  const { account, ...rest } = person;
  return {
    state: 'open',
    link,
    person: rest,
    ...(about ? { about } : {}),
    caller: {
      actor: account && about?.owedBy === 'staff' ? `account:${account.id}` : `person:${person.id}`,
      scope: account && !account.disabledAt ? scopeOf(account.grants) : [],
      via: 'link',
      personId: as(person.id),
    },
  };
}
