import type { temporal } from '@temporalio/proto';
import type { RecordedRun } from '../../local/skipping/recordedRuns';

const TOO_CLOSE_MS = 1_000;

type Event = temporal.api.history.v1.IHistoryEvent;
type Span = temporal.api.history.v1.ITimerStartedEventAttributes['startToFireTimeout'];

/**
 * Timers that were cancelled at the moment at which they were about to fire, in words; none in a good test.
 *
 * Where a timer fires while the task that cancels it is on its way, the time-skipping server (1.40) refuses the task and
 * has lost it: the workflow stands still for good. A real server knows better. So a test acts a minute before or after a
 * deadline, never at it; found once in a hundred runs, it is found here in every one.
 */
export function closeCalls(runs: readonly RecordedRun[]): string[] {
  return runs.flatMap(({ workflowId, history }) => {
    const fires = new Map<string, number>();
    return (history.events ?? []).flatMap((event) => {
      const { timerStartedEventAttributes: started, timerCanceledEventAttributes: cancelled } = event;
      if (started) fires.set(String(event.eventId), at(event) + milliseconds(started.startToFireTimeout));
      const left = (fires.get(String(cancelled?.startedEventId)) ?? Infinity) - at(event);
      return cancelled && left < TOO_CLOSE_MS
        ? [
            `${workflowId}: a timer was cancelled ${Math.round(left)} ms before it fires (event ${String(event.eventId)})`,
          ]
        : [];
    });
  });
}

function at({ eventTime }: Event): number {
  return milliseconds(eventTime);
}

function milliseconds(span: Span): number {
  return Number(span?.seconds ?? 0) * 1_000 + (span?.nanos ?? 0) / 1e6;
}
