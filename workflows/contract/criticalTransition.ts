import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type {
  Duration,
  Instant,
  JourneyId,
  OccurrenceKey,
  ParticipantId,
  PersonId,
  ProgramId,
  SiteId,
  TransitionId,
  WallClock,
  Zone,
} from '../../domain/ids';
import type { CriticalTransitionPolicy, TransitionContactPolicy, TransitionKind } from '../../domain/policy';
import type { Baggage } from './carried';
import type { Act, Actor } from './ids';

export interface CriticalTransitionInput {
  transitionId: TransitionId;
  programId: ProgramId;
  siteId?: SiteId;
  journeyId: JourneyId;
  participantId: ParticipantId;
  personId: PersonId;
  zone: Zone;
  policy: CriticalTransitionPolicy;
  date?: WallClock;
  insideSince?: Instant;
  partner?: string;
  reportedBy: Actor;
  carried?: CriticalTransitionCarried;
  historyLimit?: number;
}

/** `no-date`: planned once the date is known. `passed-over`: the date came before it could be done, and it has no point now. */
export type TransitionContactStatus =
  | 'planned'
  | 'no-date'
  | 'late'
  | 'done'
  | 'not-wanted'
  | 'passed-over'
  | 'cancelled';

export interface TransitionContactState extends Omit<TransitionContactPolicy, 'at'> {
  status: TransitionContactStatus;
  dueAt?: Instant;
  tries: number;
  by?: Actor;
}

export interface CriticalTransitionState {
  status: 'open' | 'closed';
  kind: TransitionKind;
  date?: WallClock;
  dateAt?: Instant;
  /** Nothing automated goes to the person. */
  inside: boolean;
  contacts: TransitionContactState[];
  /** Who hands over to whom is arranged, with the person's consent; the names stand in PostgreSQL. */
  handOverArranged: boolean;
  outcome?: TransitionOutcome;
}

export interface CriticalTransitionCarried extends Baggage {
  state: CriticalTransitionState;
  /** Counts dates; every contact, wait and reminder belongs to one of them. */
  round: number;
  sequence: number;
  insideSince?: Instant;
  outAt?: Instant;
  handOverTo?: PersonId;
  /** Since when nobody knows the date. */
  unknownSince?: Instant;
}

export type TransitionOutcome = 'completed' | 'cancelled' | 'withdrawn' | 'died';

export interface MoveDate extends Act {
  /** Wall clock of the transition's zone; null when nobody knows any more. */
  date: WallClock | null;
}
export interface MarkContact extends Act {
  contact: string;
  /** `not-reached` was tried and stays owed. `done` of what says that they are out lets messages go to the person again. */
  outcome: 'done' | 'not-reached' | 'not-wanted';
  /** When somebody is out of whom no date was known: the day it is, as a wall clock. */
  on?: WallClock;
}
export interface ArrangeHandOver extends Act {
  /** Who takes over, where that is somebody of ours. */
  to?: PersonId;
}
export interface CloseTransition extends Act {
  outcome: 'completed' | 'cancelled';
}

export const moveDate = defineUpdate<CriticalTransitionState, [MoveDate]>('moveDate');
export const markContact = defineUpdate<CriticalTransitionState, [MarkContact]>('markContact');
export const arrangeHandOver = defineUpdate<CriticalTransitionState, [ArrangeHandOver]>('arrangeHandOver');
export const closeTransition = defineUpdate<CriticalTransitionState, [CloseTransition]>('close');
export const transitionState = defineQuery<CriticalTransitionState>('transitionState');

/** From a critical transition to the journey it belongs to: whether the person is inside, and when check-ins are closer. */
export interface TransitionMoved {
  key: OccurrenceKey;
  transitionId: TransitionId;
  inside: boolean;
  every: Duration;
  from?: Instant;
  until?: Instant;
  /** Given up: the rhythm goes back at once. */
  over?: true;
}
export const transitionMoved = defineSignal<[TransitionMoved]>('transitionMoved');
