import { between } from '../../domain/duration';
import type { Instant, OccurrenceKey } from '../../domain/ids';
import type { EscalationKind, SubjectAnswered } from '../contract';
import { merge, type Decision } from '../support/decision';
import { firstTime } from '../support/keys';
import { done, isOver, keyOf, plan, type Alarm } from './alarm';
import { startRound } from './levels';
import { pageOwner, tell } from './telling';
import { closeAcknowledgement, openOutcome } from './waits';

/** What an `ok` stops the climbing of. */
const CLEARED_BY_OK: ReadonlySet<EscalationKind> = new Set([
  'missed-start',
  'missed-interval',
  'missed-end',
  'unreachable',
]);

/**
 * The person it is about was heard from. After an `ok` nobody is called any more, everybody told hears of it once, and
 * it stays open for a human to close. "Not ok" and a call for help tell all levels at once, whatever was said before.
 * @returns nothing for an answer that was taken before, or that changes nothing
 */
export function answered(alarm: Alarm, answer: SubjectAnswered, at: Instant): Decision | undefined {
  if (isOver(alarm) || !firstTime(alarm.carried.seen, answer.key)) return undefined;
  if (isGood(answer.how) && alarm.carried.state.peerAnswered) return undefined;
  return done(alarm, heardFrom(alarm, answer.how, at));
}

/**
 * The check-in stands answered and nobody has said so here, because nothing could be told at that time.
 * @returns nothing once the person has written worse: their check-in stands answered all the same
 */
export function seenToHaveAnswered(alarm: Alarm, at: Instant): Decision | undefined {
  if (!isCleared(alarm.carried.about, 'ok')) return undefined;
  return answered(alarm, { key: 'seen-before-climbing' as OccurrenceKey, how: 'ok' }, at);
}

/** What an answer changes. */
export function heardFrom(alarm: Alarm, how: SubjectAnswered['how'], at: Instant): Decision {
  const n = (alarm.carried.counts.answers += 1);
  const event: Decision = {
    events: [
      {
        key: keyOf(alarm, `answered-${n}`),
        kind: 'escalation-peer-answered',
        by: how === 'taken' ? 'system' : `person:${alarm.input.subjectPersonId}`,
        data: { how },
      },
    ],
  };
  if (!isGood(how)) return merge(event, alarmedAgain(alarm, how === 'help' ? 'help' : 'not-ok', at));
  if (isCleared(alarm.carried.about, how)) return merge(event, cleared(alarm, how, at));
  // Somebody who called for help, or may be made to write, is not cleared by a text: only a human ends that.
  if (alarm.carried.about === 'duress') return event;
  const intents = tell(alarm, alarm.carried.told, `answered-${n}`, 'escalation-says-ok', 'notice', {
    refs: { at },
  });
  return merge(event, { intents });
}

/** Open after the person was heard from: a reminder to close it. */
export function remindToClose(alarm: Alarm, at: Instant): Decision {
  const { state, told, counts, waits, raisedAt } = alarm.carried;
  counts.reminders += 1;
  const until = plan(alarm, 'remind', at, alarm.input.policy.remindToCloseEvery);
  const people = state.owner ? [state.owner] : told;
  return done(alarm, {
    ...(waits.outcome ? { due: [{ key: waits.outcome, dueAt: until }] } : {}),
    intents: tell(alarm, people, `remind-${counts.reminders}`, 'escalation-still-open', 'reminder', {
      waitKey: waits.outcome,
      expiresAt: until,
      refs: {
        ...(waits.outcome ? { wait: waits.outcome } : {}),
        minutes: Math.round(between(raisedAt, at) / 60_000),
      },
    }),
  });
}

/** Reminders to close keep quiet hours: this one comes when they are over. */
export function remindLater(alarm: Alarm, until: Instant): void {
  alarm.next = { do: 'remind', at: until };
}

/**
 * All levels at once, from the first, and from now on about this. So is whoever has it: they may be out looking, and not
 * on call.
 */
function alarmedAgain(alarm: Alarm, about: EscalationKind, at: Instant): Decision {
  const { carried } = alarm;
  carried.state.peerAnswered = false;
  carried.state.status = 'open';
  delete carried.state.outcomeDueAt;
  carried.allAtOnce = true;
  carried.about = about;
  carried.round += 1;
  const round = startRound(alarm, at);
  return merge(round, { intents: pageOwner(alarm) });
}

/** Nobody is called any more; how it ended is still owed, with time and reminders. */
function cleared(alarm: Alarm, how: SubjectAnswered['how'], at: Instant): Decision {
  const { state, told, counts, waits } = alarm.carried;
  state.peerAnswered = true;
  delete state.outcomeDueAt;
  const template = how === 'taken' ? 'escalation-request-taken' : 'escalation-peer-answered';
  const news = tell(alarm, told, `answered-${counts.answers}`, template, 'notice', { refs: { at } });
  const until = plan(alarm, 'remind', at, alarm.input.policy.remindToCloseEvery);
  const stillOwed: Decision = waits.outcome
    ? { due: [{ key: waits.outcome, dueAt: until }] }
    : openOutcome(alarm, until);
  return { ...closeAcknowledgement(alarm, 'peer-answered', 'system'), ...stillOwed, intents: news };
}

/** Nobody is paged because of it. */
export function isGood(how: SubjectAnswered['how']): boolean {
  return how === 'ok' || how === 'taken';
}

/** Nobody would be helped by an alarm that goes on once somebody has taken the request. */
function isCleared(about: EscalationKind, how: SubjectAnswered['how']): boolean {
  return how === 'taken' ? about === 'request-late' : CLEARED_BY_OK.has(about);
}
