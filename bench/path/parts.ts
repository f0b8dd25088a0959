import type { temporal } from '@temporalio/proto';

type HistoryEvent = temporal.api.history.v1.IHistoryEvent;

/** What a history is made of, and what of it a hosted Temporal charges for. */
export interface Costs {
  events: number;
  actions: number;
  /** Events by kind, the most frequent first. */
  kinds: Record<string, number>;
}

/**
 * Attributes that stand for one billable action each: starts and continuations, timers, activities as they are begun,
 * updates, signals in either direction, search attributes, and markers, which are local activities and patches.
 */
const ACTIONS = [
  'workflowExecutionStarted',
  'timerStarted',
  'activityTaskScheduled',
  'workflowExecutionUpdateAccepted',
  'workflowExecutionSignaled',
  'signalExternalWorkflowExecutionInitiated',
  'upsertWorkflowSearchAttributes',
  'markerRecorded',
];

export function costsOf(events: readonly HistoryEvent[]): Costs {
  const counted = new Map<string, number>();
  for (const event of events) {
    const kind = kindOf(event);
    counted.set(kind, (counted.get(kind) ?? 0) + 1);
  }
  const sorted = [...counted].sort(([, a], [, b]) => b - a);
  return {
    events: events.length,
    actions: sorted.reduce((sum, [kind, n]) => sum + (ACTIONS.includes(kind) ? n : 0), 0),
    kinds: Object.fromEntries(sorted),
  };
}

/** The name of the one attribute that an event has, without its ending. */
function kindOf(event: HistoryEvent): string {
  const name = Object.keys(event).find(
    (key) => key.endsWith('EventAttributes') && event[key as keyof HistoryEvent] != null,
  );
  return name?.replace(/EventAttributes$/, '') ?? 'unknown';
}
