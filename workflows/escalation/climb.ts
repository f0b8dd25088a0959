import type { Instant } from '../../domain/ids';
import type { ChainLevel } from '../contract';
import { merge, type Decision } from '../support/decision';
import { done, keyOf, type Alarm } from './alarm';
import { heardFrom } from './answering';
import { startRound, tellFrom } from './levels';

/** Raised: the chain is known, the first level is told. */
export function begin(alarm: Alarm, chain: ChainLevel[], answeredMeanwhile: boolean, at: Instant): Decision {
  const { carried, input } = alarm;
  carried.chain = chain;
  const raisedEvent: Decision = {
    events: [
      { key: keyOf(alarm, 'raised'), kind: 'escalation-raised', by: 'system', data: { kind: input.kind } },
    ],
  };
  if (answeredMeanwhile) {
    // The answer crossed the miss. Nobody is paged; whoever would have been hears of both, and closes it.
    carried.told = [...(chain.find((level) => level.people.length > 0)?.people ?? [])];
    return done(alarm, merge(raisedEvent, heardFrom(alarm, 'ok', at)));
  }
  return done(alarm, merge(raisedEvent, startRound(alarm, at)));
}

/** Nobody of the level told last has acknowledged in time. */
export function climbOn(alarm: Alarm, at: Instant): Decision {
  return done(alarm, tellFrom(alarm, alarm.carried.state.level + 1, at));
}

/** The chain was exhausted some time ago and nobody has acknowledged since: from the first level again. */
export function repeat(alarm: Alarm, at: Instant): Decision {
  alarm.carried.round += 1;
  return done(alarm, startRound(alarm, at));
}
