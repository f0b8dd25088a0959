import { plus } from '../../domain/duration';
import type { Duration, Instant, OccurrenceKey, PersonId } from '../../domain/ids';
import type { Due, EscalationCarried, EscalationInput } from '../contract';
import type { Decision } from '../support/decision';
import { occurrence } from '../support/keys';

/** What an escalation does by itself when nobody acts. */
export type ClimbStep = 'climb' | 'repeat' | 'outcome' | 'remind';

/**
 * One escalation as its rules see it. Each rule takes one thing that happens to it: it changes the state, says what is to
 * be recorded and told, and leaves in `next` what comes if nobody acts. No clock, no activity: they are tested alone.
 *
 * What always holds (DESIGN rule 1): only a human's word ends it; a person is paged at most once a level and round; while
 * nobody has it and the person it is about is not heard from, something is next.
 */
export interface Alarm {
  readonly input: EscalationInput;
  readonly carried: EscalationCarried;
  /** What comes when nobody acts; nothing once it is resolved. */
  next: (Due & { do: ClimbStep }) | undefined;
}

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

/** The escalation as it is carried from run to run. */
export function alarmOf(input: EscalationInput, carried: EscalationCarried): Alarm {
  return { input, carried, next: carried.agenda[0] as Alarm['next'] };
}

export function isOver({ carried }: Alarm): boolean {
  return carried.state.status === 'resolved';
}

export function keyOf({ input }: Alarm, ...parts: string[]): OccurrenceKey {
  return occurrence(input.escalationId, ...parts);
}

/** Puts a step in place of what would have come. @returns when it is due */
export function plan(alarm: Alarm, step: ClimbStep, at: Instant, after: Duration | number): Instant {
  const due = plus(at, after);
  alarm.next = { do: step, at: due };
  return due;
}

/** Whoever was told of it hears of every change. */
export function remember({ carried }: Alarm, ...people: (PersonId | undefined)[]): void {
  const { told } = carried;
  for (const person of people) if (person && !told.includes(person)) told.push(person);
}

/** A decision with where the escalation stands after it. */
export function done(alarm: Alarm, decision: Decision): Decision {
  return { ...decision, escalation: standing(alarm) };
}

export function standing({ carried }: Alarm): NonNullable<Decision['escalation']> {
  const { status, level, acknowledgedBy, owner, outcomeDueAt, peerAnswered, outcome } = carried.state;
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
