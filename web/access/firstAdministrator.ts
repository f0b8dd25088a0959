import { randomUUID } from 'node:crypto';
import { DAY } from '../../domain/duration';
import type { Clock } from '../../platform/clock';
import { systemClock } from '../../platform/clock';
import type { Database } from '../../platform/database';
import { hashPassword } from './password';
import { hashToken, newToken } from '../../platform/token';

const VALID_MS = DAY;

/**
 * Path of a link that makes the first administrator, `/first/<token>`: valid for 24 hours and for one use. A new one
 * revokes those before it. Undefined as soon as there is an administrator.
 */
export async function issueFirstAdminLink(
  database: Database,
  clock: Clock = systemClock,
): Promise<string | undefined> {
  if (await hasAdministrator(database)) return undefined;
  const token = newToken();
  const now = await clock.now();
  await database.$transaction([
    database.invitation.deleteMany({ where: { accountId: null, usedAt: null } }),
    database.invitation.create({
      data: {
        tokenHash: hashToken(token),
        createdAt: now,
        expiresAt: new Date(now.getTime() + VALID_MS),
      },
    }),
  ]);
  return `/first/${token}`;
}

async function hasAdministrator(database: Pick<Database, 'roleGrant'>): Promise<boolean> {
  return (await database.roleGrant.count({ where: { role: 'admin', account: { disabledAt: null } } })) > 0;
}

/** True while the link would still make somebody an administrator. */
export async function firstAdminLinkIsOpen(database: Database, token: string, now: Date): Promise<boolean> {
  const invitation = await database.invitation.findUnique({ where: { tokenHash: hashToken(token) } });
  return (
    invitation !== null &&
    invitation.accountId === null &&
    invitation.usedAt === null &&
    invitation.expiresAt > now &&
    !(await hasAdministrator(database))
  );
}

export interface NewAdministrator {
  givenName: string;
  surname?: string;
  email: string;
  password: string;
  language: 'en' | 'fr';
}

/** Makes the account; undefined when the link was used in the meantime. Two at once: one wins, by the row's own lock. */
export async function makeFirstAdministrator(
  database: Database,
  token: string,
  who: NewAdministrator,
  now: Date,
): Promise<string | undefined> {
  const passwordHash = await hashPassword(who.password);
  return database.$transaction(async (tx) => {
    const taken = await tx.invitation.updateMany({
      where: { tokenHash: hashToken(token), accountId: null, usedAt: null, expiresAt: { gt: now } },
      data: { usedAt: now },
    });
    if (taken.count !== 1) return undefined;
    const personId = randomUUID();
    const accountId = randomUUID();
    await tx.person.create({
      data: {
        id: personId,
        givenName: who.givenName,
        surname: who.surname,
        language: who.language,
        createdAt: now,
        contactPoints: {
          create: { id: randomUUID(), channel: 'email', value: who.email, consentAt: now, createdAt: now },
        },
      },
    });
    await tx.account.create({
      data: {
        id: accountId,
        personId,
        email: who.email,
        passwordHash,
        createdAt: now,
        grants: { create: { id: randomUUID(), role: 'admin' } },
      },
    });
    return accountId;
  });
}
