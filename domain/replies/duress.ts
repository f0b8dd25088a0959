import { carrierAct } from './keywords';
import { normalise } from './normalise';

/**
 * Whether a text holds the agreed duress phrase (scenario 32): case, accents, punctuation and spacing do not matter, since
 * whoever types it may be shaking or watched.
 */
export function saysDuressPhrase(text: string, phrase: string): boolean {
  const wanted = normalise(phrase).words;
  if (wanted.length === 0) return false;
  const { words } = normalise(text);
  if (` ${words.join(' ')} `.includes(` ${wanted.join(' ')} `)) return true;
  // Without spaces only a long phrase is sure not to stand in other words by chance.
  const squeezed = wanted.join('');
  return squeezed.length >= 8 && words.join('').includes(squeezed);
}

/**
 * What speaks against a duress phrase, one sentence each, before a person and their supervisor agree on it: the carrier
 * must let it through, and nobody must say it by chance. `meansAnyway` tells what a text would mean without the agreement.
 */
export function duressPhraseProblems(phrase: string, meansAnyway: (text: string) => boolean): string[] {
  const { words } = normalise(phrase);
  const problems = [];
  if (carrierAct(words)) problems.push('This word has a meaning for the phone company. Choose another.');
  if (words.length < 2) problems.push('Choose at least two words, so that it is not said by chance.');
  if (phrase.length > 60)
    problems.push('Choose something shorter than 60 characters: it may have to be typed in a hurry.');
  if (meansAnyway(phrase))
    problems.push('People write this on ordinary days. Add something that only you would say.');
  return problems;
}
