/**
 * The activities as workflow code calls them, each with a bound on one attempt, a bound on all of them together or the
 * reason why there is none, and why it is retried as it is.
 */
import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type {
  AtHandActivities,
  AuditActivities,
  ClockActivities,
  LookingActivities,
  MatchingActivities,
  MessagingActivities,
  OccasionActivities,
  RecordsActivities,
  RoutingActivities,
} from '../contract';

/**
 * Ordinary activities although they are short, for two reasons. A decision must be in the history before it is in
 * PostgreSQL: a workflow task that is lost with its worker is taken again, perhaps with other news and at another time,
 * and what the first one had already written would stand there beside what was decided then. And a local activity that
 * outlasts its workflow task (a database that is away for seconds) lets the replay begin at another time than the run
 * did, which a workflow that looks at the clock does not survive.
 *
 * Retried for ever: a decision has been taken by the time it is recorded, so giving up would leave the workflow and
 * PostgreSQL telling two stories. Each attempt is one transaction with keyed rows, so a repeat is harmless. What it
 * stores to be said is handed over at once, for at most three seconds: one activity instead of two for nearly every step.
 * One whose worker was killed is taken up by another as soon as it has been silent for the heartbeat's time.
 */
export const records = proxyActivities<RecordsActivities>({
  startToCloseTimeout: '15 seconds',
  heartbeatTimeout: '4 seconds',
  retry: { initialInterval: '200 milliseconds', backoffCoefficient: 2, maximumInterval: '10 seconds' },
});

/**
 * Local, because it reads and leaves nothing behind, and costs one history event instead of six. Bounded well below the
 * time of a workflow task, so that it never outlasts the one it runs in, and tried once: whoever asks takes a failure for
 * "perhaps", and has the ordinary activity see.
 */
export const looking = proxyLocalActivities<LookingActivities>({
  scheduleToCloseTimeout: '2 seconds',
  retry: { maximumAttempts: 1 },
});

/** The same, with time to wait for whoever does a deadline's work for all shifts at once. */
export const lookingAtDeadline = proxyLocalActivities<Pick<LookingActivities, 'anyUnanswered'>>({
  scheduleToCloseTimeout: '4 seconds',
  retry: { maximumAttempts: 1 },
});

/**
 * The same looks where "perhaps" is no answer. Retried for ever: it reads one row, and what follows from not knowing would
 * be a reminder to somebody who has answered.
 */
export const lookingSurely = proxyActivities<Pick<LookingActivities, 'checkInAnswered'>>({
  startToCloseTimeout: '5 seconds',
  retry: { initialInterval: '200 milliseconds', backoffCoefficient: 2, maximumInterval: '10 seconds' },
});

/**
 * A decision beside the task that takes it, for one history event instead of six: only for what depends on the
 * workflow's input alone, so that a task that is lost and taken again, whatever came meanwhile, writes the same rows
 * under the same keys. Of its three seconds the carrier gets one; then the main line has the ordinary activity write the
 * same, which finds done what was done.
 */
export const recordsAtHand = proxyLocalActivities<AtHandActivities>({
  scheduleToCloseTimeout: '3 seconds',
  retry: { maximumAttempts: 1 },
});

/**
 * Retried for ever: it computes and reaches nothing, so only a release with broken zone rules can make it fail, and a
 * path must outlive that. What can never work (a malformed wall clock) the activity marks as not to be retried.
 */
export const clock = proxyActivities<ClockActivities>({
  startToCloseTimeout: '5 seconds',
  retry: { initialInterval: '200 milliseconds', backoffCoefficient: 2, maximumInterval: '2 minutes' },
});

/**
 * Retried for ever: it is one transaction over rows that say everything, so a repeat does what is left. Somebody may be
 * waiting for the place that it gives on.
 */
export const occasions = proxyActivities<OccasionActivities>({
  startToCloseTimeout: '15 seconds',
  heartbeatTimeout: '4 seconds',
  retry: { initialInterval: '500 milliseconds', backoffCoefficient: 2, maximumInterval: '1 minute' },
});

/**
 * The same beside the main line's task: one history event instead of six. It may be local because it only computes, and
 * leaves nothing behind that a lost task would have to find again. What it has not answered within two seconds the
 * ordinary activity answers.
 */
export const clockAtHand = proxyLocalActivities<ClockActivities>({
  scheduleToCloseTimeout: '2 seconds',
  retry: { maximumAttempts: 1 },
});

/**
 * Reminders and notices. An attempt has room for asking a carrier about an unknown outcome (60 s) before sending. The
 * total is short because the caller comes back by itself and reminders expire: what is late is marked, not sent. One whose
 * worker was killed is taken up by another as soon as it has been silent for the heartbeat's time.
 */
export const messaging = proxyActivities<MessagingActivities>({
  startToCloseTimeout: '3 minutes',
  heartbeatTimeout: '15 seconds',
  scheduleToCloseTimeout: '20 minutes',
  retry: { initialInterval: '2 seconds', backoffCoefficient: 2, maximumInterval: '2 minutes' },
});

/**
 * Escalations. Retried for ever: somebody may be lying on a floor, an escalation never expires, and two alarms beat none.
 * It ends when the intents are delivered or superseded, both of which `deliver` answers normally.
 */
export const alarming = proxyActivities<MessagingActivities>({
  startToCloseTimeout: '90 seconds',
  heartbeatTimeout: '10 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 1.5, maximumInterval: '20 seconds' },
});

/** The assignment is pure work on one snapshot: what fails for an hour is for a human, who can start the round again. */
export const matchmaking = proxyActivities<MatchingActivities>({
  startToCloseTimeout: '2 minutes',
  scheduleToCloseTimeout: '1 hour',
  retry: { initialInterval: '2 seconds', backoffCoefficient: 2, maximumInterval: '1 minute' },
});

/**
 * Acts on another workflow: repeated acts change nothing there, and a refusal is an answer, not a failure. After a day
 * the reply is stale and goes to a human instead.
 */
export const routing = proxyActivities<RoutingActivities>({
  startToCloseTimeout: '30 seconds',
  scheduleToCloseTimeout: '1 day',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
});

/**
 * Retried for ever: staff have approved the pair and both are told to expect an offer, or somebody counts on the plan
 * around a transition. It reaches only the server that this very workflow runs on, and a pair or a plan begins once
 * however often it is asked for.
 */
export const pairing = proxyActivities<Pick<RoutingActivities, 'startMentorship' | 'startTransition'>>({
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
});

/**
 * The auditor comes again in minutes, so one look is not worth insisting on: what it did is keyed, and what it could not
 * do the next one does. A minute is room for asking Temporal about some hundred runs.
 */
export const auditing = proxyActivities<AuditActivities>({
  startToCloseTimeout: '1 minute',
  heartbeatTimeout: '10 seconds',
  scheduleToCloseTimeout: '3 minutes',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '30 seconds' },
});
