import type { OccurrenceKey, ProgramId } from '../../domain/ids';

/** Tells many people something that staff decided: the intents are stored already, in one transaction with what they say. */
export interface AnnounceInput {
  key: string;
  programId: ProgramId;
  intents: OccurrenceKey[];
  /** Nothing of it can wait: it is tried as alarms are. Absent from inputs of before. */
  urgent?: true;
}
