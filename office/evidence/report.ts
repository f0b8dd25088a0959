import type { Instant } from '../../domain/ids';

/** One check-in that was due: what was asked, and what came of it. */
export interface EvidenceCheck {
  personId: string;
  peer: string;
  kind: 'start-of-shift' | 'in-shift' | 'end-of-shift';
  dueAt: Date | null;
  askedAt: Date | null;
  askedVia: string[];
  /** Messages that went out about it, the first one included. */
  asked: number;
  answeredAt: Date | null;
  /** The peer, or who spoke with them. */
  answeredBy: string | null;
  via: string | null;
  /**
   * `answered` before its grace was over; `answered-late` after it was missed; `missed` and never answered;
   * `ended-by-human`: an alarm was ended before it was missed, and nothing says that they were heard from; `open` still
   * awaited; `not-needed`: the shift was called off, or they were not on it.
   */
  result: 'answered' | 'answered-late' | 'missed' | 'ended-by-human' | 'open' | 'not-needed';
  /** Minutes from when it was due to the answer; negative before that. */
  minutes: number | null;
  missedAt: Date | null;
}

export interface EvidenceChange {
  at: Date;
  kind: 'shift-changed' | 'shift-peer-changed' | 'shift-cancelled' | 'coverage-gap' | 'coverage-checked';
  by: string;
  peer: string | null;
  endsAt: Date | null;
  detail: string;
}

export interface EvidenceShift {
  id: string;
  siteId: string;
  site: string;
  zone: string;
  startsAt: Date;
  endsAt: Date;
  status: string;
  plannedBy: string;
  /** The shift that its peer left while it ran: this one asks them whether they are safe. Null for every other shift. */
  relievedFrom: string | null;
  peers: string[];
  checks: EvidenceCheck[];
  changes: EvidenceChange[];
}

/** One thing that happened about an escalation, in order. */
export interface EvidenceStep {
  at: Date;
  what:
    | 'raised'
    | 'told'
    /** News to somebody who was told before; nothing is asked of them. */
    | 'informed'
    | 'not-told'
    | 'nobody-on-call'
    | 'acknowledged'
    | 'handed-over'
    | 'peer-answered'
    | 'unresolved'
    | 'resolved'
    | 'debrief-offered'
    | 'debrief-answered';
  /** Whom it was told to, or who did it. */
  who: string;
  /** As which level of the chain they were told, or at which there was nobody; null where it is about none. */
  level: string | null;
  channel: string | null;
  /** Delivered, refused, the outcome, … in a code. */
  outcome: string | null;
}

export interface EvidenceCase {
  id: string;
  kind: string;
  siteId: string | null;
  site: string;
  zone: string;
  shiftId: string | null;
  peer: string;
  raisedAt: Date;
  steps: EvidenceStep[];
  /** Minutes from being raised to the first message that went out, to the acknowledgement, to the end. */
  minutesToTold: number | null;
  minutesToAcknowledged: number | null;
  minutesToResolved: number | null;
  outcome: string | null;
  status: string;
}

export interface EvidenceFigures {
  shifts: number;
  due: number;
  answered: number;
  answeredLate: number;
  missed: number;
  endedByHuman: number;
  open: number;
  escalations: number;
  stillOpen: number;
  /** Median and longest, in minutes; null without any. */
  toTold: { median: number; longest: number } | null;
  toAcknowledged: { median: number; longest: number } | null;
  toResolved: { median: number; longest: number } | null;
}

export interface Evidence {
  program: { id: string; name: { en: string; fr: string } };
  site: { id: string; name: string } | null;
  shiftId: string | null;
  zone: string;
  /** Days of the site's calendar, both included. */
  period: { from: string; until: string };
  generatedAt: Instant;
  /** The procedure in sentences. */
  rules: { en: string[]; fr: string[] };
  /** Designated contacts as the rota has them when this is made; of a whole program, those of each site. */
  contacts: { level: string; site: string | null; title: { en: string; fr: string }; people: string[] }[];
  figures: EvidenceFigures;
  shifts: EvidenceShift[];
  escalations: EvidenceCase[];
  /** Practice alarms; they count for none of the figures. */
  drills: EvidenceCase[];
}

/** Counts and response times; drills are not among them. */
export function figuresOf(
  shifts: readonly EvidenceShift[],
  escalations: readonly EvidenceCase[],
): EvidenceFigures {
  const checks = shifts.flatMap((shift) => shift.checks).filter(({ result }) => result !== 'not-needed');
  const count = (result: EvidenceCheck['result']) => checks.filter((check) => check.result === result).length;
  return {
    // Whoever left one has worked no other.
    shifts: shifts.filter(({ status, relievedFrom }) => status !== 'cancelled' && !relievedFrom).length,
    due: checks.length,
    answered: count('answered'),
    answeredLate: count('answered-late'),
    missed: count('missed'),
    endedByHuman: count('ended-by-human'),
    open: count('open'),
    escalations: escalations.length,
    stillOpen: escalations.filter(({ status }) => status !== 'resolved').length,
    toTold: spread(escalations.map(({ minutesToTold }) => minutesToTold)),
    toAcknowledged: spread(escalations.map(({ minutesToAcknowledged }) => minutesToAcknowledged)),
    toResolved: spread(escalations.map(({ minutesToResolved }) => minutesToResolved)),
  };
}

function spread(minutes: readonly (number | null)[]): { median: number; longest: number } | null {
  const known = minutes.filter((one) => one !== null).sort((a, b) => a - b);
  const longest = known.at(-1);
  if (longest === undefined) return null;
  const middle = (known.length - 1) / 2;
  const median = ((known[Math.floor(middle)] ?? 0) + (known[Math.ceil(middle)] ?? 0)) / 2;
  return { median: Math.round(median * 10) / 10, longest };
}

/** Minutes between two moments, to a tenth. */
export function minutesBetween(from: Date, to: Date | null | undefined): number | null {
  return to ? Math.round((to.getTime() - from.getTime()) / 6_000) / 10 : null;
}
