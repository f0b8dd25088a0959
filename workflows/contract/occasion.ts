import { defineSignal } from '@temporalio/workflow';
import type { Instant, ProgramId, SiteId } from '../../domain/ids';
import type { Baggage } from './carried';
import type { Told } from './records';

/** Things with dates of their own, beside paths and pairs. Their rows say everything; the workflow wakes at the right times. */
export const OCCASION_KINDS = ['workshop', 'appointment', 'referral'] as const;
export type OccasionKind = (typeof OCCASION_KINDS)[number];

export interface OccasionInput {
  kind: OccasionKind;
  /** Id of the row. */
  ref: string;
  programId: ProgramId;
  siteId?: SiteId;
  carried?: Baggage;
}

/** Its rows have changed: it is looked at now, and then when they say. */
export const occasionChanged = defineSignal('occasionChanged');

export interface OccasionActivities {
  /**
   * Does what is due by the rows (reminders, places that have become free, what has lapsed), says what is stored about it
   * and not said, and tells when to look again; never again when `nextAt` is absent.
   */
  lookAtOccasion(input: OccasionInput & { at: Instant }): Promise<Told & { nextAt?: Instant }>;
}
