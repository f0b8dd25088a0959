import { patched } from '@temporalio/workflow';
import { between, plus } from '../../domain/duration';
import type { EscalationId, Instant, OccurrenceKey, PersonId } from '../../domain/ids';
import { deadlineName, type PlannedDeadline, type ShiftOccasion } from '../../domain/shiftPlan';
import {
  missedCheckInEscalation,
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
import { Offers } from './offers';
import { Timetable, type MovedRuns } from './timetable';

const KIND = {
  start: 'missed-start',
  interval: 'missed-interval',
  end: 'missed-end',
} as const satisfies Record<ShiftOccasion['kind'], EscalationKind>;

/**
 * A thousand workflows that woke at the instant would only be in the way of whoever does what is due for all shifts at
 * once, and that is done within seconds. Where nobody is there to do it, a shift is so much later.
 */
const BEHIND_MS = 5_000;

/**
 * Keeps watch over the peers of one shift: what is due next, what has been met, what a change brings with it. No clock,
 * no activity. What follows from an answer is not here: answers are rows, and a deadline sees them.
 */
export class Watch {
  readonly state: ShiftState;
  readonly timetable: Timetable;
  readonly offers: Offers;
  private readonly id: string;
  /** Escalations that a human has ended. */
  private readonly ended = new Set<EscalationId>();
  private changes: number;
  /** Number of the plan that is announced. */
  private announced: number;

  constructor(
    private readonly input: ShiftInput,
    at: Instant,
  ) {
    const { startsAt, endsAt, policy, restored } = input;
    this.id = workflowIds.shift(input.shiftId);
    this.state = {
      status: 'scheduled',
      startsAt,
      endsAt,
      peers: [...input.peers],
      openEscalations: [...(restored?.openEscalations ?? [])],
    };
    this.changes = restored?.changes ?? 0;
    this.announced = restored ? (restored.plan ?? 0) + 1 : 0;
    const { saidAboutEnd = 0, owed } = restored ?? {};
    this.timetable = new Timetable(policy, { startsAt, endsAt }, at, saidAboutEnd, owed);
    this.offers = new Offers(input, this.state);
    for (const id of restored?.ended ?? []) this.ended.add(id);
  }

  private get announces(): boolean {
    return this.input.deadlines === 'announced';
  }

  /** When the workflow has to do something next: a deadline, or the start, which is shown. */
  get wakeAt(): Instant | undefined {
    const { status, startsAt } = this.state;
    if (status === 'closed' || status === 'cancelled') return undefined;
    const next = this.timetable.next?.at;
    const at = status === 'scheduled' && (next === undefined || startsAt < next) ? startsAt : next;
    return at && this.input.wakes === 'behind' ? plus(at, BEHIND_MS) : at;
  }

  /** Everybody has answered or a human has ended what was raised about them; or the shift was called off. */
  get over(): boolean {
    if (this.state.openEscalations.length > 0) return false;
    return this.state.status === 'cancelled' || this.timetable.endIsOver;
  }

  /** True while the times and the people of the shift can still change: until its end was missed. */
  get changeable(): boolean {
    const { status } = this.state;
    return status !== 'closed' && status !== 'cancelled' && !this.timetable.endIsOver;
  }

  /** The shift becomes known: kept in the ledger, and the peers are told unless it is upon them already. */
  scheduled(at: Instant): Decision {
    const { startsAt, endsAt, peers } = this.state;
    // Whoever joined later was told then, by the run that was lost.
    const { joined = [] } = this.input.restored ?? {};
    const fresh = peers.filter((peer) => !joined.includes(peer));
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
        ? { intents: this.tell(fresh, 'scheduled', 'shift-scheduled', { expiresAt: startsAt }) }
        : {}),
    };
  }

  /** @returns nothing for an answer that was given before, or that came after the offer lapsed and declines it */
  offerAnswered({ personId, answer, by }: AnswerShiftOffer, at?: Instant): Decision | undefined {
    const open = this.offers.take(personId);
    if (answer === 'accept') {
      const joined = this.addPeer({ personId, by }, at);
      return merge(open ? this.offers.over(personId, 'accepted', by) : {}, joined ?? {});
    }
    return open
      ? merge(this.offers.over(personId, 'declined', by), this.offers.unfilled(personId))
      : undefined;
  }

  offerLapsed(personId: PersonId): Decision | undefined {
    if (!this.offers.take(personId)) return undefined;
    return merge(this.offers.over(personId, 'lapsed', 'system'), this.offers.unfilled(personId));
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

  /** Whether somebody may have done for all shifts at once what it calls for; not what is asked again. */
  mayBeSeenTo(deadline: PlannedDeadline): boolean {
    return deadline.step !== 'ask' || (this.announces && !this.timetable.comesAgain(deadline));
  }

  /** What is asked of the activity at a deadline. */
  asks(deadline: PlannedDeadline): Omit<ShiftDeadline, 'shiftId' | 'at' | 'status'> {
    const { occasion, step, number, at, dueAt, joinedBefore } = deadline;
    return {
      plannedAt: at,
      occasion,
      step,
      nudge: number,
      dueAt,
      expiresAt: this.timetable.saidUntil(deadline),
      ...(joinedBefore ? { joinedBefore } : {}),
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
    const { isLate, ahead } = this.timetable;
    return {
      announce: {
        number: this.announced,
        deadlines: (isLate ? [] : ahead).map((deadline) => ({
          at: deadline.at,
          status: this.standingAt(deadline.at),
          ...this.asks(deadline),
        })),
      },
    };
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
  reschedule(
    startsAt: Instant,
    endsAt: Instant,
    by: Actor,
    at: Instant,
    runs?: MovedRuns,
  ): Decision | undefined {
    const { state } = this;
    if (startsAt === state.startsAt && endsAt === state.endsAt) return undefined;
    const minutes = Math.round(between(state.endsAt, endsAt) / 60_000);
    state.startsAt = startsAt;
    state.endsAt = endsAt;
    this.timetable.move(state, at, runs);
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
  moveEnd(minutes: number, by: Actor, at: Instant, runs?: MovedRuns): Decision {
    const { state } = this;
    state.endsAt = plus(state.endsAt, minutes * 60_000);
    this.timetable.move(state, at, runs);
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
      due: state.peers.map((peer) => ({
        key: this.endWait(peer),
        dueAt: state.endsAt,
        ...(by === `person:${peer}` ? { again: true } : {}),
      })),
      // Ending now, they are asked at once; news of the new end would only come between. Who asked for it is answered,
      // and whoever has answered about the end already, and is not asked again, has nothing to do with it any more.
      intents: this.endsNow(at)
        ? []
        : this.tell(
            state.peers.filter((peer) => by !== `person:${peer}`),
            `changed-${n}`,
            minutes > 0 ? 'shift-extended' : 'shift-changed',
            { expiresAt: state.endsAt, refs: { at: state.endsAt, minutes } },
          ).map((intent) => ({ ...intent, waitKey: this.endWait(intent.personId) })),
    };
  }

  private endsNow(at: Instant): boolean {
    return between(at, this.state.endsAt) <= 60_000;
  }

  /** @param offered those who have not said yet whether it suits them, to hear of it too */
  cancel(by: Actor, offered: PersonId[]): Decision {
    const { state } = this;
    state.status = 'cancelled';
    return {
      shift: { status: 'cancelled', endsAt: state.endsAt },
      closeAll: { prefix: `${this.id}/`, outcome: 'cancelled', by },
      events: [{ key: this.key('cancelled'), kind: 'shift-cancelled', by }],
      intents: [
        ...this.tell(state.peers, 'cancelled', 'shift-cancelled', { expiresAt: state.endsAt }),
        ...this.tell(offered, 'cancelled', 'shift-cancelled', {
          expiresAt: state.endsAt,
          refs: { whose: 'offered' },
          // They were asked in the daytime, and owe nobody anything.
          urgency: 'reminder',
        }),
      ],
    };
  }

  /**
   * A peer joins; what is being asked just then is asked of them too. Nothing when they are on the shift already.
   * @param at unknown to runs of before, which asked whoever joined for check-ins that were long past, too
   */
  addPeer({ personId, by }: ShiftPeerChange, at?: Instant, endsOffer?: () => boolean): Decision | undefined {
    if (this.state.peers.includes(personId)) return undefined;
    return this.changePeers([personId], [], by, endsOffer ? { joinsAt: at, endsOffer } : { joinsAt: at });
  }

  /** Nothing more is asked of whoever is taken off. While it runs they have a shift of their own, which asks about their end. */
  removePeer({ personId, by }: ShiftPeerChange, tellsLeaver = true): Decision {
    return this.changePeers([], [personId], by, { tellsLeaver });
  }

  handOver({ from, to, by }: ShiftHandOver, joinsAt?: Instant, tellsLeaver = true): Decision {
    const add = this.state.peers.includes(to) ? [] : [to];
    return this.changePeers(add, [from], by, { joinsAt, tellsLeaver });
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

  private changePeers(
    add: PersonId[],
    remove: PersonId[],
    by: Actor,
    {
      joinsAt,
      tellsLeaver = true,
      endsOffer = () => patched('who-is-put-on-a-shift-is-offered-it-no-more'),
    }: { joinsAt?: Instant | undefined; tellsLeaver?: boolean; endsOffer?: () => boolean },
  ): Decision {
    const { state } = this;
    // Whoever was offered it and is put on it has nothing left to say yes or no to.
    const offered = add.filter(
      (person) => state.offered?.includes(person) === true && endsOffer() && this.offers.take(person),
    );
    const answered = offered.reduce<Decision>(
      (all, person) => merge(all, this.offers.over(person, 'accepted', by)),
      {},
    );
    state.peers = [...state.peers.filter((peer) => !remove.includes(peer)), ...add];
    if (add.length > 0) this.timetable.askAgain(joinsAt);
    const n = (this.changes += 1);
    return merge(answered, {
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
        ...(tellsLeaver
          ? this.tell(remove, `peers-${n}`, 'shift-cancelled', { expiresAt: state.endsAt })
          : []),
      ],
    });
  }

  private endWait(peer: PersonId): OccurrenceKey {
    return occurrences.shiftWait(this.input.shiftId, peer, { kind: 'end', number: 0 });
  }

  private tell(
    people: PersonId[],
    what: string,
    template: string,
    more: { expiresAt: Instant; refs?: Intent['refs']; urgency?: Intent['urgency'] },
  ): Intent[] {
    return people.map((personId) => ({
      key: this.key(what, personId),
      personId,
      template,
      refs: { shift: this.input.shiftId, peer: personId, ...more.refs },
      urgency: more.urgency ?? 'notice',
      expiresAt: more.expiresAt,
    }));
  }

  private key(...parts: string[]): OccurrenceKey {
    return occurrence(this.id, ...parts);
  }
}
