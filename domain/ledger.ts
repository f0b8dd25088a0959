/**
 * What can happen, as it stands in the append-only ledger. Every timeline, count and figure is derived from these.
 * `data` holds codes, ids and numbers only; what people wrote stays in its own table.
 */
import type { Stage } from './policy';

export const EVENT_KINDS = [
  'participant-added',
  'journey-started',
  'stage-entered',
  'screening-step-opened',
  'screening-step-decided',
  'privilege-granted',
  'survey-answered',
  'match-proposed',
  'match-approved',
  'match-rejected',
  'match-answered',
  'mentorship-active',
  'mentorship-ended',
  'meeting-planned',
  'meeting-moved',
  'meeting-settled',
  'goal-set',
  'goal-progress',
  'check-in-asked',
  'check-in-answered',
  'check-in-missed',
  'staff-task-opened',
  'staff-task-closed',
  'achievement-decided',
  'transition-consented',
  'training-completed',
  'became-mentor',
  'tier-changed',
  'transition-reported',
  'journey-paused',
  'journey-resumed',
  'journey-withdrawn',
  'journey-reopened',
  'death-recorded',
  'workshop-planned',
  'workshop-invited',
  'shift-scheduled',
  'shift-changed',
  'shift-peer-changed',
  'shift-check-in',
  'shift-missed',
  'shift-closed',
  'shift-cancelled',
  'help-called',
  'escalation-raised',
  'escalation-level-told',
  'escalation-acknowledged',
  'escalation-handed-over',
  'escalation-peer-answered',
  'escalation-unresolved',
  'escalation-resolved',
  'message-sent',
  'message-not-sent',
  'message-received',
  'consent-given',
  'contact-stopped',
  'contact-started',
  'contact-changed',
  'zone-rules-stale',
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** A stage's name as it is stored with `stage-entered`. */
export interface StageEntered {
  stage: Stage;
}
