/**
 * How two people agree on another time: one proposes, the other accepts, keeps the old time, or proposes again. A time
 * that only one of them wants is never the time. Pure, and imports types only, so that workflow code may use it.
 */
import type { Instant, WallClock } from './ids';

export type MeetingSide = 'mentee' | 'mentor';

export interface Time {
  startsAt: Instant;
  startsWall: WallClock;
}

export interface Proposed extends Time {
  by: MeetingSide;
}

/**
 * `proposed`: it stands, and the other side is asked · `agreed`: both want this time · `kept`: they are back at the old one ·
 * `same`: nothing new was said · `past`: the time has gone by · `own`: nobody answers their own proposal · `none`: nothing
 * is proposed.
 */
export type Negotiated = 'proposed' | 'agreed' | 'kept' | 'same' | 'past' | 'own' | 'none';

/** One side names a time. Naming what the other side has proposed is agreeing to it; naming the old time is keeping it. */
export function propose(agreed: Time, open: Proposed | undefined, wish: Proposed, now: Instant): Negotiated {
  if (wish.startsAt <= now) return 'past';
  if (wish.startsAt === agreed.startsAt) return open ? 'kept' : 'same';
  if (open?.startsAt === wish.startsAt) return open.by === wish.by ? 'same' : 'agreed';
  return 'proposed';
}

/** The other side answers what is proposed. */
export function answerProposal(
  open: Proposed | undefined,
  { side, answer }: { side: MeetingSide; answer: 'accept' | 'decline' },
  now: Instant,
): Negotiated {
  if (!open) return 'none';
  if (answer === 'decline') return 'kept';
  if (open.by === side) return 'own';
  return open.startsAt <= now ? 'past' : 'agreed';
}
