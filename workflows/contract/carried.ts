import type { Instant, OccurrenceKey, PersonId } from '../../domain/ids';

/** Something the workflow will do by itself. */
export interface Due {
  /** What is done, e.g. `remind`; each workflow has its own vocabulary. */
  do: string;
  at: Instant;
  /** The wait it belongs to; gone when that wait is closed. */
  wait?: OccurrenceKey;
  /** Key of what it brings about, where that is not made from the state. */
  key?: OccurrenceKey;
  about?: string;
  number?: number;
  template?: string;
  refs?: Record<string, string | number | boolean>;
  expiresAt?: Instant;
  /** Who is told, where that is not the person on the path. */
  to?: PersonId;
  /** Done even while the person has paused: the way back itself. */
  evenPaused?: true;
}

/** A stored intent that is still to be carried out: now, after quiet hours, or after a carrier's outage. */
export interface Outgoing {
  key: OccurrenceKey;
  at: Instant;
  tries?: number;
  /** Said even while the person has paused: the confirmation of the pause. */
  evenPaused?: true;
}

export interface Baggage {
  agenda: Due[];
  outbox: Outgoing[];
  /** Keys of signals and updates already taken, newest last, bounded. */
  seen: string[];
}
