import type { Instant } from '../../domain/ids';
import type { EscalationOutcome, Resolve } from '../contract';
import { merge, type Decision } from '../support/decision';
import { keyOf, standing, type Alarm } from './alarm';
import { tell } from './telling';

/** A human says how it ended. Nothing else ends an escalation. */
export function resolvedBy(alarm: Alarm, act: Resolve, at: Instant): Decision {
  const { carried, input } = alarm;
  wasEnded(alarm, act.outcome);
  delete carried.state.outcomeDueAt;
  carried.waits = {};
  return merge(
    {
      closeAll: { prefix: `${input.escalationId}/`, outcome: 'resolved', by: act.by },
      ...(input.waitKey ? { close: [{ key: input.waitKey, outcome: act.outcome, by: act.by }] } : {}),
      events: [
        {
          key: keyOf(alarm, 'resolved'),
          kind: 'escalation-resolved',
          by: act.by,
          data: { outcome: act.outcome },
        },
      ],
      intents: tell(alarm, carried.told, 'resolved', 'escalation-resolved', 'notice', {
        refs: { by: act.by, outcome: act.outcome, at },
      }),
    },
    { escalation: { ...standing(alarm), by: act.by } },
  );
}

/** It was ended, and nothing comes any more. */
export function wasEnded(alarm: Alarm, outcome: EscalationOutcome): void {
  alarm.carried.state.status = 'resolved';
  alarm.carried.state.outcome = outcome;
  alarm.next = undefined;
}

/** After the end: a conversation that staff owe the person it was about. */
export function offerDebrief(alarm: Alarm): Decision {
  const key = keyOf(alarm, 'debrief');
  const { subjectPersonId } = alarm.input;
  return {
    open: [{ key, kind: 'debrief', owedBy: 'staff', subjectPersonId }],
    events: [{ key, kind: 'debrief-offered', by: 'system' }],
    intents: tell(alarm, [subjectPersonId], 'debrief-offered', 'debrief-offered', 'reminder', {
      waitKey: key,
    }),
  };
}
