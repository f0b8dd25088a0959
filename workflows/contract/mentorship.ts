import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type {
  Duration,
  Instant,
  JourneyId,
  MentorshipId,
  OccurrenceKey,
  ParticipantId,
  PersonId,
  ProgramId,
  SiteId,
  WallClock,
  Zone,
} from '../../domain/ids';
import type { MentorshipPolicy } from '../../domain/policy';
import type { Baggage } from './carried';
import type { Act, Actor } from './ids';

export interface Side {
  participantId: ParticipantId;
  personId: PersonId;
  journeyId: JourneyId;
}
export type SideName = 'mentee' | 'mentor';

export interface MentorshipInput {
  mentorshipId: MentorshipId;
  programId: ProgramId;
  siteId?: SiteId;
  zone: Zone;
  mentee: Side;
  mentor: Side;
  policy: MentorshipPolicy & { offerLapsesAfter: Duration; remindOfferAfter: Duration };
  approvedBy: Actor;
  carried?: MentorshipState & Baggage & MentorshipBaggage;
  historyLimit?: number;
}

/** What a pair's workflow keeps for itself. */
export interface MentorshipBaggage {
  sequence: number;
  pausedAt?: Instant;
  /** The meeting before the next one: a late word about it still counts. */
  previous?: MentorshipState['meeting'];
  /** Who said first how a meeting went, by its number. */
  saidBy?: Record<string, Actor>;
  /** Counts what was proposed, and interim contacts: parts of their keys. */
  proposals?: number;
  interims?: number;
}

export interface MentorshipState {
  status: 'offered' | 'active' | 'closing' | 'ended';
  said: { mentee?: 'accept' | 'decline'; mentor?: 'accept' | 'decline' };
  closingWords: { mentee: boolean; mentor: boolean };
  /** Number of the next meeting, and when it is. */
  meeting: { number: number; startsAt?: Instant; startsWall?: WallClock; moves?: number };
  /** An inbound answer names no number; it is about the meeting that was asked about last. */
  outcomes: Record<string, 'attended' | 'missed' | 'unknown'>;
  missedInARow: number;
  /** Whose person has paused; nothing is said to either side meanwhile. */
  paused: SideName[];
  endReason?: EndReason;
  /** Another time for the next meeting that one side has proposed; the old one stands until the other has agreed. */
  proposal?: { number: number; startsAt: Instant; startsWall: WallClock; by: SideName; key: OccurrenceKey };
  /** The mentor takes a break: who is there for the mentee meanwhile, once somebody is named. */
  interim?: { key?: OccurrenceKey; personId?: PersonId };
}
export type EndReason =
  | 'goals-reached'
  | 'mentor-stepped-back'
  | 'mentee-asked'
  | 'staff-decided'
  | 'withdrawn'
  | 'died';

export interface AnswerOffer extends Act {
  side: SideName;
}
export interface LogMeeting extends Act {
  number: number;
  outcome: 'attended' | 'missed';
}
export interface Reschedule extends Act {
  number: number;
  /** Wall clock of the program's zone. */
  startsWall: WallClock;
}
export interface EndMatch extends Act {
  reason: EndReason;
}
/** Another time, which counts once the other side has agreed to it. */
export interface ProposeTime extends Reschedule {
  side: SideName;
}
export interface AnswerTime extends Act {
  number: number;
  side: SideName;
  answer: 'accept' | 'decline';
}
export interface NameInterim extends Act {
  personId: PersonId;
  /** A mentor answers by link or text like any participant; staff on their list. */
  owedBy: 'participant' | 'staff';
}

export const accept = defineUpdate<MentorshipState, [AnswerOffer]>('accept');
export const decline = defineUpdate<MentorshipState, [AnswerOffer]>('decline');
export const logMeeting = defineUpdate<MentorshipState, [LogMeeting]>('logMeeting');
export const reschedule = defineUpdate<MentorshipState, [Reschedule]>('reschedule');
/** It ends at once and in silence, by the word of one side; what they said of it is stored first. */
export interface FlagMatch extends Act {
  flagId: string;
}
export const flagMatch = defineUpdate<MentorshipState, [FlagMatch]>('flagMatch');
export const proposeTime = defineUpdate<MentorshipState, [ProposeTime]>('proposeTime');
export const answerTime = defineUpdate<MentorshipState, [AnswerTime]>('answerTime');
/** Somebody else is there for the mentee while the mentor takes a break. */
export const nameInterim = defineUpdate<MentorshipState, [NameInterim]>('nameInterim');
/** They have been in touch with the mentee. */
export const interimInTouch = defineUpdate<MentorshipState, [Act]>('interimInTouch');
export const endMatch = defineUpdate<MentorshipState, [EndMatch]>('endMatch');
/** The words themselves are stored first; this says that a side has given them. */
export const closingWords = defineUpdate<MentorshipState, [AnswerOffer]>('closingWords');
export const mentorshipState = defineQuery<MentorshipState>('mentorshipState');

/** From a journey: its person paused, came back or left. */
export interface JourneyMoved {
  key: OccurrenceKey;
  journeyId: JourneyId;
  what: 'paused' | 'resumed' | 'withdrawn' | 'achieved' | 'died';
}
export const journeyMoved = defineSignal<[JourneyMoved]>('journeyMoved');
