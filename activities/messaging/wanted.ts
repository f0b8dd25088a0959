import type { Instant } from '../../domain/ids';
import type { TemplateId } from '../../domain/messages/templates';
import type { Facts } from './facts';

/** What stops an intent right before it would be sent. */
export type Unwanted = { status: 'suppressed' | 'superseded' | 'expired'; reason: string };

/** Asks somebody to take an escalation: pointless once somebody has. */
const ASKS_TO_TAKE: ReadonlySet<string> = new Set<TemplateId>([
  'escalation-raised',
  'escalation-repeat',
  'escalation-unresolved',
  'help-alarm',
]);

/**
 * Whether an intent is still wanted (rule 2, 16), looked at right before it is sent. A decision is outdated only by what
 * happened after it: news stored at the moment of an end, or a page of a second climb, stand.
 */
export function unwanted(facts: Facts, now: Instant): Unwanted | undefined {
  if (facts.deceased) return { status: 'suppressed', reason: 'deceased' };
  if (facts.waitClosed) return { status: 'superseded', reason: 'wait-closed' };
  if (facts.keptApart && facts.urgency !== 'escalation')
    return { status: 'superseded', reason: 'kept-apart' };
  const { escalation } = facts;
  const endedSince = escalation?.status === 'resolved' && (escalation.resolvedAt ?? now) > facts.at;
  if (endedSince) return { status: 'superseded', reason: 'escalation-resolved' };
  const takenSince = escalation?.status === 'acknowledged' && (escalation.acknowledgedAt ?? now) > facts.at;
  if (takenSince && ASKS_TO_TAKE.has(facts.template))
    return { status: 'superseded', reason: 'escalation-acknowledged' };
  if (facts.urgency !== 'escalation' && facts.expiresAt && facts.expiresAt <= now)
    return { status: 'expired', reason: 'expired' };
  return undefined;
}
