import { defineQuery, defineUpdate } from '@temporalio/workflow';
import type {
  Duration,
  Instant,
  JourneyId,
  PersonId,
  ProgramId,
  RequestId,
  SiteId,
  Zone,
} from '../../domain/ids';
import type { EscalationPolicy, QuietHours } from '../../domain/policy';
import type { Baggage } from './carried';
import type { Act, Actor } from './ids';

/** "I want to speak with another professional": a named human within the promised time. No reason is asked. */
export interface RequestInput {
  requestId: RequestId;
  programId: ProgramId;
  siteId?: SiteId;
  personId: PersonId;
  journeyId?: JourneyId;
  /** Never told of it, and cannot take it: the requester may leave out their own supervisor. */
  exclude: PersonId[];
  /** From the asking to a named human who has taken it. */
  within: Duration;
  policy: EscalationPolicy;
  quietHours: QuietHours;
  zone: Zone;
  askedBy: Actor;
  /** Where it stands, when it goes on in a run that was made from the records because the last one was lost. */
  carried?: Baggage & { state: RequestState };
}

export interface RequestState {
  status: 'open' | 'taken' | 'fulfilled' | 'cancelled';
  /** Who has taken it. */
  takenBy?: PersonId;
  dueAt: Instant;
  /** True once the promised time passed without anybody taking it. */
  late: boolean;
}

export interface TakeRequest extends Act {
  /** Who will speak with them. */
  personId: PersonId;
  /** Somebody else says so for them: they are told that it is theirs. */
  named?: boolean;
}

export const takeRequest = defineUpdate<RequestState, [TakeRequest]>('take');
export const fulfilRequest = defineUpdate<RequestState, [Act]>('fulfil');
export const cancelRequest = defineUpdate<RequestState, [Act]>('cancelRequest');
export const requestState = defineQuery<RequestState>('requestState');
