import type { FastifyReply, FastifyRequest } from 'fastify';
import { can, isPartnerOnly, within as scopeWithin } from '../../office/access';
import { hiddenFrom, without } from '../../office/hidden';
import { viewer } from '../access/viewer';
import type { Parts } from '../parts';
import { takeFlash } from './flash';
import { wordsOf, type View } from './frame';

/** Everything the frame of a page shows. Temporal being away is said, never waited for. */
export async function viewOf(parts: Parts, request: FastifyRequest, reply?: FastifyReply): Promise<View> {
  const { caller, signedIn } = viewer(request);
  const base = wordsOf(request.lang);
  const [now, openEscalations, staleRules] = await Promise.all([
    parts.clock.now(),
    countOpenEscalations(parts, request),
    parts.database.auditFinding.count({ where: { kind: 'zone-rules-stale', resolvedAt: null } }),
  ]);
  return {
    ...base,
    now,
    name: [signedIn.givenName, signedIn.surname].filter(Boolean).join(' '),
    roles: [...new Set(caller.scope.map(({ role }) => base.w.staffRoles[role] ?? role))],
    openEscalations,
    hasPhones: parts.config.doubles !== undefined,
    temporalAway: isTemporalAway(parts),
    zoneRulesStale: staleRules > 0,
    maySeeSystem: caller.scope.some((grant) =>
      can([grant], 'watch-system', { programId: grant.programId ?? '*', siteId: grant.siteId ?? null }),
    ),
    isPartner: isPartnerOnly(caller.scope),
    flash: reply && takeFlash(request, reply),
    actor: caller.actor,
    path: pathWithoutLang(request.url),
  };
}

/** A practice is none: nobody is missing. */
export async function countOpenEscalations(parts: Parts, request: FastifyRequest): Promise<number> {
  const { caller } = viewer(request);
  return parts.database.escalation.count({
    where: {
      AND: [scopeWithin(caller.scope), without.escalations(await hiddenFrom(parts.database, caller))],
      status: { not: 'resolved' },
      kind: { not: 'drill' },
    },
  });
}

const known = new WeakMap<Parts, { askedAt: number; away: boolean }>();
const BELIEVE_MS = 5_000;
const PATIENCE_MS = 3_000;

/** Makes the next page ask anew. */
export function forgetTemporal(parts: Parts): void {
  known.delete(parts);
}

/** What was found last; asked again in the background, so that a page never waits for it. */
function isTemporalAway(parts: Parts): boolean {
  const last = known.get(parts) ?? { askedAt: -Infinity, away: false };
  if (performance.now() - last.askedAt > BELIEVE_MS) {
    known.set(parts, { ...last, askedAt: performance.now() });
    const learn = (away: boolean) => known.set(parts, { askedAt: performance.now(), away });
    parts.fullCircle.ping({ timeoutMs: PATIENCE_MS }).then(
      () => learn(false),
      () => learn(true),
    );
  }
  return last.away;
}

function pathWithoutLang(url: string): string {
  const { pathname, searchParams } = new URL(url, 'http://here');
  searchParams.delete('lang');
  const query = searchParams.toString();
  return query ? `${pathname}?${query}` : pathname;
}
