/**
 * One of the two has said that this must end at once. Nothing more is said to either about the pair, not even goodbye,
 * and nothing that the pair itself writes says who it was: staff talk with each of them.
 */
import { cancelMeeting } from './meetings';
import type { Pair } from './pair';
import { SIDES } from './pair';

export function flagMatch(pair: Pair): void {
  const { state, input } = pair;
  if (state.status === 'ended') return;
  const wasOffered = state.status === 'offered';
  const wasClosing = state.status === 'closing';
  cancelMeeting(pair, 'system');
  pair.course.unplan(() => true);
  pair.course.silence();
  for (const side of SIDES) {
    if (wasOffered && !state.said[side]) pair.settle('ended', 'system', 'offer', side);
    if (wasClosing && !state.closingWords[side]) pair.settle('ended', 'system', 'closing', side);
  }
  state.paused = [];
  if (!wasClosing) {
    // Not "flagged": the ledger of a pair is read by many, and the flag is kept where only those who need it look.
    state.endReason = 'staff-decided';
    pair.happened('mentorship-ended', 'system', { reason: 'staff-decided' });
  }
  pair.course.decide({
    mentorship: {
      id: input.mentorshipId,
      status: 'ended',
      ...(state.endReason && { endReason: state.endReason }),
      block: 'flagged',
    },
  });
  if (!wasClosing) pair.tellJourneys('ended');
  pair.end();
}
