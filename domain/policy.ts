/**
 * What a program's definition says, reduced to what workflows decide on: no texts, no names. A workflow gets it in its
 * input, so that a change of the definition never changes a running path behind its back.
 * Weekly rhythms and "at 10:00" are wall-clock matters; the clock activity turns them into instants (rule 7).
 */
import type { Duration, ProgramId, Zone } from './ids';

export const STAGES = [
  'screening',
  'matching',
  'mentorship',
  'retention',
  'achievement',
  'transition',
] as const;
export type Stage = (typeof STAGES)[number];

export const ROLES = ['mentee', 'mentor'] as const;
export type Role = (typeof ROLES)[number];

/** Privileges that the product itself acts on; a definition may name more of its own. */
export const KNOWN_PRIVILEGES = [
  'attend-workshops',
  'be-matched',
  'co-facilitate',
  'work-shifts',
  'mentor',
] as const;
export type Privilege = string;

export type StepOutcome = 'advance' | 'hold' | 'refer' | 'decline';

export const STEP_KINDS = [
  'application',
  'conversation',
  'interview',
  'references',
  'orientation',
  'agreement',
  'training',
  'supervised-shift',
  'other',
] as const;
export type StepKind = (typeof STEP_KINDS)[number];

/** What a mentor can say about somebody's step. */
export const PEER_WORDS = ['advance', 'hold', 'talk'] as const;
export type PeerWord = (typeof PEER_WORDS)[number];

/** One step of graduated screening: what it needs, who decides it, what passing it opens. */
export interface StepPolicy {
  id: string;
  /** Roles whose ladder has this step. */
  for: Role[];
  /** Who owes the next move: the person (a form to send in) or staff (a decision). */
  owedBy: 'participant' | 'staff';
  requires: string[];
  grants: Privilege[];
  /** Reminders to the one who owes it, measured from when the step opened. */
  remindAfter: Duration[];
  /** After this long without an outcome it is stale: shown as late, and staff are told. */
  staleAfter: Duration;
  kind?: StepKind;
  /** Where mentors decide too, a decision without any mentor's word needs a stated reason. */
  decidedBy?: 'staff' | 'peers' | 'staff-and-peers';
}

export interface TierPolicy {
  id: string;
  /** Privileges that come with standing at this tier. */
  grants: Privilege[];
  compensation: 'none' | 'honorarium' | 'stipend' | 'wage';
  maxHoursPerWeek?: number;
}

export interface MatchingPolicy {
  survey: string;
  /** The privilege a mentee needs to be matched, and the one that lets a mentor be proposed. */
  menteeNeeds: Privilege;
  mentorNeeds: Privilege;
  maxCaseload: number;
  /** How long each side has to answer an offer before it lapses. */
  offerLapsesAfter: Duration;
  remindOfferAfter: Duration;
  /** How long a person may wait for a match before staff are told. */
  staleAfter: Duration;
  weights: {
    skills: number;
    goals: number;
    interests: number;
    languages: number;
    availability: number;
    preferences?: number;
  };
  /** The survey may be answered by text, one question at a time. */
  byText?: boolean;
}

export interface MentorshipPolicy {
  /** Rhythm of meetings, and the local time of day at which they are proposed, `HH:mm`. */
  meetingEvery: Duration;
  meetingTime: string;
  firstMeetingWithin: Duration;
  remindBefore: Duration[];
  /** When to ask "did you meet?", measured from the meeting's start, and how long to wait for the answer. */
  askAfter: Duration;
  answerWithin: Duration;
  /** Meetings held until the active phase gives way to the retention stage. Meetings go on after it. */
  meetingsBeforeRetention: number;
  /** Missed or unanswered meetings in a row that become a task for staff. */
  missesBeforeStaffTask: number;
  /** How long both sides have for their closing words. */
  closingWithin: Duration;
  /** How long the other side has to answer a proposed time; the meeting's old start at the latest. Two days when absent. */
  answerTimeWithin?: Duration;
  /** While a mentor takes a break, a named person has been in touch with the mentee within this time; a day when absent. */
  interimWithin?: Duration;
}

export interface RetentionPolicy {
  /** Cadences from dense to thin: after `steadyAfter` answered check-ins in a row the next one is used. */
  cadences: Duration[];
  steadyAfter: number;
  checkInTime: string;
  /** Supportive nudge after this long without an answer; a staff task after that many missed in a row. */
  nudgeAfter: Duration;
  missedAfter: Duration;
  missesBeforeStaffTask: number;
  /** After "not now" it is asked again so much later; at the ordinary time where a program of an earlier release does not say. */
  askAgainAfter?: Duration;
}

export const TRANSITION_KINDS = [
  'hospital-discharge',
  'custody-release',
  'rehabilitation-release',
  'housing-change',
] as const;
export type TransitionKind = (typeof TRANSITION_KINDS)[number];

export const TRANSITION_OWERS = ['mentor', 'staff', 'partner'] as const;
export type TransitionOwer = (typeof TRANSITION_OWERS)[number];

/** One contact of the plan around a date. */
export interface TransitionContactPolicy {
  id: string;
  /** `hand-over`: somebody is handed over to a named person. `release`: somebody says that the person is out. */
  what: 'contact' | 'hand-over' | 'release';
  /** From the date: before it (negative), on it or after it. Whole days are days of the calendar. */
  at: Duration;
  owedBy: TransitionOwer;
  /** After this long without it the contact is late, and staff owe it. */
  lateAfter: Duration;
}

/** What the program does around one kind of critical transition. */
export interface CriticalTransitionPolicy {
  kind: TransitionKind;
  /** Nothing automated goes to the person until somebody has said that they are out. */
  inside: boolean;
  contacts: TransitionContactPolicy[];
  /** Local time of day, `HH:mm`, of contacts that lie whole days from the date. */
  contactTime: string;
  /** While nobody knows the date, staff owe it; they are told this often. */
  askForDateEvery: Duration;
  /** Check-ins come this often, from so long before the date until so long after it. */
  checkIns: { every: Duration; before: Duration; after: Duration };
}

export interface AchievementPolicy {
  /** Share of the mentee's own goals that must be reached, counting partial progress, 0…1. */
  goalShare: number;
  reviewWithin: Duration;
  /** The person's own words are asked for first, and waited for this long; not at all when absent. */
  ownWordsWithin?: Duration;
}

export interface TransitionPolicy {
  offersMentorRole: boolean;
  /** Training modules that a mentee finishes before becoming a mentor; those done earlier count. */
  training: string[];
  remindTrainingEvery: Duration;
  consentWithin: Duration;
  /** A first shift beside an experienced peer is waited for as well. */
  shadowShift?: boolean;
  /** Tier of a new mentor; nobody who stands further is moved. */
  tier?: string;
  /** The person's own mentor stays, unless the person wishes otherwise; without it their mentorship ends. */
  ownMentorStays?: boolean;
}

/** What is owed to peers who work, and asked of them. */
export interface PeerWorkPolicy {
  /** Sitting down with a named worker: so often, and late so long after it was due. */
  supervision?: { every: Duration; within: Duration };
  /** Peers are asked about the program, and staff about the work. */
  reviews?: { every: Duration; within: Duration };
  /** Version of the text about boundaries that peers agree to. */
  agreement?: string;
  supports: { id: string; within: Duration }[];
  tierReviewWithin: Duration;
}

export interface ShiftPolicy {
  startCheckIn: boolean;
  /** In-shift check-ins every so often; none when absent. */
  interval?: Duration;
  /** End-of-shift messages relative to the end (negative: before it). The last one comes before grace ends. */
  endNudges: Duration[];
  /** Time after the end (and after a start or interval check-in is due) before the escalation is raised. */
  grace: Duration;
  /** After the escalation is raised the peer is still asked, this often, at most so many times. */
  lateNudgeEvery: Duration;
  lateNudges: number;
  /** So long before the start it is seen whether every level of the chain can be reached; not at all when absent. */
  coverageCheckBefore?: Duration;
  /** How long a peer has to say whether an offered shift suits them; the start at the latest. */
  offerWithin?: Duration;
  /** Workload that staff may exceed with a reason (CAT: work that can be managed and done well). */
  caps?: { hoursPerWeek?: number; shiftsInARow?: number };
  /** Training modules that a peer has finished before a shift is offered to them. */
  requiresTraining?: string[];
}

export type Channel = 'sms' | 'voice' | 'email';

export interface EscalationLevelPolicy {
  id: string;
  channels: Channel[];
  acknowledgeWithin: Duration;
}

export interface EscalationPolicy {
  levels: EscalationLevelPolicy[];
  outcomeWithin: Duration;
  /** An exhausted chain starts again after this long, marked as a repeat. */
  repeatEvery: Duration;
  /** While open after the person answered late: a reminder to close it, this often, outside quiet hours. */
  remindToCloseEvery: Duration;
  /** So long after a human has ended an escalation about a shift, its peer is offered a debrief; none when absent. */
  debriefAfter?: Duration;
  /** A channel that has taken nothing for this long is stood in for by another one. */
  standInAfter?: Duration;
}

/** Nobody is in danger: a chain that nobody answers begins again some hours later, not every few minutes all night. */
export function unhurried(policy: EscalationPolicy): EscalationPolicy {
  return { ...policy, repeatEvery: policy.remindToCloseEvery };
}

export interface QuietHours {
  /** Local `HH:mm`; may pass midnight. Reminders wait; safety does not (rule 8). */
  from: string;
  to: string;
}

export interface ProgramPolicy {
  program: ProgramId;
  /** Content hash of the definition it was made from. */
  version: string;
  zone: Zone;
  languages: ('en' | 'fr')[];
  quietHours: QuietHours;
  stages: Stage[];
  screening: { steps: StepPolicy[] };
  tiers: TierPolicy[];
  matching: MatchingPolicy;
  mentorship: MentorshipPolicy;
  retention: RetentionPolicy;
  achievement: AchievementPolicy;
  transition: TransitionPolicy;
  peerWork?: PeerWorkPolicy;
  shift: ShiftPolicy;
  escalation: EscalationPolicy;
  /** A named human within this time for whoever asks for another professional. */
  anotherProfessional?: { within: Duration };
  /** What is done around a critical transition, a kind each; programs of an earlier release have none. */
  criticalTransitions?: CriticalTransitionPolicy[];
}
