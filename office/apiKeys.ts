import { NotThere, Refused } from '../client/fullCircle';
import { newId } from '../platform/newId';
import { hashToken, newToken } from '../platform/token';
import { guard, scopeOf, STAFF_ROLES, type Caller, type StaffRole } from './access';
import { checkPartner } from './transitions/partners';
import type { OfficeTools } from './tools';

/** Says what it is wherever it leaks, so that secret scanners find it. */
const PREFIX = 'fc_';

export function apiKeyActs({ database, clock }: OfficeTools) {
  return {
    /** Makes a key for a program of another kind. The secret is shown this once; only its hash is stored. */
    async create(
      caller: Caller,
      input: { name: string; role: StaffRole; programId?: string; siteId?: string; partner?: string },
    ): Promise<{ id: string; secret: string }> {
      const { name, role, programId, siteId, partner } = input;
      guard(caller, 'manage-access', { programId: programId ?? '', siteId }, `program ${programId ?? '*'}`);
      if (!STAFF_ROLES.includes(role)) {
        throw new Refused('UnknownRole', `"${role}" is not a role; these are: ${STAFF_ROLES.join(', ')}.`);
      }
      if (!name.trim()) throw new Refused('NameNeeded', 'Name the key after what will use it.');
      if (programId && !(await database.program.findUnique({ where: { id: programId } }))) {
        throw new NotThere(`program ${programId}`);
      }
      if (siteId && (await database.site.findUnique({ where: { id: siteId } }))?.programId !== programId) {
        throw new NotThere(`site ${siteId} in program ${programId ?? '–'}`);
      }
      await checkPartner(database, input);
      const id = newId();
      const secret = PREFIX + newToken();
      await database.apiKey.create({
        data: {
          id,
          hash: hashToken(secret),
          name: name.trim(),
          role,
          programId,
          siteId,
          partner,
          createdAt: await clock.now(),
        },
      });
      return { id, secret };
    },

    /** The caller behind a key; undefined for one that is unknown or revoked. */
    async callerFor(secret: string): Promise<Caller | undefined> {
      const key = await database.apiKey.findUnique({ where: { hash: hashToken(secret) } });
      if (!key || key.revokedAt) return undefined;
      return { actor: `api-key:${key.id}`, scope: scopeOf([key]), via: 'api' };
    },

    async revoke(caller: Caller, id: string): Promise<void> {
      const key = await database.apiKey.findUnique({ where: { id } });
      if (!key) throw new NotThere(`API key ${id}`);
      guard(caller, 'manage-access', { programId: key.programId ?? '', siteId: key.siteId }, `API key ${id}`);
      await database.apiKey.updateMany({
        where: { id, revokedAt: null },
        data: { revokedAt: await clock.now() },
      });
    },
  };
}
