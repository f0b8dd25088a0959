import type { FindingKind } from '../../domain/audit';

/** Something that should be going on and is not, as one look sees it. */
export interface Finding {
  kind: FindingKind;
  /** What it is about: with the kind it names the finding, however often it is seen. */
  subject: string;
  programId?: string | null;
  siteId?: string | null;
  shiftId?: string | null;
  escalationId?: string | null;
  journeyId?: string | null;
  mentorshipId?: string | null;
  /** How many things it stands for; 1 when absent. */
  count?: number;
  /** Codes and ids only. */
  details?: Record<string, string | number | boolean>;
  /** Something was done in this look that should mend it. */
  mended?: boolean;
}

/** How long after something should have happened it is a finding, in milliseconds. */
export const TOLERANCE = {
  /** Check-ins, escalations, alarms. A worker that was killed is back within a minute. */
  safety: 3 * 60_000,
  notice: 10 * 60_000,
  /** Reminders, and the waits of paths and pairs. */
  care: 60 * 60_000,
  /** What was stored and not started: the web server takes it up within seconds. */
  started: 2 * 60_000,
  /** Messages are handed over again after so long: their own workflows are at it meanwhile. */
  handingOver: 20 * 60_000,
  /** Something mended is believed for so long. */
  mending: 5 * 60_000,
} as const;
