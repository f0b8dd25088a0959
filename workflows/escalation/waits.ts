import type { Instant } from '../../domain/ids';
import type { Actor } from '../contract';
import { merge, type Decision } from '../support/decision';
import { keyOf, type Alarm } from './alarm';

/** Staff owe a word that they have it: one wait for each time that it climbs. */
export function awaitAcknowledgement(alarm: Alarm, dueAt: Instant): Decision {
  const { counts, waits } = alarm.carried;
  const key = keyOf(alarm, `acknowledgement-${counts.climbs}`);
  if (waits.acknowledgement === key) return { due: [{ key, dueAt }] };
  const before = closeAcknowledgement(alarm, 'climbed-again', 'system');
  waits.acknowledgement = key;
  return merge(before, {
    open: [
      {
        key,
        kind: 'escalation-acknowledgement',
        owedBy: 'staff',
        subjectPersonId: alarm.input.subjectPersonId,
        dueAt,
      },
    ],
  });
}

export function closeAcknowledgement({ carried }: Alarm, outcome: string, by: Actor): Decision {
  const { waits } = carried;
  const key = waits.acknowledgement;
  delete waits.acknowledgement;
  return key ? { close: [{ key, outcome, by }] } : {};
}

/** Staff owe how it ended, by name where somebody owns it. */
export function openOutcome(alarm: Alarm, dueAt: Instant): Decision {
  const { counts, state, waits } = alarm.carried;
  counts.outcomes += 1;
  const key = (waits.outcome = keyOf(alarm, `outcome-${counts.outcomes}`));
  return {
    open: [
      {
        key,
        kind: 'escalation-outcome',
        owedBy: 'staff',
        ...(state.owner ? { personId: state.owner } : {}),
        subjectPersonId: alarm.input.subjectPersonId,
        dueAt,
      },
    ],
  };
}
