interface Named {
  givenName: string;
  surname?: string | null;
  preferredName?: string | null;
}

/** How staff see a person in lists; messages have rules of their own. Whoever was erased is a dash. */
export function staffName({ givenName, surname, preferredName }: Named): string {
  return [preferredName ?? givenName, surname].filter(Boolean).join(' ') || '–';
}

/** Nobody is missing in a practice, whoever stands in for them. In both languages, like the mark on its messages. */
export const PRACTICE = 'Practice / Exercice';
