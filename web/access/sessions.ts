import type { FastifyReply, FastifyRequest } from 'fastify';
import { HOUR } from '../../domain/duration';
import type { Config } from '../../platform/config';
import type { Parts } from '../parts';
import { hashToken, newToken } from '../../platform/token';

/** A working day. Ends by itself, at sign-out, and at once when the account is disabled. */
export const SESSION_MS = 12 * HOUR;

/**
 * `__Host-` binds the cookie to this very host over TLS. A console on plain http (a newcomer's own machine) cannot have
 * that everywhere: Safari keeps no secure cookie from http://localhost.
 */
export function cookieName(config: Pick<Config, 'publicUrl'>): string {
  return isSecure(config) ? '__Host-full-circle' : 'full-circle';
}

function isSecure(config: Pick<Config, 'publicUrl'>): boolean {
  return config.publicUrl.startsWith('https:');
}

export interface SignedIn {
  accountId: string;
  personId: string;
  email: string;
  givenName: string;
  surname: string | null;
  grants: { role: string; programId: string | null; siteId: string | null; partner: string | null }[];
}

export async function startSession(parts: Parts, reply: FastifyReply, accountId: string): Promise<void> {
  const token = newToken();
  const now = await parts.clock.now();
  await parts.database.session.create({
    data: {
      tokenHash: hashToken(token),
      accountId,
      createdAt: now,
      expiresAt: new Date(now.getTime() + SESSION_MS),
    },
  });
  reply.setCookie(cookieName(parts.config), token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure(parts.config),
    maxAge: SESSION_MS / 1000,
  });
}

/** The account behind the request's cookie; undefined when there is none, it is over, or the account is disabled. */
export async function readSession(parts: Parts, request: FastifyRequest): Promise<SignedIn | undefined> {
  const token = request.cookies[cookieName(parts.config)];
  if (!token) return undefined;
  const session = await parts.database.session.findUnique({
    where: { tokenHash: hashToken(token) },
    include: { account: { include: { person: true, grants: true } } },
  });
  if (!session || session.account.disabledAt) return undefined;
  if (session.expiresAt <= (await parts.clock.now())) return undefined;
  const { account } = session;
  return {
    accountId: account.id,
    personId: account.personId,
    email: account.email,
    givenName: account.person.preferredName ?? account.person.givenName,
    surname: account.person.surname,
    grants: account.grants.map(({ role, programId, siteId, partner }) => ({
      role,
      programId,
      siteId,
      partner,
    })),
  };
}

export async function endSession(parts: Parts, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const token = request.cookies[cookieName(parts.config)];
  if (token) await parts.database.session.deleteMany({ where: { tokenHash: hashToken(token) } });
  reply.clearCookie(cookieName(parts.config), { path: '/', secure: isSecure(parts.config) });
}
