import type { SurveyAnswers } from '../surveyAnswers';
import { DAY_PARTS, DAYS, SLOTS, type Slot } from '../surveyAnswers';
import { dayWords, partWords } from './availability';
import { languageCode } from './languageNames';
import { plain } from './plain';
import type { SurveyQuestion } from './question';

/** What a text says about the question that was asked: its answer, that it is passed over, or that the rest comes later. */
export type SurveyReply =
  | { is: 'answer'; answer: SurveyAnswers[string] }
  | { is: 'skip' }
  | { is: 'later' }
  | { is: 'unclear' };

const SKIP = words(
  'skip, skip it, skip this, skip this one, next, pass, none, none of these, none of them, nothing, no answer, i dont know, dont know, not sure, no idea,' +
    'passe, passer, je passe, sauter, saute, suivant, suivante, prochaine, aucun, aucune, rien, je ne sais pas, je sais pas, sais pas, pas sur, pas sure',
);
const LATER = words(
  'later, later please, maybe later, not now, another time, tomorrow, pause, break, plus tard, pas maintenant, une autre fois, demain, apres, plus tard svp',
);
const ALL = words(
  'all, all of them, all of these, everything, tous, toutes, tout, tous les choix, toutes ces reponses',
);
const YES = words('yes, y, yep, yeah, yup, ok, okay, sure, oui, ouais, ouin, o, certain, absolument');
const NO = words('no, n, nope, nah, not really, non, nan, pas vraiment');
const NUMBERS: ReadonlyMap<string, number> = new Map(
  [
    'zero,zero',
    'one,un,une',
    'two,deux',
    'three,trois',
    'four,quatre',
    'five,cinq',
    'six,six',
    'seven,sept',
    'eight,huit',
    'nine,neuf',
    'ten,dix',
  ].flatMap((names, number) => names.split(',').map((name) => [name, number] as const)),
);
/** Between the things that somebody lists. */
const BETWEEN = /[;,/|+&\n]|\b(?:and|et|plus|puis|ou|or)\b/i;
const LONGEST_TEXT = 2_000;

/**
 * Reads a text as the answer to a question: numbers of its options, their words, yes or no, in either language. What is
 * half understood is not understood: guessing would put words into somebody's mouth.
 */
export function readReply(question: SurveyQuestion, text: string): SurveyReply {
  const said = plain(text.replace(/[.!]+\s*$/, '').trim());
  if (LATER.has(said)) return { is: 'later' };
  if (SKIP.has(said) && !isOption(question, said)) return { is: 'skip' };
  const answer = answerTo(question, text, said);
  return answer === undefined ? { is: 'unclear' } : { is: 'answer', answer };
}

function answerTo(question: SurveyQuestion, text: string, said: string): SurveyAnswers[string] | undefined {
  switch (question.kind) {
    case 'choice': {
      const chosen = chosenFrom(question, text, said);
      return chosen?.length === 1 ? chosen[0] : undefined;
    }
    case 'many':
      return ALL.has(said) ? optionsOf(question).map(({ id }) => id) : chosenFrom(question, text, said);
    case 'number':
      return numberIn(text);
    case 'languages':
      return languagesIn(text);
    case 'availability':
      return slotsIn(said);
    case 'text':
      return text.trim() === '' ? undefined : text.trim().slice(0, LONGEST_TEXT);
    default:
      return undefined;
  }
}

function optionsOf({ options }: SurveyQuestion) {
  return options ?? [];
}

function isOption(question: SurveyQuestion, said: string): boolean {
  return optionsOf(question).some((option) => namesOf(option).includes(said));
}

function namesOf({ id, text }: NonNullable<SurveyQuestion['options']>[number]): string[] {
  const wordings = text === undefined ? [] : typeof text === 'string' ? [text] : Object.values(text);
  return [id, ...wordings].map(plain);
}

/** Ids of the options that a text names, or nothing where one thing in it is none of them. */
function chosenFrom(question: SurveyQuestion, text: string, said: string): string[] | undefined {
  const options = optionsOf(question);
  if (isOption(question, said)) return idsOf(options, (option) => namesOf(option).includes(said));
  const yesOrNo = YES.has(said) ? YES : NO.has(said) ? NO : undefined;
  if (yesOrNo) {
    const meant = idsOf(options, (option) => namesOf(option).some((name) => yesOrNo.has(name)));
    return meant.length === 1 ? meant : undefined;
  }
  const entries = listed(text);
  const chosen = entries.map((entry) => byNumber(options, entry) ?? byWords(options, plain(entry)));
  if (entries.length === 0 || chosen.some((one) => one === undefined)) return undefined;
  return options.map(({ id }) => id).filter((id) => chosen.flat().includes(id));
}

/** What somebody lists; numbers need nothing between them but a space. */
function listed(text: string): string[] {
  return text
    .replace(/(\d)[).:]/g, '$1 ')
    .split(BETWEEN)
    .flatMap((entry) => (/^[\s\d]+$/.test(entry) ? entry.trim().split(/\s+/) : [entry]))
    .map((entry) => entry.trim().replace(/[.!]+$/, ''))
    .filter((entry) => entry !== '');
}

function byNumber(options: readonly { id: string }[], entry: string): string[] | undefined {
  const number = /^#?(\d{1,2})$/.exec(entry)?.[1];
  const place = number === undefined ? NUMBERS.get(plain(entry)) : Number(number);
  const option = place === undefined ? undefined : options[place - 1];
  return option && [option.id];
}

/** By its whole name, or by a word that only one of them has. */
function byWords(options: NonNullable<SurveyQuestion['options']>, entry: string): string[] | undefined {
  const whole = idsOf(options, (option) => namesOf(option).includes(entry));
  if (whole.length === 1) return whole;
  const telling = entry.split('-').filter((word) => word.length >= 4);
  if (telling.length === 0) return undefined;
  const has = (option: (typeof options)[number]) =>
    telling.every((word) => namesOf(option).some((name) => name.split('-').includes(word)));
  const meant = idsOf(options, has);
  return meant.length === 1 ? meant : undefined;
}

function idsOf<O extends { id: string }>(options: readonly O[], matches: (option: O) => boolean): string[] {
  return options.filter(matches).map(({ id }) => id);
}

function numberIn(text: string): number | undefined {
  const found = plain(text)
    .split('-')
    .flatMap((word) => (/^\d{1,3}$/.test(word) ? [Number(word)] : (NUMBERS.get(word) ?? [])));
  const [number, ...others] = new Set(found);
  return others.length === 0 ? number : undefined;
}

/** Languages by their names; of bare codes the two that nobody means anything else by. */
function languagesIn(text: string): string[] | undefined {
  const codes = (entries: string[]) =>
    entries.map((entry) => {
      const name = plain(entry);
      return name.length > 2 || name === 'en' || name === 'fr' ? languageCode(name) : undefined;
    });
  for (const entries of [listed(text), listed(text).flatMap((entry) => entry.split(/\s+/))]) {
    const found = codes(entries);
    if (found.length > 0 && found.every((code) => code !== undefined)) return [...new Set(found)];
  }
  return undefined;
}

const FILLERS = words(
  'and, et, or, ou, in, the, le, la, les, at, any, i, am, free, libre, je, suis, only, s',
);
/** After a part of the day they name the days that it is of: "evenings on weekdays", "les soirs de semaine". */
const OF = words('on, en, de, du');
const ANY_TIME = words(
  'anytime, any time, always, whenever, n importe quand, tout le temps, toujours, any day',
);

/**
 * "Mon and Wed evenings", "lundi soir, samedi": days that stand before a part of the day share it, and so do days that it
 * is said to be of.
 */
function slotsIn(said: string): Slot[] | undefined {
  if (ANY_TIME.has(said)) return [...SLOTS];
  const tokens = said
    .replace(/[,;/+&.]/g, '-')
    .replace(/apres-midis?/g, 'apresmidi')
    .replace(/fins?-de-semaines?/g, 'weekend')
    .split(/-+/)
    .filter((word) => word !== '' && !FILLERS.has(word));
  const groups: { days: string[]; parts: string[]; partsFirst?: boolean }[] = [];
  for (const [place, token] of tokens.entries()) {
    if (OF.has(token)) continue;
    const [days, parts] = [dayWords(token), partWords(token)];
    const group = groups.at(-1);
    if (days) {
      const areItsDays =
        group?.partsFirst === true && (group.days.length > 0 || OF.has(tokens[place - 1] ?? ''));
      if (group && (group.parts.length === 0 || areItsDays)) group.days.push(...days);
      else groups.push({ days: [...days], parts: [] });
    } else if (parts) {
      if (group && !(group.partsFirst && group.days.length > 0)) group.parts.push(...parts);
      else groups.push({ days: [], parts: [...parts], partsFirst: true });
    } else return undefined;
  }
  // "Evenings on Monday, Tuesday mornings": whose mornings these are would be a guess.
  const partsFirst = groups.filter((group) => group.partsFirst);
  if (new Set(partsFirst.map(({ days }) => days.length > 0)).size > 1) return undefined;
  const free = SLOTS.filter((slot) => {
    const [day = '', part = ''] = slot.split('-');
    return groups.some(
      ({ days, parts }) =>
        (days.length > 0 ? days : DAYS).some((one) => one === day) &&
        (parts.length > 0 ? parts : DAY_PARTS).some((one) => one === part),
    );
  });
  return free.length > 0 ? free : undefined;
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(',').map((entry) => plain(entry.trim())));
}
