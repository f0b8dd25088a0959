type Language = 'en' | 'fr';
export type SaidIn = string | Partial<Record<Language, string>>;

/** A question of a survey, as the program wrote it. */
export interface SurveyQuestion {
  id: string;
  kind: string;
  text?: SaidIn;
  /** The same asked of mentors, where it is put differently. */
  mentorText?: SaidIn;
  /** Whom it is asked; everybody when absent. */
  for?: readonly string[];
  options?: readonly { id: string; text?: SaidIn }[];
}

/** The questions that somebody in a role is asked, in their order. */
export function askedOf<Q extends SurveyQuestion>(questions: readonly Q[], role: string): Q[] {
  return questions.filter((question) => question.for === undefined || question.for.includes(role));
}

export function textIn(said: SaidIn | undefined, language: Language): string | undefined {
  if (said === undefined || typeof said === 'string') return said;
  return said[language] ?? said.en ?? said.fr;
}

/** How each kind is answered by text. No word here is one that a carrier acts on (rule 4). */
const HOW: Record<string, Record<Language, string>> = {
  choice: { en: 'One number', fr: 'Un seul chiffre' },
  many: { en: 'One number or more, e.g. 1 3', fr: 'Un ou des chiffres, p. ex. 1 3' },
  languages: { en: 'E.g. English, French', fr: 'P. ex. anglais, arabe' },
  availability: { en: 'E.g. Tue evening, weekends', fr: 'P. ex. mardi soir, fin de semaine' },
  number: { en: 'A number', fr: 'Un chiffre' },
};

/** A question as one text message: what is asked, the answers with their numbers, and how to answer. */
export function sayQuestion(question: SurveyQuestion, role: string, language: Language): string {
  const asked = (role === 'mentor' ? textIn(question.mentorText, language) : undefined) ?? question.text;
  const options = (question.options ?? []).map(
    ({ id, text }, place) => `${place + 1} ${textIn(text, language) ?? id}`,
  );
  const how = HOW[question.kind]?.[language];
  return [textIn(asked, language) ?? question.id, ...options, ...(how ? [`(${how})`] : [])].join('\n');
}
