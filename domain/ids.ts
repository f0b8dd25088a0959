/**
 * Branded strings: an id of one thing cannot be handed in where an id of another is expected, and an instant, a
 * wall-clock time and a duration are three types although each is a string on the wire.
 */
declare const brand: unique symbol;
type Branded<B extends string> = string & { readonly [brand]: B };

/** UTC instant, ISO-8601 with milliseconds and `Z`, e.g. `2026-03-01T22:00:00.000Z`. Sorts as text. */
export type Instant = Branded<'Instant'>;
/** Local date and time without a zone, `YYYY-MM-DDTHH:mm`. Becomes an instant only together with a {@link Zone}. */
export type WallClock = Branded<'WallClock'>;
/** IANA time zone name, e.g. `America/Toronto`. */
export type Zone = Branded<'Zone'>;
/** ISO-8601 duration, e.g. `PT15M` or `P1W`. Months and years are refused: they are not lengths of time. */
export type Duration = Branded<'Duration'>;

export type ProgramId = Branded<'ProgramId'>;
export type SiteId = Branded<'SiteId'>;
export type PersonId = Branded<'PersonId'>;
export type ParticipantId = Branded<'ParticipantId'>;
export type JourneyId = Branded<'JourneyId'>;
export type MentorshipId = Branded<'MentorshipId'>;
export type ShiftId = Branded<'ShiftId'>;
export type EscalationId = Branded<'EscalationId'>;
export type InboundId = Branded<'InboundId'>;
export type RequestId = Branded<'RequestId'>;
export type TransitionId = Branded<'TransitionId'>;
/** Key of a business occurrence, the same on every repeat: `shift-s1/end/p7/nudge-2`. */
export type OccurrenceKey = Branded<'OccurrenceKey'>;

/** Marks a string as what the caller knows it to be: for values read from the database or built from checked parts. */
export function as<T extends string>(value: string): T {
  return value as T;
}

/** The instant of a `Date`. @throws RangeError for an invalid date. */
export function instant(date: Date | number): Instant {
  return new Date(date).toISOString() as Instant;
}
