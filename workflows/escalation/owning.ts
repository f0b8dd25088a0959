import { millis } from '../../domain/duration';
import type { Instant, PersonId } from '../../domain/ids';
import type { Acknowledge, Actor, EscalationHandOver, Intent } from '../contract';
import { merge, type Decision } from '../support/decision';
import { done, keyOf, plan, remember, type Alarm } from './alarm';
import { levelWithPeople, startRound, tellFrom, unresolved } from './levels';
import { channelsOf, tell } from './telling';
import { closeAcknowledgement, openOutcome } from './waits';

/**
 * Somebody takes it. Nothing changes when somebody has it already, be it the same person again: two supervisors who
 * answer the same page at the same moment must not take it from each other without a word. The state that is given
 * back says who has it; taking it over is a hand-over.
 * @returns nothing when nothing changed
 */
export function takenBy(alarm: Alarm, act: Acknowledge, at: Instant): Decision | undefined {
  const { state, counts } = alarm.carried;
  if (state.status === 'acknowledged')
    return alarm.input.kind === 'drill' ? alsoAnswered(alarm, act) : undefined;
  const n = (counts.acknowledgements += 1);
  state.status = 'acknowledged';
  state.acknowledgedBy = act.by;
  delete state.owner;
  if (act.personId) state.owner = act.personId;
  remember(alarm, act.personId);
  return done(
    alarm,
    merge(ownedFrom(alarm, at, act.by), {
      events: [
        {
          key: keyOf(alarm, `acknowledged-${n}`),
          kind: 'escalation-acknowledged',
          by: act.by,
          data: { via: act.via },
        },
      ],
      intents: hearWhoHasIt(alarm, act, n, at),
    }),
  );
}

/** Whoever has taken it hears that it is theirs, and where to say how it ended; everybody else, that it is not. */
function hearWhoHasIt(alarm: Alarm, { by, personId }: Acknowledge, n: number, at: Instant): Intent[] {
  const { told, waits } = alarm.carried;
  return told.flatMap((person) =>
    person === personId
      ? tell(alarm, [person], `acknowledged-${n}`, 'escalation-yours', 'notice', {
          refs: { at, ...(waits.outcome ? { wait: waits.outcome } : {}) },
        })
      : tell(alarm, [person], `acknowledged-${n}`, 'escalation-acknowledged', 'notice', { refs: { by, at } }),
  );
}

/**
 * Given to another person, who owns it from now on and has the whole time for an outcome. Handing over what nobody
 * has acknowledged does not stop the climbing: the new owner has not said yet that they have it.
 * @returns nothing when that person owns it already
 */
export function handedOver(alarm: Alarm, act: EscalationHandOver, at: Instant): Decision | undefined {
  const { state, counts, waits } = alarm.carried;
  const from = state.owner ?? act.from ?? personOf(act.by);
  if (state.owner === act.to) return undefined;
  const n = (counts.handOvers += 1);
  state.owner = act.to;
  remember(alarm, act.to);
  const owned = state.status === 'acknowledged' ? ownedFrom(alarm, at, act.by) : {};
  const wait = state.status === 'acknowledged' ? waits.outcome : waits.acknowledgement;
  const refs = { by: act.by, to: act.to, other: act.to, ...(from ? { from } : {}) };
  return done(
    alarm,
    merge(owned, {
      events: [
        {
          key: keyOf(alarm, `handed-over-${n}`),
          kind: 'escalation-handed-over',
          by: act.by,
          data: { to: act.to, from: from ?? null },
        },
      ],
      intents: [
        ...tell(alarm, [act.to], `handed-over-${n}`, 'escalation-handed-over', 'escalation', {
          channels: channelsOf(alarm, act.to),
          refs: { ...refs, ...(wait ? { wait } : {}) },
        }),
        ...(from && from !== act.to
          ? tell(alarm, [from], `handed-over-${n}`, 'escalation-handed-over', 'notice', { refs })
          : []),
      ],
    }),
  );
}

/** Somebody has it and has not said how it ended: they are asked, and the next level is told. */
export function outcomeOverdue(alarm: Alarm, at: Instant): Decision {
  const { state, counts, allAtOnce } = alarm.carried;
  const { owner } = state;
  const asked: Decision = owner ? { intents: askOwner(alarm, owner) } : {};
  delete state.outcomeDueAt;
  state.status = 'open';
  const nextLevel = allAtOnce ? -1 : levelWithPeople(alarm, state.level + 1);
  if (nextLevel >= 0) {
    counts.climbs += 1;
    return done(alarm, merge(asked, tellFrom(alarm, nextLevel, at, owner)));
  }
  // Nobody is left above: the whole chain at once again, because nobody has been paged for all that time.
  alarm.carried.round += 1;
  const again = startRound(alarm, at);
  return done(alarm, merge(asked, merge(again, unresolved(alarm))));
}

function askOwner(alarm: Alarm, owner: PersonId) {
  const { counts, waits } = alarm.carried;
  return tell(alarm, [owner], `outcome-due-${counts.outcomes}`, 'escalation-outcome-due', 'escalation', {
    channels: channelsOf(alarm, owner),
    waitKey: waits.outcome,
    refs: {
      ...(waits.outcome ? { wait: waits.outcome } : {}),
      minutes: Math.round(millis(alarm.input.policy.outcomeWithin) / 60_000),
    },
  });
}

/** Of a practice every answer counts: the report says who answered how fast, not only who was first. */
function alsoAnswered(alarm: Alarm, act: Acknowledge): Decision {
  const n = (alarm.carried.counts.acknowledgements += 1);
  const key = keyOf(alarm, `acknowledged-${n}`);
  return { events: [{ key, kind: 'escalation-acknowledged', by: act.by, data: { via: act.via } }] };
}

/** From now on somebody owns it: an outcome is owed, in time unless the person was heard from. */
function ownedFrom(alarm: Alarm, at: Instant, by: Actor): Decision {
  const { state, waits } = alarm.carried;
  const { remindToCloseEvery, outcomeWithin } = alarm.input.policy;
  const within = state.peerAnswered ? remindToCloseEvery : outcomeWithin;
  const until = plan(alarm, state.peerAnswered ? 'remind' : 'outcome', at, within);
  if (!state.peerAnswered) state.outcomeDueAt = until;
  const before: Decision = waits.outcome
    ? { close: [{ key: waits.outcome, outcome: 'taken-over', by }] }
    : {};
  return merge(merge(before, closeAcknowledgement(alarm, 'acknowledged', by)), openOutcome(alarm, until));
}

function personOf(by: Actor): PersonId | undefined {
  return by.startsWith('person:') ? (by.slice('person:'.length) as PersonId) : undefined;
}
