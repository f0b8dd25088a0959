interface Named {
  givenName: string;
  surname?: string | null;
  preferredName?: string | null;
}

/** How staff see a person in lists; messages have rules of their own. Whoever was erased is a dash. */
export function staffName({ givenName, surname, preferredName }: Named): string {
  return [preferredName ?? givenName, surname].filter(Boolean).join(' ') || '–';
}
