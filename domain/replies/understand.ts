import { takeCodes } from './code';
import { carrierAct } from './keywords';
import { normalise, type Normalised } from './normalise';
import { contains, covers, without, wordsOf, type Phrasebook } from './phrasebook';
import { saysDuressPhrase } from './duress';
import { withSpans } from './spans';
import * as answers from './wording/answers';
import { NOT_NOW, STOP_ASKING } from './wording/checkIns';
import { END_EARLY } from './wording/endEarly';
import { MORE, STILL_AT_IT } from './wording/extend';
import { ASK_ANOTHER } from './wording/another';
import { AFFIRM, DOING_WELL, FINE, GRAND_ALONE, NOD, SAYS_FINE } from './wording/fine';
import { ARRIVED, DONE, HOME, ON_THE_WAY } from './wording/gone';
import { HELP, HELP_ALONE, LAST_WORD, NO_HELP, NOT_BEFORE_LAST } from './wording/help';
import { NO_ALONE, NO_TROUBLE, NOT_OK } from './wording/notOk';
import { LEAVES_SHIFT, TAKES_SHIFT } from './wording/offers';
import { NOT_BEFORE_STOP, OPT_OUT, OPT_OUT_ALONE, STRONG_WORDS } from './wording/optOut';
import { AND_YOU, BESIDE, BY_ITSELF, NOT_BEFORE_WISH, PLEASE, POLITE, WISH } from './wording/polite';
import { STEP_BACK } from './wording/stepBack';
import { LEAVES_ROLE, TAKES_ROLE } from './wording/role';

/** What the person was last asked and has not answered. */
export type Awaiting =
  | 'end-of-shift'
  | 'start-of-shift'
  | 'in-shift'
  | 'retention'
  | 'meeting'
  | 'match-offer'
  | 'shift-offer'
  | 'mentor-role'
  | 'none';

export interface ReplyContext {
  readonly awaiting: Awaiting;
  /** The person's language. Both are always read: people mix them. It is here for wordings that only one should have. */
  readonly language: 'en' | 'fr';
  readonly onShift: boolean;
  /** Agreed beforehand; see `duressPhraseProblems`. */
  readonly duressPhrase?: string;
  /** First names of the person and of the staff around them, so that "thanks Maria" is a thank-you. */
  readonly names?: readonly string[];
}

/** Why a reply goes to a human: they asked for one, or for another one than they have, or to rest for a while, a question, two things at once, too long, or nothing that we know. */
export type HumanReason =
  | 'asked'
  | 'another'
  | 'step-back'
  | 'question'
  | 'mixed'
  | 'too-long'
  | 'not-understood';

export type Effect =
  /** Says without doubt that the check-in awaited is answered and all is well. */
  | { readonly kind: 'clears' }
  | { readonly kind: 'not-ok' }
  | { readonly kind: 'help' }
  | { readonly kind: 'stop' }
  | { readonly kind: 'start' }
  | { readonly kind: 'extend'; readonly minutes: number }
  /** Done before the planned end. Clears nothing: they are asked whether they are safe. */
  | { readonly kind: 'end' }
  | { readonly kind: 'accept' }
  | { readonly kind: 'decline' }
  | { readonly kind: 'attended' }
  | { readonly kind: 'missed' }
  /** How they are is to be asked another time; or not any more. Neither is an opt-out of texts. */
  | { readonly kind: 'not-now' }
  | { readonly kind: 'stop-asking' }
  /** Staff take an escalation; `code` in upper case, see `code.ts`. */
  | { readonly kind: 'acknowledge'; readonly code: string }
  | { readonly kind: 'human'; readonly reason: HumanReason };

export interface Understanding {
  /** Empty only for a courtesy ("thanks") while nothing is awaited. */
  readonly effects: readonly Effect[];
  /** The duress phrase was in it: treat as `effects` say in everything that the person can see, and raise the alarm. */
  readonly duress: boolean;
}

/** Bounds of an extension that a text may ask for; anything else is for a human. */
const EXTENSION_MINUTES = { min: 5, max: 240 };

/**
 * What a reply means, given what was asked. Calls for help and opt-outs are found anywhere in a text; everything else must
 * account for every word of it, so that what is not understood goes to a human (rules 3, 4, 5). A question never clears,
 * nor does what was merely announced ("ok in 10"). A text that is just a carrier keyword means what the carrier takes it
 * for, and at the end of a shift `END`, at its start `START`, and wherever a yes is an answer `YES`, are that answer too.
 * Never throws; a text of any size takes milliseconds.
 */
export function understand(text: string, ctx: ReplyContext): Understanding {
  const read = normalise(text);
  const words = withoutNames(spelledOut(read.words).map(steady).map(joining), ctx.names ?? []);
  const reply =
    ctx.awaiting === 'retention' ? withoutAskingBack(text, { ...read, words }) : { ...read, words };
  const duress = ctx.duressPhrase !== undefined && saysDuressPhrase(text, ctx.duressPhrase);
  const effects = effectsOf(reply, ctx);
  const looksLikeNothing = effects.every(({ kind }) => kind === 'human');
  return { effects: duress && looksLikeNothing ? [{ kind: 'clears' }] : effects, duress };
}

function effectsOf(reply: Normalised, ctx: ReplyContext): Effect[] {
  const { words } = reply;
  const act = carrierAct(words);
  if (act === 'help') return [{ kind: 'help' }];
  if (act === 'info') return [human('not-understood')];
  if (act === 'stop') return [{ kind: 'stop' }, ...alsoAnswers('end', 'end-of-shift', reply, ctx)];
  if (act === 'start') {
    const answer =
      words[0] === 'yes'
        ? reply.question
          ? []
          : answerTo(words, ctx)
        : alsoAnswers('start', 'start-of-shift', reply, ctx);
    return [{ kind: 'start' }, ...answer];
  }

  const help = callsForHelp(words);
  const stop = optsOut(words);
  if (help || stop) {
    const rest = stop && !help && !reply.question ? beside(withoutOptOut(words), ctx) : [];
    return [
      ...(help ? [{ kind: 'help' } as const] : []),
      ...(stop ? [{ kind: 'stop' } as const] : []),
      ...rest,
    ];
  }

  const { codes, rest } = takeCodes(words);
  if (codes.length > 0) return [acknowledgement(codes, rest, reply.question)];

  const aboutWellbeing =
    ctx.onShift || !['meeting', 'match-offer', 'shift-offer', 'mentor-role'].includes(ctx.awaiting);
  if (contains(without(words, NO_TROUBLE), NOT_OK))
    return [aboutWellbeing ? { kind: 'not-ok' } : human('mixed')];
  if (contains(words, ASK_ANOTHER)) return [human('another')];
  if (contains(words, answers.ASK_HUMAN)) return [human('asked')];
  if (contains(words, STEP_BACK)) return [human('step-back')];
  if (reply.question) return [human('question')];
  if (reply.cut) return [human('too-long')];

  const answer = answerTo(words, ctx);
  if (answer.length > 0) return answer;
  const courtesy = ctx.awaiting === 'none' && !isGone(words) && covers(words, [POLITE, FINE], []);
  return courtesy ? [] : [human('not-understood')];
}

/** The answer that is the whole text, or nothing. */
function answerTo(words: readonly string[], { awaiting, onShift }: ReplyContext): Effect[] {
  switch (awaiting) {
    case 'end-of-shift':
      return extension(words) ?? ending(words) ?? endOfShift(words);
    case 'in-shift':
      return extension(words) ?? ending(words) ?? checkIn(words, [FINE, AFFIRM], [ARRIVED, GRAND_ALONE]);
    case 'start-of-shift':
      return checkIn(words, [FINE, AFFIRM, ARRIVED]);
    case 'retention': {
      const answer = checkIn(words, [FINE, GRAND_ALONE, DOING_WELL], [AFFIRM]);
      if (answer.length > 0) return answer;
      if (says(words, [NOT_NOW])) return [{ kind: 'not-now' }];
      return says(words, [STOP_ASKING]) ? [{ kind: 'stop-asking' }] : [];
    }
    case 'match-offer':
      if (says(words, [answers.ACCEPT, AFFIRM, FINE])) return [{ kind: 'accept' }];
      return says(words, [answers.DECLINE]) ? [{ kind: 'decline' }] : [];
    case 'mentor-role':
      if (says(words, [answers.ACCEPT, TAKES_ROLE, AFFIRM, FINE])) return [{ kind: 'accept' }];
      return says(words, [answers.DECLINE, LEAVES_ROLE]) ? [{ kind: 'decline' }] : [];
    case 'shift-offer': {
      if (says(words, [answers.ACCEPT, TAKES_SHIFT, AFFIRM, FINE])) return [{ kind: 'accept' }];
      if (says(words, [answers.DECLINE, LEAVES_SHIFT])) return [{ kind: 'decline' }];
      return (onShift && (extension(words) ?? ending(words))) || [];
    }
    case 'meeting':
      if (says(words, [answers.ATTENDED, AFFIRM], [FINE])) return [{ kind: 'attended' }];
      return says(words, [answers.MISSED]) ? [{ kind: 'missed' }] : [];
    case 'none':
      return (onShift && (extension(words) ?? ending(words))) || [];
  }
}

/** Who is still on the way, or says no more than that, has not said that they are safe. */
function endOfShift(words: readonly string[]): Effect[] {
  const nods = [AFFIRM, DONE];
  const answer = checkIn(words, [FINE, HOME, ...nods], [GRAND_ALONE]);
  return answer.length > 0
    ? answer
    : checkIn(words, [SAYS_FINE], [NOD, HOME, ...nods, GRAND_ALONE, ON_THE_WAY]);
}

/** The answer beside a wish to be left alone. The `ok` of "ok leave me alone" is none. */
function beside(rest: readonly string[], ctx: ReplyContext): Effect[] {
  return says(rest, [NOD, AFFIRM]) ? [] : answerTo(without(rest, PLEASE), ctx);
}

function checkIn(words: readonly string[], core: Phrasebook[], others: Phrasebook[] = []): Effect[] {
  if (contains(words, WISH, NOT_BEFORE_WISH)) return [];
  const around = [...others, POLITE, BY_ITSELF, BESIDE, NO_TROUBLE];
  if ([words, withSpans(words).masked].some((text) => covers(text, core, around)))
    return [{ kind: 'clears' }];
  return says(words, [NO_ALONE], [FINE]) ? [{ kind: 'not-ok' }] : [];
}

function says(words: readonly string[], core: Phrasebook[], others: Phrasebook[] = []): boolean {
  return covers(words, core, [...others, POLITE, PLEASE, BY_ITSELF]);
}

function isGone(words: readonly string[]): boolean {
  return says(words, [HOME, DONE, ON_THE_WAY], [FINE, AFFIRM]);
}

function alsoAnswers(word: string, awaiting: Awaiting, reply: Normalised, ctx: ReplyContext): Effect[] {
  const answers = reply.words[0] === word && ctx.awaiting === awaiting && !reply.question;
  return answers ? [{ kind: 'clears' }] : [];
}

function callsForHelp(words: readonly string[]): boolean {
  const rest = without(words, NO_HELP);
  if (LAST_WORD.has(rest.at(-1) ?? '') && !NOT_BEFORE_LAST.has(rest.at(-2) ?? '')) return true;
  return contains(rest, HELP) || says(rest, [HELP_ALONE], [FINE, AFFIRM, HOME, NO_ALONE, STRONG_WORDS]);
}

function optsOut(words: readonly string[]): boolean {
  return contains(words, OPT_OUT, NOT_BEFORE_STOP) || saysStop(words);
}

function saysStop(words: readonly string[]): boolean {
  return says(words, [OPT_OUT_ALONE], [FINE, AFFIRM, HOME, DONE, STRONG_WORDS]);
}

function withoutOptOut(words: readonly string[]): string[] {
  const rest = without(words, OPT_OUT);
  return saysStop(rest) ? without(rest, OPT_OUT_ALONE) : rest;
}

function acknowledgement(codes: readonly string[], rest: readonly string[], question: boolean): Effect {
  const [code, ...others] = new Set(codes);
  if (code === undefined || others.length > 0) return human('mixed');
  if (question) return human('question');
  const taken = rest.length === 0 || says(rest, [answers.TAKING_IT, FINE, AFFIRM, POLITE]);
  return taken ? { kind: 'acknowledge', code } : human('not-understood');
}

/** An extension asked for by the whole text, or null. */
function extension(words: readonly string[]): Effect[] | null {
  const { masked, minutes: found } = withSpans(words);
  const [minutes, ...others] = found;
  if (minutes === undefined || others.length > 0) return null;
  const sensible = minutes >= EXTENSION_MINUTES.min && minutes <= EXTENSION_MINUTES.max;
  return sensible && says(masked, [MORE], [FINE, AFFIRM, STILL_AT_IT]) ? [{ kind: 'extend', minutes }] : null;
}

/** Done before the planned end, said by the whole text, or null. */
function ending(words: readonly string[]): Effect[] | null {
  return says(words, [END_EARLY], [FINE, AFFIRM]) ? [{ kind: 'end' }] : null;
}

function human(reason: HumanReason): Effect {
  return { kind: 'human', reason };
}

/** Words after which a name is just somebody addressed, as at the end of a text; anywhere else ("Sam is ok") it is somebody spoken of. */
const ADDRESSING = new Set([
  'thanks',
  'thx',
  'ty',
  'you',
  'merci',
  'mci',
  'hi',
  'hey',
  'hello',
  'bonjour',
  'salut',
  'night',
]);

function withoutNames(words: readonly string[], names: readonly string[]): string[] {
  const known = new Set(names.flatMap((name) => normalise(name).words.slice(0, 1)));
  const last = words.length - 1;
  return words.filter((word, place) => {
    const before = words[place - 1];
    return !(known.has(word) && before && (place === last || ADDRESSING.has(before)));
  });
}

/** "Good, and you?" answers how they are; the question at its end is only manners. */
function withoutAskingBack(text: string, reply: Normalised): Normalised {
  const { words } = reply;
  const at = [4, 3, 2, 1]
    .map((length) => words.length - length)
    .find((place) => place > 0 && words[place - 1] !== 'thank' && covers(words.slice(place), [AND_YOU], []));
  const isLast = !normalise(text.slice(0, 400).replace(/[?!\s]+$/, '')).question;
  return at === undefined || !isLast ? reply : { ...reply, words: words.slice(0, at), question: false };
}

const SHORT = new Map([
  ['w', 'with'],
  ['ur', 'your'],
]);
const LONGEST_WORD = 20;

const VOCABULARY = new Set(
  [
    ...[AFFIRM, DOING_WELL, FINE, GRAND_ALONE, ARRIVED, HOME, DONE, ON_THE_WAY, BESIDE, PLEASE],
    ...[HELP, HELP_ALONE, NO_HELP, NO_ALONE, NOT_OK, NO_TROUBLE],
    ...[OPT_OUT, OPT_OUT_ALONE, POLITE, ...Object.values(answers), ASK_ANOTHER],
    ...[MORE, STILL_AT_IT],
    ...[END_EARLY, TAKES_SHIFT, LEAVES_SHIFT, NOT_NOW, STOP_ASKING, TAKES_ROLE, LEAVES_ROLE],
  ].flatMap(wordsOf),
);

/** The `n` of "good n home" is an and; at the beginning it may be a no, and at the end the rest is missing. */
function joining(word: string, place: number, words: readonly string[]): string {
  return word === 'n' && place > 0 && place < words.length - 1 ? 'and' : word;
}

/** Letters one by one, where they make a word we know: `s.o.s.`, `h e l p`. */
function spelledOut(words: readonly string[]): string[] {
  const found: string[] = [];
  for (let place = 0; place < words.length;) {
    let end = place;
    while (words[end]?.length === 1 && end - place < LONGEST_WORD) end++;
    const word = words.slice(place, end).join('');
    const isWord = end - place > 2 && VOCABULARY.has(word);
    found.push(isWord ? word : (words[place] as string));
    place = isWord ? end : place + 1;
  }
  return found;
}

/** `goood` as `good`, `okkkk` as `ok` and `hoem` as `home`: fingers that leaned or hurried, where that makes a word we know. */
function steady(typed: string): string {
  const word = SHORT.get(typed) ?? typed;
  if (VOCABULARY.has(word)) return word;
  const twice = word.replace(/(\p{L})\1{2,}/gu, '$1$1');
  const once = word.replace(/(\p{L})\1{2,}/gu, '$1');
  const end = word.replace(/(\p{L})\1$/u, '$1');
  return (
    [twice, once, end, `${word}g`, ...swapped(word)].find((spelling) => VOCABULARY.has(spelling)) ?? word
  );
}

/** The spellings of a word with two letters that stand side by side exchanged. In short words that makes another word. */
function swapped(word: string): string[] {
  if (word.length < 4 || word.length > LONGEST_WORD) return [];
  const letters = [...word];
  return letters
    .slice(2)
    .map((letter, place) => word.slice(0, place + 1) + letter + letters[place + 1] + word.slice(place + 3));
}
