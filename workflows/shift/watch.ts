import { between, plus } from '../../domain/duration';
import type { EscalationId, Instant, OccurrenceKey, PersonId } from '../../domain/ids';
import { deadlineName, shiftPlan, type PlannedDeadline, type ShiftOccasion } from '../../domain/shiftPlan';
import {
  missedCheckInEscalation,
  occasionName,
  occurrences,
  workflowIds,
  type Actor,
  type AnswerShiftOffer,
  type EscalationInput,
  type EscalationKind,
  type Intent,
  type MissedCheckIns,
  type ShiftDeadline,
  type ShiftHandOver,
  type ShiftInput,
  type ShiftPeerChange,
  type ShiftState,
} from '../contract';
import { merge, type Decision } from '../support/decision';
import { occurrence } from '../support/keys';

const KIND = {
  start: 'missed-start',
  interval: 'missed-interval',
  end: 'missed-end',
} as const satisfies Record<ShiftOccasion['kind'], EscalationKind>;

/**
 * Keeps watch over the peers of one shift: what is due next, what has been met, what a change brings with it. No clock,
 * no activity. What follows from an answer is not here: answers are rows, and a deadline sees them.
 */
export class Watch {
  readonly state: ShiftState;
  private readonly id: string;
  private readonly knownAt: Instant;
  private endKnownAt: Instant;
  /** Messages said about this end and earlier ones; those about earlier ones. */
  private said = 0;
  private saidBefore = 0;
  private readonly met = new Set<string>();
  /** Occasions about which nothing is left to say: everybody answered. */
  private readonly settled = new Set<string>();
  private endMissed = false;
  /** Questions that come again because somebody has joined. */
  private readonly again = new Set<string>();
  /** Escalations that a human has ended. */
  private readonly ended = new Set<EscalationId>();
  /** How often the shift was offered to each. */
  private readonly offers = new Map<PersonId, number>();
  private changes = 0;
  private plan: PlannedDeadline[] = [];
  /** Number of the plan that is announced. */
  private announced = 0;

  constructor(
    private readonly input: ShiftInput,
    at: Instant,
  ) {
    this.id = workflowIds.shift(input.shiftId);
    this.knownAt = this.endKnownAt = at;
    this.state = {
      status: 'scheduled',
      startsAt: input.startsAt,
      endsAt: input.endsAt,
      peers: [...input.peers],
      openEscalations: [...(input.restored?.openEscalations ?? [])],
    };
    if (input.restored) {
      const { changes, saidAboutEnd, offers, plan = 0 } = input.restored;
      this.announced = plan + 1;
      this.changes = changes;
      this.said = this.saidBefore = saidAboutEnd;
      for (const [person, times] of Object.entries(offers)) this.offers.set(person as PersonId, times);
    }
    this.replan();
  }

  private get announces(): boolean {
    return this.input.deadlines === 'announced';
  }

  /** The earliest deadline that still matters. */
  get next(): PlannedDeadline | undefined {
    return this.plan.find((deadline) => this.lies(deadline));
  }

  /** When the workflow has to do something next: a deadline, or the start, which is shown. */
  get wakeAt(): Instant | undefined {
    const { status, startsAt } = this.state;
    if (status === 'closed' || status === 'cancelled') return undefined;
    const next = this.next?.at;
    return status === 'scheduled' && (next === undefined || startsAt < next) ? startsAt : next;
  }

  /** Everybody has answered or a human has ended what was raised about them; or the shift was called off. */
  get over(): boolean {
    if (this.state.openEscalations.length > 0) return false;
    return this.state.status === 'cancelled' || this.endMissed || this.settled.has('end');
  }

  /** True while the times and the people of the shift can still change: until its end was missed. */
  get changeable(): boolean {
    return (
      this.state.status !== 'closed' &&
      this.state.status !== 'cancelled' &&
      !this.endMissed &&
      !this.settled.has('end')
    );
  }

  /** The shift becomes known: kept in the ledger, and the peers are told unless it is upon them already. */
  scheduled(at: Instant): Decision {
    const { startsAt, endsAt, peers } = this.state;
    return {
      ...this.announce(),
      events: [
        {
          key: this.key('scheduled'),
          kind: 'shift-scheduled',
          by: this.input.scheduledBy,
          data: { startsAt, endsAt, peers: peers.length },
        },
      ],
      ...(between(at, startsAt) > 0
        ? { intents: this.tell(peers, 'scheduled', 'shift-scheduled', { expiresAt: startsAt }) }
        : {}),
    };
  }

  /** By when an offered peer says whether the shift suits them. */
  offerUntil(at: Instant): Instant {
    const { startsAt, endsAt } = this.state;
    const within = this.input.policy.offerWithin;
    const last = between(at, startsAt) > 0 ? startsAt : endsAt;
    const until = within === undefined ? last : plus(at, within);
    return until < last ? until : last;
  }

  /** The shift is offered: nothing is owed until somebody accepts, and declining needs no reason. */
  offer(people: readonly PersonId[], until: Instant, by: Actor): Decision {
    const { state } = this;
    const asked = people.filter(
      (person) => !state.peers.includes(person) && !state.offered?.includes(person),
    );
    state.offered = [...(state.offered ?? []), ...asked];
    const numbered = asked.map((personId) => ({
      personId,
      key: this.offerKey(personId, this.nextOffer(personId)),
    }));
    return {
      open: numbered.map(({ personId, key }) => ({
        key,
        kind: 'shift-offer',
        owedBy: 'participant',
        personId,
        subjectPersonId: personId,
        dueAt: until,
      })),
      events: numbered.map(({ personId, key }) => ({ key, kind: 'shift-offered', by, personId })),
      intents: numbered.map(({ personId, key }) => ({
        key: occurrence(key, 'asked'),
        personId,
        template: 'shift-offered',
        refs: { shift: this.input.shiftId, peer: personId, wait: key },
        urgency: 'reminder',
        waitKey: key,
        expiresAt: until,
      })),
    };
  }

  knowsOffer(personId: PersonId): boolean {
    return this.offers.has(personId);
  }

  /** @returns nothing for an answer that was given before, or that came after the offer lapsed and declines it */
  offerAnswered({ personId, answer, by }: AnswerShiftOffer, at?: Instant): Decision | undefined {
    const open = this.takeOffer(personId);
    if (answer === 'accept') {
      const joined = this.addPeer({ personId, by }, at);
      return merge(open ? this.offerOver(personId, 'accepted', by) : {}, joined ?? {});
    }
    return open ? merge(this.offerOver(personId, 'declined', by), this.unfilled(personId)) : undefined;
  }

  offerLapsed(personId: PersonId): Decision | undefined {
    if (!this.takeOffer(personId)) return undefined;
    return merge(this.offerOver(personId, 'lapsed', 'system'), this.unfilled(personId));
  }

  /** Where the shift stands by the clock; nothing when that is recorded already. */
  standing(at: Instant): Decision | undefined {
    const { state } = this;
    const now = this.standingAt(at);
    if (state.status === now || state.status === 'closed' || state.status === 'cancelled') return undefined;
    state.status = now;
    return { shift: { status: now, endsAt: state.endsAt } };
  }

  standingAt(at: Instant): 'scheduled' | 'running' | 'ended' {
    const { startsAt, endsAt } = this.state;
    if (between(endsAt, at) >= 0) return 'ended';
    return between(startsAt, at) >= 0 ? 'running' : 'scheduled';
  }

  /** Before a change: what is announced is void from now on. @returns the number of the plan that will hold */
  nextPlan(): number {
    return (this.announced += 1);
  }

  /** True while a deadline of that name is still to be met. */
  owes(name: string): boolean {
    return this.plan.some((deadline) => deadlineName(deadline) === name && this.lies(deadline));
  }

  /** Whether somebody may have done for all shifts at once what it calls for; not what is asked again. */
  mayBeSeenTo(deadline: PlannedDeadline): boolean {
    return deadline.step !== 'ask' || (this.announces && !this.again.has(deadlineName(deadline)));
  }

  /** What is asked of the activity at a deadline. */
  asks(deadline: PlannedDeadline): Omit<ShiftDeadline, 'shiftId' | 'at' | 'status'> {
    const { occasion, step, number, dueAt, expiresAt } = deadline;
    return {
      occasion,
      step,
      nudge: number,
      dueAt,
      expiresAt,
      workflowId: this.id,
      ...(step === 'missed' ? { raise: this.misses(deadline) } : {}),
    };
  }

  /** How a deadline is known to whoever does what is announced. */
  known(deadline: PlannedDeadline): { plan: number; name: string } {
    return { plan: this.announced, name: deadlineName(deadline) };
  }

  /**
   * What lies ahead, for whoever keeps the time to do for all shifts at once. Not where the end lay behind when it became
   * known: those times are reckoned from a moment, and not from the shift.
   */
  announce(): Pick<Decision, 'announce'> {
    if (!this.announces) return {};
    const isLate = between(this.state.endsAt, this.endKnownAt) > 0;
    return {
      announce: {
        number: this.announced,
        deadlines: (isLate ? [] : this.plan.filter((deadline) => this.lies(deadline))).map((deadline) => ({
          at: deadline.at,
          status: this.standingAt(deadline.at),
          ...this.asks(deadline),
        })),
      },
    };
  }

  private lies(deadline: PlannedDeadline): boolean {
    return !this.met.has(deadlineName(deadline)) && !this.settled.has(occasionName(deadline.occasion));
  }

  /** A message that something newer about the same check-in has overtaken is not said any more. */
  overtaken(deadline: PlannedDeadline, at: Instant): boolean {
    if (deadline.step !== 'nudge' && deadline.step !== 'late-nudge') return false;
    return between(deadline.expiresAt, at) >= 0;
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
    if (deadline.occasion.kind === 'end' && between(this.state.endsAt, at) < 0) return;
    this.settled.add(occasionName(deadline.occasion));
  }

  /** What a deadline raises about whoever has not answered. */
  private misses(deadline: PlannedDeadline): MissedCheckIns {
    const { shiftId, programId, siteId, escalation, quietHours, zone } = this.input;
    return {
      kind: KIND[deadline.occasion.kind],
      programId,
      siteId,
      shiftId,
      since: deadline.dueAt,
      allLevelsAtOnce: false,
      policy: escalation,
      quietHours,
      zone,
      raisedBy: this.id,
    };
  }

  /** The escalation of one missed check-in; from now on the shift waits for a human to end it. */
  raise(deadline: PlannedDeadline, peer: PersonId): EscalationInput {
    const input = missedCheckInEscalation(this.misses(deadline), deadline, peer);
    this.state.openEscalations.push(input.escalationId);
    return input;
  }

  /** Raised by now, and ended before: whoever was paged by the activity that saw the miss was quicker than this shift. */
  get endedBeforeRaised(): EscalationId[] {
    return this.state.openEscalations.filter((id) => this.ended.has(id));
  }

  escalationEnded(id: EscalationId): void {
    this.ended.add(id);
    const { openEscalations } = this.state;
    this.state.openEscalations = openEscalations.filter((open) => open !== id);
  }

  /** New zone rules: the agreed wall-clock times are other instants than was thought. The peers are told. */
  reschedule(startsAt: Instant, endsAt: Instant, by: Actor, at: Instant): Decision | undefined {
    const { state } = this;
    if (startsAt === state.startsAt && endsAt === state.endsAt) return undefined;
    const minutes = Math.round(between(state.endsAt, endsAt) / 60_000);
    state.startsAt = startsAt;
    state.endsAt = endsAt;
    this.endKnownAt = at;
    this.saidBefore = this.said;
    this.replan();
    const standing = this.standing(at);
    const n = (this.changes += 1);
    return {
      ...this.announce(),
      shift: { status: state.status, endsAt, startsAt, ...standing?.shift },
      events: [
        {
          key: this.key(`changed-${n}`),
          kind: 'shift-changed',
          by,
          data: { minutes, startsAt, endsAt, reason: 'zone-rules' },
        },
      ],
      due: state.peers.map((peer) => ({ key: this.endWait(peer), dueAt: endsAt })),
      intents: this.tell(state.peers, `changed-${n}`, 'shift-changed', { expiresAt: endsAt }),
    };
  }

  /** The shift ends later or earlier: everything about its end is planned anew, and the peers are told. */
  moveEnd(minutes: number, by: Actor, at: Instant): Decision {
    const { state } = this;
    state.endsAt = plus(state.endsAt, minutes * 60_000);
    this.endKnownAt = at;
    this.saidBefore = this.said;
    this.replan();
    const standing = this.standing(at);
    const n = (this.changes += 1);
    return {
      ...this.announce(),
      shift: { status: state.status, endsAt: state.endsAt, ...standing?.shift },
      events: [
        {
          key: this.key(`changed-${n}`),
          kind: 'shift-changed',
          by,
          data: { minutes, endsAt: state.endsAt },
        },
      ],
      due: state.peers.map((peer) => ({ key: this.endWait(peer), dueAt: state.endsAt })),
      // Ending now, they are asked at once; news of the new end would only come between.
      intents: this.endsNow(at)
        ? []
        : this.tell(state.peers, `changed-${n}`, minutes > 0 ? 'shift-extended' : 'shift-changed', {
            expiresAt: state.endsAt,
            refs: { at: state.endsAt, minutes },
          }),
    };
  }

  private endsNow(at: Instant): boolean {
    return between(at, this.state.endsAt) <= 60_000;
  }

  cancel(by: Actor): Decision {
    const { state } = this;
    state.status = 'cancelled';
    return {
      shift: { status: 'cancelled', endsAt: state.endsAt },
      closeAll: { prefix: `${this.id}/`, outcome: 'cancelled', by },
      events: [{ key: this.key('cancelled'), kind: 'shift-cancelled', by }],
      intents: this.tell(state.peers, 'cancelled', 'shift-cancelled', { expiresAt: state.endsAt }),
    };
  }

  /**
   * A peer joins; what is being asked just then is asked of them too. Nothing when they are on the shift already.
   * @param at unknown to runs of before, which asked whoever joined for check-ins that were long past, too
   */
  addPeer({ personId, by }: ShiftPeerChange, at?: Instant): Decision | undefined {
    return this.state.peers.includes(personId) ? undefined : this.changePeers([personId], [], by, at);
  }

  /** Staff say that somebody is not on the shift: nothing more is asked of them. */
  removePeer({ personId, by }: ShiftPeerChange): Decision {
    return this.changePeers([], [personId], by);
  }

  handOver({ from, to, by }: ShiftHandOver, at?: Instant): Decision {
    return this.changePeers(this.state.peers.includes(to) ? [] : [to], [from], by, at);
  }

  close(): Decision {
    const { state } = this;
    state.status = 'closed';
    return {
      shift: { status: 'closed', endsAt: state.endsAt },
      closeAll: { prefix: `${this.id}/`, outcome: 'shift-closed', by: 'system' },
      events: [{ key: this.key('closed'), kind: 'shift-closed', by: 'system' }],
    };
  }

  private changePeers(add: PersonId[], remove: PersonId[], by: Actor, at?: Instant): Decision {
    const { state } = this;
    state.peers = [...state.peers.filter((peer) => !remove.includes(peer)), ...add];
    if (add.length > 0) this.askAgain(at);
    const n = (this.changes += 1);
    return {
      // Who joins is asked at what is announced already.
      ...(remove.length > 0 ? this.announce() : {}),
      shift: {
        status: state.status,
        endsAt: state.endsAt,
        peers: { ...(add.length > 0 ? { add } : {}), ...(remove.length > 0 ? { remove } : {}) },
      },
      ...(remove[0] ? { closeAll: { prefix: `${this.id}/${remove[0]}/`, outcome: 'taken-off', by } } : {}),
      events: [...add, ...remove].map((personId) => ({
        key: this.key(`peers-${n}`, personId),
        kind: 'shift-peer-changed',
        by,
        personId,
        data: { change: add.includes(personId) ? 'added' : 'removed' },
      })),
      intents: [
        ...this.tell(add, `peers-${n}`, 'shift-scheduled', { expiresAt: state.endsAt }),
        ...this.tell(remove, `peers-${n}`, 'shift-cancelled', { expiresAt: state.endsAt }),
      ],
    };
  }

  /** Questions that are still within their grace come again; who was asked before is not asked twice (same keys). */
  private askAgain(at?: Instant): void {
    for (const deadline of this.plan) {
      const missed = this.plan.find((d) => d.step === 'missed' && sameOccasion(d, deadline));
      if (deadline.step !== 'ask' || !missed || this.met.has(deadlineName(missed))) continue;
      // Everybody had answered then. Whoever joins now was not out there, and nobody looks for them.
      if (at && between(missed.at, at) >= 0) continue;
      this.met.delete(deadlineName(deadline));
      this.again.add(deadlineName(deadline));
      this.settled.delete(occasionName(deadline.occasion));
    }
  }

  private takeOffer(personId: PersonId): boolean {
    const open = this.state.offered?.includes(personId) ?? false;
    this.state.offered = (this.state.offered ?? []).filter((one) => one !== personId);
    return open;
  }

  private offerOver(personId: PersonId, outcome: 'accepted' | 'declined' | 'lapsed', by: Actor): Decision {
    const key = this.offerKey(personId, this.offers.get(personId) ?? 1);
    return {
      close: [{ key, outcome, by }],
      events: [
        {
          key: occurrence(key, outcome),
          kind: 'shift-offer-answered',
          by,
          personId,
          data: { answer: outcome },
        },
      ],
    };
  }

  /** Somebody has to find another peer; it is gone with the shift. */
  private unfilled(personId: PersonId): Decision {
    const key = this.offerKey(personId, this.offers.get(personId) ?? 1);
    return {
      open: [
        {
          key: occurrence(key, 'unfilled'),
          kind: 'staff-task',
          owedBy: 'staff',
          subjectPersonId: personId,
          dueAt: this.state.startsAt,
          details: { task: 'shift-unfilled' },
        },
      ],
    };
  }

  private nextOffer(personId: PersonId): number {
    const number = (this.offers.get(personId) ?? 0) + 1;
    this.offers.set(personId, number);
    return number;
  }

  private offerKey(personId: PersonId, number: number): OccurrenceKey {
    return this.key(personId, `offer-${number}`);
  }

  private replan(): void {
    this.settled.delete('end');
    this.plan = shiftPlan(this.input.policy, {
      startsAt: this.state.startsAt,
      endsAt: this.state.endsAt,
      knownAt: this.knownAt,
      endKnownAt: this.endKnownAt,
      saidAboutEnd: this.saidBefore,
    });
  }

  private endWait(peer: PersonId): OccurrenceKey {
    return occurrences.shiftWait(this.input.shiftId, peer, { kind: 'end', number: 0 });
  }

  private tell(
    people: PersonId[],
    what: string,
    template: string,
    more: { expiresAt: Instant; refs?: Intent['refs'] },
  ): Intent[] {
    return people.map((personId) => ({
      key: this.key(what, personId),
      personId,
      template,
      refs: { shift: this.input.shiftId, peer: personId, ...more.refs },
      urgency: 'notice',
      expiresAt: more.expiresAt,
    }));
  }

  private key(...parts: string[]): OccurrenceKey {
    return occurrence(this.id, ...parts);
  }
}

function sameOccasion(a: PlannedDeadline, b: PlannedDeadline): boolean {
  return a.occasion.kind === b.occasion.kind && a.occasion.number === b.occasion.number;
}
