import { CARRIER_KEYWORDS } from '../replies/keywords';
import { paramsOf, requiredBy } from './fill';
import { COMMON_PARAMS, TEMPLATES, type Detail, type ParamKind, type TemplateId } from './templates';

const KEYWORD = `(?:${CARRIER_KEYWORDS.join('|')}|ARR[ÊE]T)`;
const ANSWER_VERBS =
  'reply|replying|text|texting|send|sending|answer|answering|respond|responding|type|write|say|r[ée]ponds|r[ée]pondez|r[ée]pondre|r[ée]pondant|texte|textez|texter|textant|envoie|envoyez|envoyer|[ée]cris|[ée]crivez|[ée]crire|tape|tapez|dis|dites';
const FILLER =
  '(?:\\s+(?:back|with|by|us|just|simply|only|either|the|word|par|avec|le|mot|simplement|nous|soit))*';
const QUOTE = '["\'\u2018\u2019\u201c\u201d\u00ab\u00bb*\\s]*';
const SEPARATOR = `${QUOTE}(?:,|/|\\||\\bor\\b|\\bou\\b|,\\s*or\\b|,\\s*ou\\b)${QUOTE}`;

/** `reply OK or YES`: a keyword, whatever its case, first or later among the answers that a verb asks for. */
const ASKED = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${ANSWER_VERBS})${FILLER}\\s*:?${QUOTE}(?:[\\p{L}\\p{N}]+(?:\\s[\\p{L}\\p{N}]+)?${SEPARATOR})*?(${KEYWORD})(?![\\p{L}\\p{N}])`,
  'iu',
);
/** In capitals it is an answer asked for, wherever it stands. */
const SHOUTED = new RegExp(`(?<![\\p{L}\\p{N}_{])(${KEYWORD})(?![\\p{L}\\p{N}_}])`, 'u');
const YES_OR_NO = /(?<!\p{L})(yes)\s*(?:\/|\bor\b|,)\s*["']?no(?!\p{L})/iu;

/** The notice of how to opt out that the first text owes by law, and its mirror image told to staff; neither is an answer. */
const NOTICES = [
  /(?<!\p{L})(?:(?:reply|text|send|write|type)(?:\s+with)?\s+)?["'“]?STOP["'”]?\s+(?:to any text message |at any time |any time )?to\s+(?:opt[\s-]?out|unsubscribe|stop|end)(?!\p{L})/giu,
  /(?<!\p{L})(?:(?:réponds|répondez|répondre|texte|textez|texter|envoie|envoyez|écris|écrivez)\s+)?["'«]?\s*(?:STOP|ARR[ÊE]T)\s*["'»]?\s+(?:à un texto |en tout temps )?pour\s+(?:te |vous |se )?(?:désabonner|ne plus|arrêter)(?!\p{L})/giu,
  /(?:by texting|en textant)\s+START(?!\p{L})/gu,
];

/**
 * What is wrong with a text that people are to be sent, one sentence each: an answer asked for that the carrier would take
 * for itself (rule 4), or braces that make no sense. Empty when it may be used.
 */
export function lintTemplate(text: string): string[] {
  const problems: string[] = [];
  const rest = NOTICES.reduce((left, notice) => left.replace(notice, ' '), text.normalize('NFC'));
  const keyword = (ASKED.exec(rest) ?? SHOUTED.exec(rest) ?? YES_OR_NO.exec(rest))?.[1]?.toUpperCase();
  if (keyword !== undefined) {
    problems.push(
      `The phone company acts on "${keyword}" by itself, so nobody can be asked to answer it. Ask for OK, NO or another word.`,
    );
  }
  try {
    paramsOf(text);
  } catch {
    problems.push('The braces do not match. Write a parameter as {name}.');
  }
  if (/\[[^\]]*\[|\[[^\]]*$|^[^[]*\]/.test(text)) {
    problems.push(
      'The square brackets do not match. They hold what is only said when its parameters are known.',
    );
  }
  return problems;
}

/** Parameters that say nothing of program, health, place or surname; the only ones that a lock screen may show. */
const QUIET_PARAMS: ReadonlySet<string> = new Set([
  ...[
    'name',
    'senderName',
    'link',
    'code',
    'codes',
    'choices',
    'who',
    'held',
    'beside',
    'how',
    'minutes',
    'peerPhone',
    'emergencyNumber',
    'crisisNumber',
  ],
  ...['when', 'due', 'respondBy', 'until', 'validUntil', 'lookAgainOn', 'start', 'end', 'since', 'at'],
]);

/** Of a silent alarm the reader must know that it is one, on a lock screen, too. */
const SAYS_DURESS: ReadonlySet<TemplateId> = new Set<TemplateId>([
  'help-alarm',
  'escalation-unresolved',
  'escalation-handed-over',
]);

/** The same for a program's own wording of one message: it may only name what that message knows, and for `basic` less. */
export function lintWording(template: TemplateId, text: string, detail: Detail): string[] {
  const problems = lintTemplate(text);
  if (problems.length > 0) return problems;
  const kinds: Record<string, ParamKind> = { ...COMMON_PARAMS, ...TEMPLATES[template] };
  const known = new Set(Object.keys(kinds));
  for (const param of paramsOf(text)) {
    if (!known.has(param))
      problems.push(`This message knows no {${param}}. It knows ${[...known].join(', ')}.`);
    else if (
      detail === 'basic' &&
      !QUIET_PARAMS.has(param) &&
      !(SAYS_DURESS.has(template) && param === 'reason')
    )
      problems.push(`{${param}} may show on a lock screen more than the person chose to show.`);
  }
  for (const param of requiredBy(text)) {
    const kind = kinds[param];
    if (typeof kind === 'string' && kind.endsWith('?'))
      problems.push(
        `{${param}} is not always known. Put what is said about it in square brackets: [... {${param}} ...].`,
      );
  }
  return problems;
}
