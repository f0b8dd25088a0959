import type { Actor, MentorshipState, RecordBatch } from '../contract';
import type { Pair } from './pair';

/** What is written of a pair's next meeting, and what is asked about it. */

type MeetingRow = NonNullable<RecordBatch['meetings']>[number];

export function writeMeeting(
  pair: Pair,
  status: MeetingRow['status'],
  by?: Actor,
  meeting = pair.state.meeting,
  more: Pick<MeetingRow, 'proposed' | 'moved'> = {},
): void {
  const { number, startsAt, startsWall } = meeting;
  if (!startsAt || !startsWall) return;
  pair.course.decide({
    meetings: [{ number, startsAt, startsWall, zone: pair.input.zone, status, ...(by && { by }), ...more }],
  });
}

/** Part of the key of the question whether they met: a meeting that was moved after it was asked about is asked about again. */
export function asked({ number, moves }: MentorshipState['meeting']): string | number {
  return moves ? `${number}.${moves}` : number;
}

/** What was proposed is answered, or does not matter any more. */
export function dropProposal(pair: Pair, outcome: string, by: Actor): void {
  const { proposal } = pair.state;
  if (!proposal) return;
  delete pair.state.proposal;
  pair.course.unplan((due) => due.do === 'lapse-time');
  pair.course.decide({ close: [{ key: proposal.key, outcome, by }] });
}
