import { millis } from '../../domain/duration';
import type { Instant, PersonId } from '../../domain/ids';
import type { ChainLevel } from '../contract';
import { merge, type Decision } from '../support/decision';
import { keyOf, plan, remember, type Alarm } from './alarm';
import { acknowledgeRef, page, tell } from './telling';
import { awaitAcknowledgement } from './waits';

/** A repeat comes a minute later at the earliest: a chain with nobody in it must not keep a worker busy. */
const SHORTEST_REPEAT = 60_000;

/** Through the whole chain, level by level or all levels at once. */
export function startRound(alarm: Alarm, at: Instant): Decision {
  alarm.carried.counts.climbs += 1;
  return alarm.carried.allAtOnce ? tellAll(alarm, at) : tellFrom(alarm, 0, at);
}

/**
 * Tells the first level from `index` on that has somebody in it; a level with nobody falls through at once.
 * @param asked somebody who hears something else at that moment, and nothing of this
 */
export function tellFrom(alarm: Alarm, index: number, at: Instant, asked?: PersonId): Decision {
  const { state, chain, told, counts, round } = alarm.carried;
  let decision: Decision = {};
  for (let i = index; i < chain.length; i++) {
    const level = chain[i] as ChainLevel;
    state.level = i;
    decision = merge(decision, { events: [levelTold(alarm, i)] });
    if (level.people.length === 0) continue;
    const before = told.filter((person) => !level.people.includes(person) && person !== asked);
    const until = plan(alarm, 'climb', at, level.acknowledgeWithin);
    decision = merge(decision, awaitAcknowledgement(alarm, until));
    decision = merge(decision, { intents: page(alarm, i, level.people) });
    // From the second round on everybody is paged again anyway; news between the pages would only be noise.
    if (round === 1 && before.length > 0) {
      counts.changes += 1;
      const waitKey = alarm.carried.waits.acknowledgement;
      decision = merge(decision, {
        intents: tell(alarm, before, `change-${counts.changes}`, 'escalation-level-changed', 'notice', {
          waitKey,
          refs: { level: level.id, at },
        }),
      });
    }
    remember(alarm, ...level.people);
    return decision;
  }
  return merge(decision, exhausted(alarm, at));
}

/** The next level from `from` on that has somebody in it; -1 where there is none. */
export function levelWithPeople({ carried }: Alarm, from: number): number {
  return carried.chain.findIndex((level, i) => i >= from && level.people.length > 0);
}

/** A round is through without an end. Everybody told hears so once, however many rounds there are. */
export function unresolved(alarm: Alarm): Decision {
  const { state, told, waits } = alarm.carried;
  state.rounds += 1;
  state.status = 'unresolved';
  const event: Decision = {
    events: [
      {
        key: keyOf(alarm, `unresolved-${state.rounds}`),
        kind: 'escalation-unresolved',
        by: 'system',
        data: { round: state.rounds },
      },
    ],
  };
  if (state.rounds > 1) return event;
  return merge(event, {
    intents: tell(alarm, told, 'unresolved', 'escalation-unresolved', 'notice', {
      waitKey: waits.acknowledgement,
      refs: acknowledgeRef(alarm),
    }),
  });
}

function tellAll(alarm: Alarm, at: Instant): Decision {
  const { state, chain } = alarm.carried;
  const everybody = chain.flatMap((level) => level.people);
  state.level = chain.length - 1;
  const events = chain.map((_level, i) => levelTold(alarm, i));
  if (everybody.length === 0) return merge({ events }, exhausted(alarm, at));
  const soonest = chain
    .filter((level) => level.people.length > 0)
    .map((level) => level.acknowledgeWithin)
    .reduce((a, b) => (millis(a) <= millis(b) ? a : b));
  const until = plan(alarm, 'climb', at, soonest);
  let decision = merge({ events }, awaitAcknowledgement(alarm, until));
  const paged = new Set<PersonId>();
  chain.forEach((level, i) => {
    const people = level.people.filter((person) => !paged.has(person));
    for (const person of people) paged.add(person);
    decision = merge(decision, { intents: page(alarm, i, people) });
  });
  remember(alarm, ...everybody);
  return decision;
}

/** Everybody was told and nobody has it. It never closes by itself; the whole chain is told again. */
function exhausted(alarm: Alarm, at: Instant): Decision {
  const again = Math.max(millis(alarm.input.policy.repeatEvery), SHORTEST_REPEAT);
  const until = plan(alarm, 'repeat', at, again);
  return merge(awaitAcknowledgement(alarm, until), unresolved(alarm));
}

function levelTold(alarm: Alarm, index: number): NonNullable<Decision['events']>[number] {
  const { chain, round } = alarm.carried;
  const level = chain[index] as ChainLevel;
  return {
    key: keyOf(alarm, 'told', `level-${index + 1}`, `round-${round}`),
    kind: 'escalation-level-told',
    by: 'system',
    data: { level: level.id, people: level.people.length, round },
  };
}
