import { DAY_PARTS, DAYS, SLOTS, type Slot } from '../surveyAnswers';
import { plain } from './plain';

type Day = (typeof DAYS)[number];
type Part = (typeof DAY_PARTS)[number];

const DAY_WORDS: Record<string, readonly Day[]> = {
  any: DAYS,
  weekday: DAYS.slice(0, 5),
  weekdays: DAYS.slice(0, 5),
  semaine: DAYS.slice(0, 5),
  weekend: DAYS.slice(5),
  weekends: DAYS.slice(5),
  ...Object.fromEntries(
    [
      ['mon', 'monday', 'mondays', 'lun', 'lundi', 'lundis'],
      ['tue', 'tues', 'tuesday', 'tuesdays', 'mar', 'mardi', 'mardis'],
      ['wed', 'wednesday', 'wednesdays', 'mer', 'mercredi', 'mercredis'],
      ['thu', 'thur', 'thurs', 'thursday', 'thursdays', 'jeu', 'jeudi', 'jeudis'],
      ['fri', 'friday', 'fridays', 'ven', 'vendredi', 'vendredis'],
      ['sat', 'saturday', 'saturdays', 'sam', 'samedi', 'samedis'],
      ['sun', 'sunday', 'sundays', 'dim', 'dimanche', 'dimanches'],
    ].flatMap((names, index) => names.map((name) => [name, DAYS.slice(index, index + 1)])),
  ),
};
const PART_WORDS: Record<string, readonly Part[]> = {
  any: DAY_PARTS,
  morning: ['morning'],
  mornings: ['morning'],
  matin: ['morning'],
  matins: ['morning'],
  night: ['evening'],
  nights: ['evening'],
  apresmidi: ['afternoon'],
  afternoon: ['afternoon'],
  afternoons: ['afternoon'],
  'apres-midi': ['afternoon'],
  evening: ['evening'],
  evenings: ['evening'],
  soir: ['evening'],
  soirs: ['evening'],
  soiree: ['evening'],
};

/** Days that a word in lower case means, `weekend` included. */
export function dayWords(word: string): readonly Day[] | undefined {
  return Object.hasOwn(DAY_WORDS, word) ? DAY_WORDS[word] : undefined;
}

/** Parts of the day that a word in lower case means. */
export function partWords(word: string): readonly Part[] | undefined {
  return Object.hasOwn(PART_WORDS, word) ? PART_WORDS[word] : undefined;
}

/**
 * Slots meant by `tue-evening`, `Tuesday evening`, `weekday mornings`, `sat` (all day) or `evenings` (every day), in
 * English or French; undefined for anything else.
 */
export function slots(text: string): Slot[] | undefined {
  const said = plain(text);
  const whole = pick(said, 'any') ?? pick('any', said);
  if (whole !== undefined) return whole;
  for (let cut = said.indexOf('-'); cut >= 0; cut = said.indexOf('-', cut + 1)) {
    const both = pick(said.slice(0, cut), said.slice(cut + 1));
    if (both !== undefined) return both;
  }
  return undefined;
}

function pick(dayWord: string, partWord: string): Slot[] | undefined {
  const [days, parts] = [dayWords(dayWord), partWords(partWord)];
  if (days === undefined || parts === undefined) return undefined;
  return SLOTS.filter((slot) => {
    const [day, part] = slot.split('-');
    return days.some((one) => one === day) && parts.some((one) => one === part);
  });
}
