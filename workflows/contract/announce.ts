import type { OccurrenceKey, ProgramId } from '../../domain/ids';

/** Tells many people something that staff decided: the intents are stored already, in one transaction with what they say. */
export interface AnnounceInput {
  key: string;
  programId: ProgramId;
  intents: OccurrenceKey[];
}
