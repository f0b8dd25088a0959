import type { MentorshipId, ParticipantId, ProgramId } from '../../domain/ids';
import type { ProgramPolicy } from '../../domain/policy';
import type { Actor } from './ids';

/** The best assignment over the whole pool, stored as proposals that staff approve pair by pair. */
export interface MatchRoundInput {
  programId: ProgramId;
  round: string;
  policy: ProgramPolicy['matching'];
  by: Actor;
  /** Takes the round up again for these mentees alone: what it proposed for others stays as it is. */
  only?: ParticipantId[];
}
export interface MatchRoundResult {
  proposed: MentorshipId[];
  /** Participants for whom no mentor was left or fitting. */
  unmatched: ParticipantId[];
}

export interface ProposeAgain {
  programId: ProgramId;
  mentorshipId: MentorshipId;
  policy: ProgramPolicy['matching'];
}
