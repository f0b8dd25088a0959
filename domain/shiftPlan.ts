/**
 * When the peers of a shift are asked, nudged and missed: policy and the two ends of the shift in, an ordered list of
 * deadlines out. Pure, so that an extension is nothing but a new list.
 */
import { between, millis, plus } from './duration';
import type { Instant } from './ids';
import type { ShiftPolicy } from './policy';

export interface ShiftOccasion {
  kind: 'start' | 'interval' | 'end';
  /** 1, 2, … for interval check-ins; 0 otherwise. */
  number: number;
}

export interface PlannedDeadline {
  occasion: ShiftOccasion;
  step: 'ask' | 'nudge' | 'missed' | 'late-nudge';
  /**
   * Counts what is said about this occasion: 0 for the first question, then on and on, also when the end moves and is
   * asked about anew. Late nudges count from 1; a miss is 0.
   */
  number: number;
  at: Instant;
  /** When the check-in itself is due. */
  dueAt: Instant;
  /** From here on something newer is said, so this is not worth saying any more. */
  expiresAt: Instant;
  /**
   * Of start and interval check-ins: whoever joins the shift from here on has less than half of the grace left, and is
   * neither asked nor missed. The end is asked of everybody.
   */
  joinedBefore?: Instant;
}

export interface ShiftTimes {
  startsAt: Instant;
  endsAt: Instant;
  /** When the shift became known. Start and interval check-ins that were due before are not asked for. */
  knownAt: Instant;
  /** When this start became known, where it lay behind by then: it is asked about at that moment. */
  startKnownAt?: Instant;
  /** When this end became known: at first {@link knownAt}, later the moment of the extension or shortening. */
  endKnownAt: Instant;
  /** How many messages were already said about earlier ends of this shift. */
  saidAboutEnd: number;
  /**
   * Start and interval check-ins that somebody was asked about, by a run that was lost or before the shift was made shorter:
   * owed, whenever they were due and however little room is left for them.
   */
  owed?: readonly ShiftOccasion[];
}

/** A question and the miss of its answer never fall together, whatever a definition says. */
const SHORTEST_GRACE = 60_000;

/** The same deadline has the same name in every plan of one shift. */
export function deadlineName(deadline: Pick<PlannedDeadline, 'occasion' | 'step' | 'number'>): string {
  const { kind, number } = deadline.occasion;
  return `${kind}-${number}/${deadline.step}-${deadline.number}`;
}

/**
 * Every deadline of the shift, earliest first.
 *
 * - A start or interval check-in is asked when due, nudged once half-way through the grace (one lost text must not
 *   raise an alarm) and missed when the grace is over.
 * - Interval check-ins stop where their grace would reach beyond the end: the end check-in covers that stretch.
 * - The end is asked about at `endNudges`; the first of them that is still ahead is the question, the others are nudges.
 *   Whoever is asked late (a shift made known after its end) still gets the whole grace.
 * - Late nudges follow a miss. Those of the start and of intervals give way to the next question.
 */
export function shiftPlan(policy: ShiftPolicy, times: ShiftTimes): PlannedDeadline[] {
  const grace = Math.max(millis(policy.grace), SHORTEST_GRACE);
  // Made in the order of the occasions, so that at one instant misses come first: an alarm waits for nobody's question.
  const plan = [...during(policy, times, grace), ...atTheEnd(policy, times, grace)];
  return plan.sort((a, b) => between(b.at, a.at));
}

function during(policy: ShiftPolicy, times: ShiftTimes, grace: number): PlannedDeadline[] {
  const { startsAt, startKnownAt = startsAt, endsAt, knownAt, owed = [] } = times;
  const due: { occasion: ShiftOccasion; at: Instant }[] = [];
  if (policy.startCheckIn) due.push({ occasion: { kind: 'start', number: 0 }, at: startKnownAt });
  const every = policy.interval ? millis(policy.interval) : 0;
  if (every > 0) {
    const last = between(startsAt, endsAt) - grace;
    const fits = Math.floor(last / every);
    const numbers = Array.from({ length: Math.max(0, fits) }, (_, i) => i + 1);
    const beyond = owed.flatMap(({ kind, number }) => (kind === 'interval' && number > fits ? [number] : []));
    for (const number of [...numbers, ...beyond])
      due.push({ occasion: { kind: 'interval', number }, at: plus(startsAt, number * every) });
  }
  const endAskedAt = questionsAboutEnd(policy, times, grace)[0] ?? endsAt;
  return due.flatMap(({ occasion, at }, i) => {
    const isOwed = owed.some(({ kind, number }) => kind === occasion.kind && number === occasion.number);
    if (between(knownAt, at) < 0 && !isOwed) return [];
    const next = due[i + 1]?.at;
    const nextQuestionAt = next !== undefined && between(next, endAskedAt) > 0 ? next : endAskedAt;
    const halfway = plus(at, grace / 2);
    return occasionDeadlines(policy, {
      occasion,
      dueAt: at,
      messages: [at, halfway],
      missedAt: plus(at, grace),
      firstNumber: 0,
      lateUntil: nextQuestionAt,
    }).map((deadline) => ({ ...deadline, joinedBefore: halfway }));
  });
}

function atTheEnd(policy: ShiftPolicy, times: ShiftTimes, grace: number): PlannedDeadline[] {
  const questions = questionsAboutEnd(policy, times, grace);
  const toldLate = between(times.endsAt, times.endKnownAt) > 0;
  return occasionDeadlines(policy, {
    occasion: { kind: 'end', number: 0 },
    dueAt: times.endsAt,
    messages: questions,
    missedAt: plus(toldLate ? times.endKnownAt : times.endsAt, grace),
    firstNumber: times.saidAboutEnd,
  });
}

function questionsAboutEnd(policy: ShiftPolicy, times: ShiftTimes, grace: number): Instant[] {
  const earliest = Math.max(Date.parse(times.startsAt), Date.parse(times.endKnownAt));
  const ahead = [...new Set(policy.endNudges.map((offset) => millis(offset)))]
    .filter((offset) => offset < grace)
    .map((offset) => plus(times.endsAt, offset))
    .filter((at) => Date.parse(at) >= earliest)
    .sort();
  if (between(times.endsAt, times.endKnownAt) > 0) return [...new Set([times.endKnownAt, ...ahead])];
  return ahead.length > 0 ? ahead : [times.endsAt];
}

function occasionDeadlines(
  policy: ShiftPolicy,
  about: {
    occasion: ShiftOccasion;
    dueAt: Instant;
    messages: Instant[];
    missedAt: Instant;
    firstNumber: number;
    lateUntil?: Instant;
  },
): PlannedDeadline[] {
  const { occasion, dueAt, messages, missedAt, firstNumber, lateUntil } = about;
  const said = messages.map((at, i): PlannedDeadline => ({
    occasion,
    step: i === 0 ? 'ask' : 'nudge',
    number: firstNumber + i,
    at,
    dueAt,
    expiresAt: messages[i + 1] ?? missedAt,
  }));
  const every = millis(policy.lateNudgeEvery);
  const missed: PlannedDeadline = {
    occasion,
    step: 'missed',
    number: 0,
    at: missedAt,
    dueAt,
    expiresAt: plus(missedAt, every),
  };
  const late: PlannedDeadline[] = [];
  for (let number = 1; every > 0 && number <= policy.lateNudges; number++) {
    const at = plus(missedAt, number * every);
    if (lateUntil !== undefined && between(at, lateUntil) <= 0) break;
    late.push({ occasion, step: 'late-nudge', number, at, dueAt, expiresAt: plus(at, every) });
  }
  return [...said, missed, ...late];
}
