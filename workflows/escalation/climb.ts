import { between, millis, plus } from '../../domain/duration';
import type { Duration, Instant, OccurrenceKey, PersonId } from '../../domain/ids';
import type { Channel } from '../../domain/policy';
import type {
  Acknowledge,
  Actor,
  ChainLevel,
  Due,
  EscalationCarried,
  EscalationHandOver,
  EscalationInput,
  EscalationKind,
  EscalationOutcome,
  Intent,
  Resolve,
  SubjectAnswered,
  Urgency,
} from '../contract';
import { merge, type Decision } from '../support/decision';
import { firstTime, occurrence } from '../support/keys';

/** What an escalation does by itself when nobody acts. */
export type ClimbStep = 'climb' | 'repeat' | 'outcome' | 'remind';

/** What an `ok` stops the climbing of. */
const CLEARED_BY_OK: ReadonlySet<EscalationKind> = new Set([
  'missed-start',
  'missed-interval',
  'missed-end',
  'unreachable',
]);

/** Nobody would be helped by an alarm that goes on once somebody has taken the request. */
function isCleared(about: EscalationKind, how: SubjectAnswered['how']): boolean {
  return how === 'taken' ? about === 'request-late' : CLEARED_BY_OK.has(about);
}

/** A repeat comes a minute later at the earliest: a chain with nobody in it must not keep a worker busy. */
const SHORTEST_REPEAT = 60_000;

/** State of an escalation that has just been raised; its chain is not known yet. */
export function raised(input: EscalationInput, at: Instant): EscalationCarried {
  return {
    state: { status: 'open', level: -1, rounds: 0, peerAnswered: false },
    raisedAt: at,
    chain: [],
    told: [],
    round: 1,
    allAtOnce: input.allLevelsAtOnce,
    about: input.kind,
    waits: {},
    counts: {
      climbs: 0,
      changes: 0,
      acknowledgements: 0,
      handOvers: 0,
      answers: 0,
      outcomes: 0,
      reminders: 0,
    },
    agenda: [],
    outbox: [],
    seen: [],
  };
}

/**
 * How an escalation climbs. Each method is one thing that happens to it: it changes the state, says what is to be
 * recorded and told, and leaves in {@link next} what comes if nobody acts. No clock, no activity: it is tested alone.
 *
 * What always holds (DESIGN rule 1): only {@link resolve} ends it; a person is paged at most once a level and round;
 * while nobody has it and the person it is about is not heard from, something is next.
 */
export class Climb {
  /** What comes when nobody acts; nothing once it is resolved. */
  next: (Due & { do: ClimbStep }) | undefined;

  constructor(
    private readonly input: EscalationInput,
    readonly carried: EscalationCarried,
  ) {
    this.next = carried.agenda[0] as typeof this.next;
  }

  get over(): boolean {
    return this.carried.state.status === 'resolved';
  }

  /** Raised: the chain is known, the first level is told. */
  begin(chain: ChainLevel[], answeredMeanwhile: boolean, at: Instant): Decision {
    this.carried.chain = chain;
    const raisedEvent: Decision = {
      events: [
        { key: this.key('raised'), kind: 'escalation-raised', by: 'system', data: { kind: this.input.kind } },
      ],
    };
    if (answeredMeanwhile) {
      // The answer crossed the miss. Nobody is paged; whoever would have been hears of both, and closes it.
      this.carried.told = [...(chain.find((level) => level.people.length > 0)?.people ?? [])];
      return this.done(merge(raisedEvent, this.heardFrom('ok', at)));
    }
    return this.done(merge(raisedEvent, this.startRound(at)));
  }

  /** Nobody of the level told last has acknowledged in time. */
  climbOn(at: Instant): Decision {
    return this.done(this.tellFrom(this.carried.state.level + 1, at));
  }

  /** The chain was exhausted some time ago and nobody has acknowledged since: from the first level again. */
  repeat(at: Instant): Decision {
    this.carried.round += 1;
    return this.done(this.startRound(at));
  }

  /** Somebody has it and has not said how it ended: they are asked, and the next level is told. */
  outcomeOverdue(at: Instant): Decision {
    const { state, counts, waits } = this.carried;
    const owner = state.owner;
    const asked: Decision = owner
      ? {
          intents: this.tell(
            [owner],
            `outcome-due-${counts.outcomes}`,
            'escalation-outcome-due',
            'escalation',
            {
              channels: this.channelsOf(owner),
              waitKey: waits.outcome,
              refs: {
                ...(waits.outcome ? { wait: waits.outcome } : {}),
                minutes: Math.round(millis(this.input.policy.outcomeWithin) / 60_000),
              },
            },
          ),
        }
      : {};
    delete state.outcomeDueAt;
    state.status = 'open';
    const nextLevel = this.carried.allAtOnce ? -1 : this.levelWithPeople(state.level + 1);
    if (nextLevel >= 0) {
      this.carried.counts.climbs += 1;
      return this.done(merge(asked, this.tellFrom(nextLevel, at, owner)));
    }
    // Nobody is left above: the whole chain at once again, because nobody has been paged for all that time.
    this.carried.round += 1;
    const again = this.startRound(at);
    return this.done(merge(asked, merge(again, this.unresolved())));
  }

  /** Open after the person was heard from: a reminder to close it. */
  remindToClose(at: Instant): Decision {
    const { state, told, counts, waits } = this.carried;
    counts.reminders += 1;
    const every = this.input.policy.remindToCloseEvery;
    const until = this.plan('remind', at, every);
    return this.done({
      ...(waits.outcome ? { due: [{ key: waits.outcome, dueAt: until }] } : {}),
      intents: this.tell(
        state.owner ? [state.owner] : told,
        `remind-${counts.reminders}`,
        'escalation-outcome-due',
        'reminder',
        {
          waitKey: waits.outcome,
          expiresAt: until,
          refs: {
            ...(waits.outcome ? { wait: waits.outcome } : {}),
            minutes: Math.round(between(this.carried.raisedAt, at) / 60_000),
          },
        },
      ),
    });
  }

  /** Reminders to close keep quiet hours: this one comes when they are over. */
  remindLater(until: Instant): void {
    this.next = { do: 'remind', at: until };
  }

  /**
   * Somebody takes it. Nothing changes when somebody has it already, be it the same person again: two supervisors who
   * answer the same page at the same moment must not take it from each other without a word. The state that is given
   * back says who has it; taking it over is a hand-over.
   * @returns nothing when nothing changed
   */
  acknowledge(act: Acknowledge, at: Instant): Decision | undefined {
    const { state, counts } = this.carried;
    if (state.status === 'acknowledged')
      return this.input.kind === 'drill' ? this.alsoAnswered(act) : undefined;
    const n = (counts.acknowledgements += 1);
    state.status = 'acknowledged';
    state.acknowledgedBy = act.by;
    delete state.owner;
    if (act.personId) state.owner = act.personId;
    this.remember(act.personId);
    return this.done(
      merge(this.ownedFrom(at, act.by), {
        events: [
          {
            key: this.key(`acknowledged-${n}`),
            kind: 'escalation-acknowledged',
            by: act.by,
            data: { via: act.via },
          },
        ],
        intents: this.tell(this.carried.told, `acknowledged-${n}`, 'escalation-acknowledged', 'notice', {
          refs: { by: act.by, at },
        }),
      }),
    );
  }

  /** Of a practice every answer counts: the report says who answered how fast, not only who was first. */
  private alsoAnswered(act: Acknowledge): Decision {
    const n = (this.carried.counts.acknowledgements += 1);
    const key = this.key(`acknowledged-${n}`);
    return { events: [{ key, kind: 'escalation-acknowledged', by: act.by, data: { via: act.via } }] };
  }

  /**
   * Given to another person, who owns it from now on and has the whole time for an outcome. Handing over what nobody
   * has acknowledged does not stop the climbing: the new owner has not said yet that they have it.
   * @returns nothing when that person owns it already
   */
  handOver(act: EscalationHandOver, at: Instant): Decision | undefined {
    const { state, counts } = this.carried;
    const from = state.owner ?? act.from ?? personOf(act.by);
    if (state.owner === act.to) return undefined;
    const n = (counts.handOvers += 1);
    state.owner = act.to;
    this.remember(act.to);
    const owned = state.status === 'acknowledged' ? this.ownedFrom(at, act.by) : {};
    const { waits } = this.carried;
    const wait = state.status === 'acknowledged' ? waits.outcome : waits.acknowledgement;
    const refs = { by: act.by, to: act.to, other: act.to, ...(from ? { from } : {}) };
    return this.done(
      merge(owned, {
        events: [
          {
            key: this.key(`handed-over-${n}`),
            kind: 'escalation-handed-over',
            by: act.by,
            data: { to: act.to, from: from ?? null },
          },
        ],
        intents: [
          ...this.tell([act.to], `handed-over-${n}`, 'escalation-handed-over', 'escalation', {
            channels: this.channelsOf(act.to),
            refs: { ...refs, ...(wait ? { wait } : {}) },
          }),
          ...(from && from !== act.to
            ? this.tell([from], `handed-over-${n}`, 'escalation-handed-over', 'notice', { refs })
            : []),
        ],
      }),
    );
  }

  /**
   * The person it is about was heard from. After an `ok` nobody is called any more, everybody told hears of it once, and
   * it stays open for a human to close. "Not ok" and a call for help tell all levels at once, whatever was said before.
   * @returns nothing for an answer that was taken before, or that changes nothing
   */
  subjectAnswered(answer: SubjectAnswered, at: Instant): Decision | undefined {
    if (this.over || !firstTime(this.carried.seen, answer.key)) return undefined;
    if (isGood(answer.how) && this.carried.state.peerAnswered) return undefined;
    return this.done(this.heardFrom(answer.how, at));
  }

  /** It was ended before this run of it began. */
  wasEnded(outcome: EscalationOutcome): void {
    this.carried.state.status = 'resolved';
    this.carried.state.outcome = outcome;
    this.next = undefined;
  }

  /** A human says how it ended. Nothing else ends an escalation. */
  resolve(act: Resolve, at: Instant): Decision {
    const { state } = this.carried;
    state.status = 'resolved';
    state.outcome = act.outcome;
    delete state.outcomeDueAt;
    this.carried.waits = {};
    this.next = undefined;
    const { waitKey } = this.input;
    return merge(
      {
        closeAll: { prefix: `${this.input.escalationId}/`, outcome: 'resolved', by: act.by },
        ...(waitKey ? { close: [{ key: waitKey, outcome: act.outcome, by: act.by }] } : {}),
        events: [
          {
            key: this.key('resolved'),
            kind: 'escalation-resolved',
            by: act.by,
            data: { outcome: act.outcome },
          },
        ],
        intents: this.tell(this.carried.told, 'resolved', 'escalation-resolved', 'notice', {
          refs: { by: act.by, outcome: act.outcome, at },
        }),
      },
      { escalation: { ...this.projection(), by: act.by } },
    );
  }

  /** After the end: a conversation that staff owe the person it was about. */
  offerDebrief(): Decision {
    const key = this.key('debrief');
    const { subjectPersonId } = this.input;
    return {
      open: [{ key, kind: 'debrief', owedBy: 'staff', subjectPersonId }],
      events: [{ key, kind: 'debrief-offered', by: 'system' }],
      intents: this.tell([subjectPersonId], 'debrief-offered', 'debrief-offered', 'reminder', {
        waitKey: key,
      }),
    };
  }

  private startRound(at: Instant): Decision {
    this.carried.counts.climbs += 1;
    return this.carried.allAtOnce ? this.tellAll(at) : this.tellFrom(0, at);
  }

  /** Tells the first level from `index` on that has somebody in it; a level with nobody falls through at once. */
  private tellFrom(index: number, at: Instant, asked?: PersonId): Decision {
    const { state, chain, told, counts } = this.carried;
    let decision: Decision = {};
    for (let i = index; i < chain.length; i++) {
      const level = chain[i] as ChainLevel;
      state.level = i;
      decision = merge(decision, { events: [this.levelTold(i)] });
      if (level.people.length === 0) continue;
      const before = told.filter((person) => !level.people.includes(person) && person !== asked);
      const until = this.plan('climb', at, level.acknowledgeWithin);
      decision = merge(decision, this.awaitAcknowledgement(until));
      decision = merge(decision, { intents: this.page(i, level.people) });
      // From the second round on everybody is paged again anyway; news between the pages would only be noise.
      if (this.carried.round === 1 && before.length > 0) {
        counts.changes += 1;
        const waitKey = this.carried.waits.acknowledgement;
        decision = merge(decision, {
          intents: this.tell(before, `change-${counts.changes}`, 'escalation-level-changed', 'notice', {
            waitKey,
            refs: { level: level.id, at },
          }),
        });
      }
      this.remember(...level.people);
      return decision;
    }
    return merge(decision, this.exhausted(at));
  }

  private tellAll(at: Instant): Decision {
    const { state, chain } = this.carried;
    const everybody = chain.flatMap((level) => level.people);
    state.level = chain.length - 1;
    const events = chain.map((_level, i) => this.levelTold(i));
    if (everybody.length === 0) return merge({ events }, this.exhausted(at));
    const soonest = chain
      .filter((level) => level.people.length > 0)
      .map((level) => level.acknowledgeWithin)
      .reduce((a, b) => (millis(a) <= millis(b) ? a : b));
    const until = this.plan('climb', at, soonest);
    let decision = merge({ events }, this.awaitAcknowledgement(until));
    const paged = new Set<PersonId>();
    chain.forEach((level, i) => {
      const people = level.people.filter((person) => !paged.has(person));
      for (const person of people) paged.add(person);
      decision = merge(decision, { intents: this.page(i, people) });
    });
    this.remember(...everybody);
    return decision;
  }

  /** Everybody was told and nobody has it. It never closes by itself; the whole chain is told again. */
  private exhausted(at: Instant): Decision {
    const again = Math.max(millis(this.input.policy.repeatEvery), SHORTEST_REPEAT);
    const until = this.plan('repeat', at, again);
    return merge(this.awaitAcknowledgement(until), this.unresolved());
  }

  private unresolved(): Decision {
    const { state, told, waits } = this.carried;
    state.rounds += 1;
    state.status = 'unresolved';
    const event: Decision = {
      events: [
        {
          key: this.key(`unresolved-${state.rounds}`),
          kind: 'escalation-unresolved',
          by: 'system',
          data: { round: state.rounds },
        },
      ],
    };
    if (state.rounds > 1) return event;
    return merge(event, {
      intents: this.tell(told, 'unresolved', 'escalation-unresolved', 'notice', {
        waitKey: waits.acknowledgement,
        refs: this.acknowledgeRef(),
      }),
    });
  }

  private heardFrom(how: SubjectAnswered['how'], at: Instant): Decision {
    const { state, told, counts, waits } = this.carried;
    const n = (counts.answers += 1);
    const event: Decision = {
      events: [
        {
          key: this.key(`answered-${n}`),
          kind: 'escalation-peer-answered',
          by: how === 'taken' ? 'system' : `person:${this.input.subjectPersonId}`,
          data: { how },
        },
      ],
    };
    if (!isGood(how)) {
      state.peerAnswered = false;
      state.status = 'open';
      delete state.outcomeDueAt;
      this.carried.allAtOnce = true;
      this.carried.about = how === 'help' ? 'help' : 'not-ok';
      this.carried.round += 1;
      return merge(event, this.startRound(at));
    }
    // Somebody who called for help, or may be made to write, is not cleared by a text: only a human ends that.
    if (!isCleared(this.carried.about, how)) {
      if (this.carried.about === 'duress') return event;
      return merge(event, {
        intents: this.tell(told, `answered-${n}`, 'escalation-peer-answered', 'notice', { refs: { at } }),
      });
    }
    state.peerAnswered = true;
    delete state.outcomeDueAt;
    const template = how === 'taken' ? 'escalation-request-taken' : 'escalation-peer-answered';
    const news = this.tell(told, `answered-${n}`, template, 'notice', { refs: { at } });
    const until = this.plan('remind', at, this.input.policy.remindToCloseEvery);
    const stillOwed: Decision = waits.outcome
      ? { due: [{ key: waits.outcome, dueAt: until }] }
      : this.openOutcome(until);
    return merge(merge(event, this.closeAcknowledgement('peer-answered', 'system')), {
      ...stillOwed,
      intents: news,
    });
  }

  /** From now on somebody owns it: an outcome is owed, in time unless the person was heard from. */
  private ownedFrom(at: Instant, by: Actor): Decision {
    const { state, waits } = this.carried;
    const within = state.peerAnswered
      ? this.input.policy.remindToCloseEvery
      : this.input.policy.outcomeWithin;
    const until = this.plan(state.peerAnswered ? 'remind' : 'outcome', at, within);
    delete state.outcomeDueAt;
    if (!state.peerAnswered) state.outcomeDueAt = until;
    const before: Decision = waits.outcome
      ? { close: [{ key: waits.outcome, outcome: 'taken-over', by }] }
      : {};
    return merge(merge(before, this.closeAcknowledgement('acknowledged', by)), this.openOutcome(until));
  }

  private openOutcome(dueAt: Instant): Decision {
    const { counts, state, waits } = this.carried;
    counts.outcomes += 1;
    const key = (waits.outcome = this.key(`outcome-${counts.outcomes}`));
    return {
      open: [
        {
          key,
          kind: 'escalation-outcome',
          owedBy: 'staff',
          ...(state.owner ? { personId: state.owner } : {}),
          subjectPersonId: this.input.subjectPersonId,
          dueAt,
        },
      ],
    };
  }

  private awaitAcknowledgement(dueAt: Instant): Decision {
    const { counts, waits } = this.carried;
    const key = this.key(`acknowledgement-${counts.climbs}`);
    if (waits.acknowledgement === key) return { due: [{ key, dueAt }] };
    const before = this.closeAcknowledgement('climbed-again', 'system');
    waits.acknowledgement = key;
    return merge(before, {
      open: [
        {
          key,
          kind: 'escalation-acknowledgement',
          owedBy: 'staff',
          subjectPersonId: this.input.subjectPersonId,
          dueAt,
        },
      ],
    });
  }

  private closeAcknowledgement(outcome: string, by: Actor): Decision {
    const { waits } = this.carried;
    const key = waits.acknowledgement;
    delete waits.acknowledgement;
    return key ? { close: [{ key, outcome, by }] } : {};
  }

  private levelTold(index: number): NonNullable<Decision['events']>[number] {
    const { chain, round } = this.carried;
    const level = chain[index] as ChainLevel;
    return {
      key: this.key('told', `level-${index + 1}`, `round-${round}`),
      kind: 'escalation-level-told',
      by: 'system',
      data: { level: level.id, people: level.people.length, round },
    };
  }

  private page(index: number, people: PersonId[]): Intent[] {
    const { chain, round, about } = this.carried;
    const level = chain[index] as ChainLevel;
    const waitKey = this.carried.waits.acknowledgement;
    return people.map((person) => ({
      key: this.key(`level-${index + 1}`, `round-${round}`, person),
      personId: person,
      template: pageTemplate(about, round),
      refs: {
        ...this.refs(),
        ...this.acknowledgeRef(),
        reason: pageReason(about),
        level: level.id,
        count: round,
        at: this.input.since ?? this.carried.raisedAt,
      },
      urgency: 'escalation',
      channels: level.channels,
      ...(waitKey ? { waitKey } : {}),
    }));
  }

  private tell(
    people: readonly PersonId[],
    what: string,
    template: string,
    urgency: Urgency,
    more: Partial<Pick<Intent, 'refs' | 'waitKey' | 'expiresAt' | 'channels'>>,
  ): Intent[] {
    const { refs, ...rest } = more;
    const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
    return people.map((personId) => ({
      key: this.key(what, personId),
      personId,
      template,
      refs: { ...this.refs(), ...refs },
      urgency,
      ...given,
    }));
  }

  private refs(): NonNullable<Intent['refs']> {
    const { escalationId, subjectPersonId, shiftId } = this.input;
    return { escalation: escalationId, peer: subjectPersonId, ...(shiftId ? { shift: shiftId } : {}) };
  }

  private acknowledgeRef(): { wait?: OccurrenceKey } {
    const { acknowledgement } = this.carried.waits;
    return acknowledgement ? { wait: acknowledgement } : {};
  }

  private channelsOf(person: PersonId): Channel[] | undefined {
    const channels = this.carried.chain.filter((l) => l.people.includes(person)).flatMap((l) => l.channels);
    return channels.length > 0 ? [...new Set(channels)] : undefined;
  }

  private levelWithPeople(from: number): number {
    return this.carried.chain.findIndex((level, i) => i >= from && level.people.length > 0);
  }

  private remember(...people: (PersonId | undefined)[]): void {
    const { told } = this.carried;
    for (const person of people) if (person && !told.includes(person)) told.push(person);
  }

  private plan(step: ClimbStep, at: Instant, after: Duration | number): Instant {
    const due = plus(at, after);
    this.next = { do: step, at: due };
    return due;
  }

  private done(decision: Decision): Decision {
    return { ...decision, escalation: this.projection() };
  }

  private projection(): NonNullable<Decision['escalation']> {
    const { status, level, acknowledgedBy, owner, outcomeDueAt, peerAnswered, outcome } = this.carried.state;
    return {
      status,
      level,
      peerAnswered,
      ...(acknowledgedBy ? { acknowledgedBy } : {}),
      ...(owner ? { owner } : {}),
      ...(outcomeDueAt ? { outcomeDueAt } : {}),
      ...(outcome ? { outcome } : {}),
    };
  }

  private key(...parts: string[]): OccurrenceKey {
    return occurrence(this.input.escalationId, ...parts);
  }
}

function isGood(how: SubjectAnswered['how']): boolean {
  return how === 'ok' || how === 'taken';
}

function personOf(by: Actor): PersonId | undefined {
  return by.startsWith('person:') ? (by.slice('person:'.length) as PersonId) : undefined;
}

/** A call for help says so on every round; of the others a repeat says that it is one. */
function pageTemplate(about: EscalationKind, round: number): string {
  if (about === 'drill') return 'drill-alarm';
  if (about === 'help' || about === 'duress') return 'help-alarm';
  return round === 1 ? 'escalation-raised' : 'escalation-repeat';
}

function pageReason(about: EscalationKind): string {
  if (about === 'missed-interval') return 'missed-check-in';
  return about === 'unreachable' ? 'other' : about;
}
