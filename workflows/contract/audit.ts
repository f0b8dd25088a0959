import type { Instant } from '../../domain/ids';

/** Id of the schedule that starts the auditor. */
export const AUDIT_SCHEDULE = 'full-circle-audit';

export interface AuditReport {
  /** False while something about somebody's safety is open that could not be mended, or Temporal could not be asked. */
  satisfied: boolean;
  /** Findings that are open after this look, and those that it mended. */
  open: number;
  mended: number;
}

export interface AuditActivities {
  /** Looks, mends what is safe to mend, and tells humans of the rest, once. `run` names this look. */
  audit(input: { run: string; workflowId: string; at: Instant }): Promise<AuditReport>;
  /** Says to the outside switch that a satisfied auditor is alive. Never fails: what became of it is kept with the run. */
  heartbeat(input: { run: string }): Promise<void>;
}
