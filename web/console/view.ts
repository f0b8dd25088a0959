import type { FastifyReply, FastifyRequest } from 'fastify';
import { within as scopeWithin } from '../../office/access';
import { viewer } from '../access/viewer';
import { within } from '../http/within';
import type { Parts } from '../parts';
import { takeFlash } from './flash';
import { wordsOf, type View } from './frame';

/** Everything the frame of a page shows. Temporal being away is said, never waited for. */
export async function viewOf(parts: Parts, request: FastifyRequest, reply?: FastifyReply): Promise<View> {
  const { caller, signedIn } = viewer(request);
  const base = wordsOf(request.lang);
  const [now, openEscalations, temporalAway] = await Promise.all([
    parts.clock.now(),
    countOpenEscalations(parts, request),
    isTemporalAway(parts),
  ]);
  return {
    ...base,
    now,
    name: [signedIn.givenName, signedIn.surname].filter(Boolean).join(' '),
    roles: [...new Set(caller.scope.map(({ role }) => base.w.staffRoles[role] ?? role))],
    openEscalations,
    hasPhones: parts.config.doubles !== undefined,
    temporalAway,
    flash: reply && takeFlash(request, reply),
    actor: caller.actor,
    path: pathWithoutLang(request.url),
  };
}

export function countOpenEscalations(parts: Parts, request: FastifyRequest): Promise<number> {
  return parts.database.escalation.count({
    where: { AND: [scopeWithin(viewer(request).caller.scope)], status: { not: 'resolved' } },
  });
}

const asked = new WeakMap<Parts, { at: number; away: boolean }>();
const BELIEVE_MS = 5_000;

async function isTemporalAway(parts: Parts): Promise<boolean> {
  const known = asked.get(parts);
  if (known && performance.now() - known.at < BELIEVE_MS) return known.away;
  const away = await within(700, parts.fullCircle.ping({ timeoutMs: 600 })).then(
    () => false,
    () => true,
  );
  asked.set(parts, { at: performance.now(), away });
  return away;
}

function pathWithoutLang(url: string): string {
  const { pathname, searchParams } = new URL(url, 'http://here');
  searchParams.delete('lang');
  const query = searchParams.toString();
  return query ? `${pathname}?${query}` : pathname;
}
