export interface Named {
  readonly givenName: string;
  readonly familyName?: string | null | undefined;
  /** What the person wants to be called; goes before the given name everywhere. */
  readonly preferredName?: string | null | undefined;
}

/** Enough for any name, little enough that a text message keeps its length. */
const LONGEST = 20;

/** How a person is called in messages to anybody on the path, themselves included: never with a surname (rule 9). */
export function calledInMessage(person: Named): string {
  const preferred = tidy(person.preferredName);
  if (preferred === '') return tidy(person.givenName);
  const family = tidy(person.familyName);
  // People type their whole name into the field; the surname stays off the lock screen all the same.
  const bare = family !== '' && preferred.toLowerCase().endsWith(` ${family.toLowerCase()}`);
  return bare ? preferred.slice(0, -family.length).trim() : preferred;
}

/** How staff read about a person in messages: name and initial, enough to tell two apart on one shift. */
export function calledForStaff(person: Named): string {
  const initial = [...tidy(person.familyName)][0];
  return initial === undefined
    ? calledInMessage(person)
    : `${calledInMessage(person)} ${initial.toUpperCase()}.`;
}

/** One line without control characters, so that a name can neither break a message apart nor a mail header. */
function tidy(name: string | null | undefined): string {
  const line = (name ?? '').replace(/[\p{C}\s]+/gu, ' ').trim();
  return [...line].slice(0, LONGEST).join('').trim();
}
