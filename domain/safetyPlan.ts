import { DAY } from './duration';

/**
 * What is agreed with a peer beforehand, for the day on which they do not answer: whom to call, in which order, and
 * whether police or an ambulance are wanted. The peer decides; staff write it down with them.
 */
export const CALL_WHEN = ['never', 'ask-contact-first', 'after', 'words'] as const;

/** Whether and when a service is called. `after`: so many minutes without an answer. `words`: as the peer put it. */
export type CallRule =
  | { when: 'never' | 'ask-contact-first' }
  | { when: 'after'; minutes: number }
  | { when: 'words'; words: string };

export interface PlanContact {
  name: string;
  relation: string;
  /** E.164 */
  phone: string;
  note: string;
}

/** How many contacts a plan holds: whoever reads it at night calls them one after the other. */
export const MOST_CONTACTS = 6;
const LONGEST_WORDS = 300;
const LONGEST_NOTES = 2_000;
const MOST_MINUTES = 24 * 60;

/** After a year a plan is old: people move, numbers change, and minds do. */
export const PLAN_AGES_AFTER_DAYS = 365;

export interface PlanTerms {
  contacts: readonly PlanContact[];
  police: CallRule;
  ambulance: CallRule;
  notes: string;
}

/** What is wrong with a plan, one sentence each; empty for a good one. Phones are checked where they are read. */
export function planProblems({ contacts, police, ambulance, notes }: PlanTerms): string[] {
  const problems: string[] = [];
  if (contacts.length > MOST_CONTACTS) problems.push(`A plan has ${MOST_CONTACTS} contacts at most.`);
  for (const [i, { name }] of contacts.entries())
    if (!name.trim()) problems.push(`Contact ${i + 1} needs a name.`);
  const phones = contacts.map(({ phone }) => phone);
  if (new Set(phones).size < phones.length) problems.push('The same number stands there twice.');
  for (const [service, rule] of [
    ['police', police],
    ['an ambulance', ambulance],
  ] as const) {
    if (rule.when === 'after' && !(rule.minutes >= 1 && rule.minutes <= MOST_MINUTES))
      problems.push(`Say after how many minutes ${service} may be called, 1 to ${MOST_MINUTES}.`);
    if (rule.when === 'words' && !rule.words.trim())
      problems.push(`Write down what was agreed about ${service}.`);
    if (rule.when === 'words' && rule.words.length > LONGEST_WORDS)
      problems.push(`What is agreed about ${service} has ${LONGEST_WORDS} characters at most.`);
    if (rule.when === 'ask-contact-first' && contacts.length === 0)
      problems.push(`A contact is to be asked before ${service} is called, but the plan names none.`);
  }
  if (notes.length > LONGEST_NOTES) problems.push(`Notes have ${LONGEST_NOTES} characters at most.`);
  return problems;
}

/** `missing`, `old` after a year, else nothing: what staff are told before they rely on a plan. */
export function planFlag(agreedAt: Date | null | undefined, now: Date): 'missing' | 'old' | undefined {
  if (!agreedAt) return 'missing';
  return now.getTime() - agreedAt.getTime() > PLAN_AGES_AFTER_DAYS * DAY ? 'old' : undefined;
}

/** A rule in a few words for an alarm; nothing where it takes more than a few. */
export function ruleInBrief(rule: CallRule, language: 'en' | 'fr'): string | undefined {
  const en = language === 'en';
  switch (rule.when) {
    case 'never':
      return en ? 'no' : 'non';
    case 'ask-contact-first':
      return en ? 'ask first' : "demander d'abord";
    case 'after':
      return `${rule.minutes} min`;
    case 'words':
      return rule.words.length <= 12 ? rule.words : undefined;
  }
}
