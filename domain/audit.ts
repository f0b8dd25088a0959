/**
 * What the auditor can find. `safety`: somebody may be out there unwatched or unheard, so the on-call person is told and
 * the outside switch is not; `care`: a path stands still, which is a task for working hours.
 */
export const FINDINGS = {
  /** A wait is past what its workflow should have done about it. */
  'wait-stuck': 'safety',
  /** A path's or a pair's wait is. */
  'path-stuck': 'care',
  /** Messages of an urgency have no outcome. */
  'alarms-unsent': 'safety',
  'messages-unsent': 'care',
  /** A hand-over to the carrier was begun, and nobody knows its end. */
  'delivery-stuck': 'care',
  'replies-unread': 'safety',
  'shift-not-started': 'safety',
  'journey-not-started': 'care',
  'shift-unwatched': 'safety',
  'escalation-unwatched': 'safety',
  'path-unwatched': 'care',
  'coverage-not-checked': 'safety',
  'zone-rules-stale': 'safety',
  'shift-times-doubtful': 'safety',
  /** Zone rules gave a meeting another time, and it could not be moved. */
  'meeting-time-differs': 'care',
  /** An escalation ended, and its run was lost before it offered the debrief. */
  'debrief-not-offered': 'care',
} as const satisfies Record<string, Severity>;

export type Severity = 'safety' | 'care';
export type FindingKind = keyof typeof FINDINGS;
