import { DAY, HOUR, between, plus } from '../../domain/duration';
import type { Instant } from '../../domain/ids';
import type { TemplateId } from '../../domain/messages/templates';
import type { Facts } from './facts';

/** Why a message waits, expires or is not said at all: its reader is in custody or the like. */
export const INSIDE = 'inside';

/** The date may move, so it is looked again at least this often. */
const LOOK_AGAIN_MS = 7 * DAY;
const SOONEST_MS = 6 * HOUR;
/** News that has waited for so long is none any more. */
const HELD_AT_MOST_MS = 28 * DAY;

const ANSWERS_TO_DISTRESS: ReadonlySet<string> = new Set<TemplateId>(['help-received', 'not-ok-received']);

/**
 * Whether a message to somebody who is inside is held, and until when it is looked at again. Nothing automated goes to
 * them until a human has said that they are out, whatever the date says: their phone may be in anybody's hands. Alarms
 * go to staff and are not held; nor is the answer to a call for help, to the very phone that called. A call on a page was
 * answered there.
 */
export function heldInside(facts: Facts, now: Instant): Instant | 'for-good' | undefined {
  const { inside } = facts;
  if (!inside || !isInside(facts, now)) return undefined;
  if (ANSWERS_TO_DISTRESS.has(facts.template)) return facts.wroteFrom === null ? 'for-good' : undefined;
  if (between(facts.at, now) > HELD_AT_MOST_MS) return 'for-good';
  const soonest = plus(now, SOONEST_MS);
  const latest = plus(now, LOOK_AGAIN_MS);
  if (inside.until === null || inside.until > latest) return latest;
  return inside.until < soonest ? soonest : inside.until;
}

/**
 * The facts with those contact points alone that a message may go to. Somebody inside is answered where they wrote from;
 * every other phone or mailbox of theirs may be in anybody's hands.
 */
export function whereItMayGo(facts: Facts, now: Instant): Facts {
  if (!isInside(facts, now)) return facts;
  return { ...facts, contactPoints: facts.contactPoints.filter(({ value }) => value === facts.wroteFrom) };
}

function isInside({ inside, urgency }: Facts, now: Instant): boolean {
  return inside !== null && inside.since <= now && urgency !== 'escalation';
}
