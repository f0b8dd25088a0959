import { ApplicationFailure } from '@temporalio/workflow';

/** Why an update is not possible; the code that a client shows in its own words. */
export type Refusal =
  | 'UnknownStep'
  | 'UnknownTier'
  | 'UnknownGoal'
  | 'UnknownModule'
  | 'UnknownMeeting'
  | 'UnknownCheckIn'
  | 'UnknownPeer'
  | 'NotPossibleNow'
  | 'AlreadyDecided'
  | 'DateNeeded'
  | 'DateNotInFuture'
  | 'ReasonNeeded'
  | 'OutOfRange'
  | 'ShiftOver'
  | 'ShiftRunning'
  | 'AlreadyOnShift'
  | 'NotOffered'
  | 'EscalationOver'
  | 'PersonNeeded'
  | 'OutcomeNeeded'
  | 'RequestOver'
  | 'AlreadyTaken'
  | 'LeftOut'
  | 'UnknownContact'
  | 'TransitionOver'
  | 'OtherProgram';

/**
 * Refuses an act. The message says what would be right and holds codes only, no personal data (rule 9).
 * @throws ApplicationFailure always, not to be retried, its `type` the refusal
 */
export function refuse(why: Refusal, message: string): never {
  throw ApplicationFailure.create({ type: why, message, nonRetryable: true });
}
