/**
 * What a person answered, by question id. A choice is an option's id, several are a list of them; languages are ISO 639
 * codes; availability is a list of {@link Slot}s; the rest is text or a number.
 */
export type SurveyAnswers = Record<string, string | number | readonly string[]>;

export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export const DAY_PARTS = ['morning', 'afternoon', 'evening'] as const;

/** A part of a day of the week when somebody is free: `tue-evening`. */
export type Slot = `${(typeof DAYS)[number]}-${(typeof DAY_PARTS)[number]}`;

/** All of them, Monday morning first. */
export const SLOTS: readonly Slot[] = DAYS.flatMap((day) => DAY_PARTS.map((part): Slot => `${day}-${part}`));
