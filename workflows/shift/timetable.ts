import { between } from '../../domain/duration';
import type { Instant, PersonId } from '../../domain/ids';
import type { ShiftPolicy } from '../../domain/policy';
import { deadlineName, shiftPlan, type PlannedDeadline, type ShiftOccasion } from '../../domain/shiftPlan';
import { occasionName } from '../contract';

export interface ShiftTimes {
  startsAt: Instant;
  endsAt: Instant;
}

/** What a run does where its times move; of runs of before not all of it. */
export interface MovedRuns {
  leavesOutPast: () => boolean;
  keepsAsked: () => boolean;
  asksStartNow: () => boolean;
}

const MOVED_NOW: MovedRuns = {
  leavesOutPast: () => true,
  keepsAsked: () => true,
  asksStartNow: () => true,
};

/** The deadlines of one shift: which lie ahead, which are met, which come again. No clock, no activity. */
export class Timetable {
  private plan: PlannedDeadline[] = [];
  private readonly met = new Set<string>();
  /** Occasions about which nothing is left to say: everybody answered. */
  private readonly settled = new Set<string>();
  /** Questions that come again because somebody has joined. */
  private readonly again = new Set<string>();
  /** Occasions that other times put into the plan when they were past: nobody was asked, and nobody is missed. */
  private readonly unasked = new Set<string>();
  private endMissed = false;
  /** Messages said about this end and earlier ones; those about earlier ones. */
  private said: number;
  private saidBefore: number;
  private endKnownAt: Instant;
  private startKnownAt: Instant | undefined;

  /**
   * @param knownAt when the shift became known; what lies before is not asked
   * @param saidAboutEnd messages that a run before this one has said about the end
   * @param owed what a run before this one has asked about, and did not see missed
   */
  constructor(
    private readonly policy: ShiftPolicy,
    private times: ShiftTimes,
    private readonly knownAt: Instant,
    saidAboutEnd: number,
    private owed: readonly ShiftOccasion[] = [],
  ) {
    this.endKnownAt = knownAt;
    this.said = this.saidBefore = saidAboutEnd;
    this.replan();
  }

  /** The earliest deadline that still matters. */
  get next(): PlannedDeadline | undefined {
    return this.plan.find((deadline) => this.lies(deadline));
  }

  /** All of them. */
  get ahead(): PlannedDeadline[] {
    return this.plan.filter((deadline) => this.lies(deadline));
  }

  /** The end was missed, or everybody has answered it. */
  get endIsOver(): boolean {
    return this.endMissed || this.settled.has('end');
  }

  /** The end lay behind when it became known. */
  get isLate(): boolean {
    return between(this.times.endsAt, this.endKnownAt) > 0;
  }

  /** True while a deadline of that name is still to be met. */
  owes(name: string): boolean {
    return this.plan.some((deadline) => deadlineName(deadline) === name && this.lies(deadline));
  }

  comesAgain(deadline: PlannedDeadline): boolean {
    return this.again.has(deadlineName(deadline));
  }

  /**
   * How long a deadline's message is worth saying. A question that comes again during a grace is not overtaken by the
   * nudge: whoever has just joined may not be among those who are nudged.
   */
  saidUntil(deadline: PlannedDeadline): Instant {
    const miss = deadline.joinedBefore && this.comesAgain(deadline) ? this.missOf(deadline) : undefined;
    return miss?.at ?? deadline.expiresAt;
  }

  /**
   * Other times: everything about the end is planned anew. A longer shift has check-ins that the shorter one had no room
   * for; those that are past by now are left out. What is being asked in a shorter one is still missed when its grace is
   * over: there is an answer to wait for. A start that turns out to lie behind is asked about now, with its whole grace.
   * @param runs asked only where it makes a difference: runs of before kept what is past, and forgot what was being asked
   */
  move({ startsAt, endsAt }: ShiftTimes, at: Instant, runs: MovedRuns = MOVED_NOW): void {
    const asked = this.beingAsked(at);
    const isStartBehind =
      startsAt !== this.times.startsAt && between(startsAt, at) > 0 && runs.asksStartNow();
    if (isStartBehind) this.startKnownAt = at;
    // By another start, all that is past is new.
    const before = new Set(isStartBehind ? [] : this.plan.map(({ occasion }) => occasionName(occasion)));
    this.times = { startsAt, endsAt };
    this.endKnownAt = at;
    this.saidBefore = this.said;
    this.replan();
    const forgotten = asked.filter(
      ({ kind, number }) => !this.plan.some(({ occasion: o }) => o.kind === kind && o.number === number),
    );
    if (forgotten.length > 0 && runs.keepsAsked()) {
      this.owed = [...this.owed, ...forgotten];
      this.replan();
    }
    const past = this.plan.filter(
      (deadline) =>
        deadline.step === 'ask' &&
        deadline.occasion.kind !== 'end' &&
        between(deadline.dueAt, at) > 0 &&
        !before.has(occasionName(deadline.occasion)) &&
        !this.met.has(deadlineName(deadline)),
    );
    if (past.length === 0 || !runs.leavesOutPast()) return;
    for (const { occasion } of past) this.unasked.add(occasionName(occasion));
    this.replan();
  }

  /** Said before it is looked at, so that a change that comes meanwhile finds it met. */
  meet(deadline: PlannedDeadline): void {
    this.met.add(deadlineName(deadline));
    if (deadline.occasion.kind !== 'end') return;
    if (deadline.step === 'missed') this.endMissed = true;
    if (deadline.step === 'ask' || deadline.step === 'nudge')
      this.said = Math.max(this.said, deadline.number + 1);
  }

  /** What a deadline saw: with everybody heard from nothing is left to say, the end only once it has come. */
  saw(deadline: PlannedDeadline, unanswered: PersonId[], at: Instant): void {
    if (unanswered.length > 0) return;
    if (deadline.occasion.kind === 'end' && between(this.times.endsAt, at) < 0) return;
    this.settled.add(occasionName(deadline.occasion));
  }

  /** Questions that are still within their grace come again; who was asked before is not asked twice (same keys). */
  askAgain(at?: Instant): void {
    for (const deadline of this.plan) {
      const missed = this.missOf(deadline);
      if (deadline.step !== 'ask' || !missed || this.met.has(deadlineName(missed))) continue;
      // Everybody had answered then. Whoever joins now was not out there, and nobody looks for them.
      if (at && between(missed.at, at) >= 0) continue;
      this.met.delete(deadlineName(deadline));
      this.again.add(deadlineName(deadline));
      this.settled.delete(occasionName(deadline.occasion));
    }
  }

  /** Check-ins within their grace that somebody has not answered, as far as is known here. */
  private beingAsked(at: Instant): ShiftOccasion[] {
    return this.plan.flatMap((deadline) => {
      const { occasion, step } = deadline;
      const miss = this.missOf(deadline);
      const isOpen = step === 'ask' && !this.settled.has(occasionName(occasion)) && !this.lies(deadline);
      return isOpen &&
        occasion.kind === 'interval' &&
        miss &&
        this.lies(miss) &&
        between(deadline.dueAt, at) >= 0
        ? [occasion]
        : [];
    });
  }

  private missOf(deadline: PlannedDeadline): PlannedDeadline | undefined {
    return this.plan.find((d) => d.step === 'missed' && sameOccasion(d, deadline));
  }

  private lies(deadline: PlannedDeadline): boolean {
    return !this.met.has(deadlineName(deadline)) && !this.settled.has(occasionName(deadline.occasion));
  }

  private replan(): void {
    this.settled.delete('end');
    this.plan = shiftPlan(this.policy, {
      ...this.times,
      ...(this.startKnownAt ? { startKnownAt: this.startKnownAt } : {}),
      knownAt: this.knownAt,
      endKnownAt: this.endKnownAt,
      saidAboutEnd: this.saidBefore,
      owed: this.owed,
    }).filter(({ occasion }) => !this.unasked.has(occasionName(occasion)));
  }
}

/** A message that something newer about the same check-in has overtaken is not said any more. */
export function isOvertaken(deadline: PlannedDeadline, at: Instant): boolean {
  if (deadline.step !== 'nudge' && deadline.step !== 'late-nudge') return false;
  return between(deadline.expiresAt, at) >= 0;
}

function sameOccasion(a: PlannedDeadline, b: PlannedDeadline): boolean {
  return a.occasion.kind === b.occasion.kind && a.occasion.number === b.occasion.number;
}
