import { millis } from '../../domain/duration';
import type { Duration } from '../../domain/ids';
import type { Definition } from '../../programs';

type Both = { en: string; fr: string };

/**
 * The working-alone procedure of a program, in sentences: what intervals are set, who the designated contacts are, and
 * what happens when somebody cannot be reached. Made from the definition that the product runs on, so that the paper
 * says what the machine does.
 */
export function rulesInWords(definition: Definition): { en: string[]; fr: string[] } {
  const { shift, escalation, emergency } = definition;
  const rules: Both[] = [];
  if (shift.startCheckIn)
    rules.push({
      en: 'Every peer checks in at the start of the shift.',
      fr: 'Chaque pair confirme son arrivée au début du quart.',
    });
  if (shift.interval)
    rules.push({
      en: `During the shift every peer is asked to check in every ${inWords(shift.interval, 'en')}.`,
      fr: `Pendant le quart, on demande à chaque pair de se manifester toutes les ${inWords(shift.interval, 'fr')}.`,
    });
  rules.push({
    en: `At the end of the shift a check-in is required. It is asked for ${offsets(shift.endNudges, 'en')}.`,
    fr: `À la fin du quart, un pointage est obligatoire. Il est demandé ${offsets(shift.endNudges, 'fr')}.`,
  });
  rules.push({
    en: `A check-in that has not come ${inWords(shift.grace, 'en')} after it was due is a miss, and raises an escalation to a human. The peer is still asked, up to ${shift.lateNudges} more times, every ${inWords(shift.lateNudgeEvery, 'en')}.`,
    fr: `Un pointage qui n’est pas venu ${inWords(shift.grace, 'fr')} après l’heure prévue est manqué, et déclenche une alerte à une personne. Le pair est encore sollicité, au plus ${shift.lateNudges} fois, toutes les ${inWords(shift.lateNudgeEvery, 'fr')}.`,
  });
  for (const [i, level] of escalation.levels.entries())
    rules.push({
      en: `Designated contact ${i + 1}: ${title(level.title, 'en')}, told by ${channels(level.channels, 'en')}. Without an acknowledgement within ${inWords(level.acknowledgeWithin, 'en')} the next one is told.`,
      fr: `Personne désignée ${i + 1} : ${title(level.title, 'fr')}, avertie par ${channels(level.channels, 'fr')}. Sans accusé de réception en ${inWords(level.acknowledgeWithin, 'fr')}, la suivante est avertie.`,
    });
  rules.push({
    en: `Whoever acknowledges says within ${inWords(escalation.outcomeWithin, 'en')} how it ended; otherwise it goes on to the next contact. When nobody is left, the chain begins again every ${inWords(escalation.repeatEvery, 'en')} and it stands as unresolved. An escalation never closes by itself: a human closes it, with an outcome.`,
    fr: `La personne qui s’en occupe dit en ${inWords(escalation.outcomeWithin, 'fr')} comment cela s’est terminé; sinon, la suivante est avertie. Quand il ne reste personne, la chaîne recommence toutes les ${inWords(escalation.repeatEvery, 'fr')} et l’alerte figure comme non réglée. Une alerte ne se ferme jamais d’elle-même : une personne la ferme, avec une issue.`,
  });
  rules.push({
    en: `${inWords(shift.coverageCheckBefore, 'en')} before each shift it is seen whether every designated contact can be reached; a gap is an alert of its own.`,
    fr: `${inWords(shift.coverageCheckBefore, 'fr')} avant chaque quart, on vérifie que chaque personne désignée est joignable; un vide est une alerte en soi.`,
  });
  rules.push({
    en: `A call for help on shift tells all designated contacts at once. In danger the peer is told to call ${emergency.number}.`,
    fr: `Un appel à l’aide pendant le quart avertit toutes les personnes désignées à la fois. En cas de danger, le pair est invité à appeler le ${emergency.number}.`,
  });
  rules.push({
    en: `${inWords(escalation.debriefAfter, 'en')} after an escalation has ended, the peer is offered a debrief.`,
    fr: `${inWords(escalation.debriefAfter, 'fr')} après la fin d’une alerte, on offre un retour au pair.`,
  });
  return { en: rules.map(({ en }) => en), fr: rules.map(({ fr }) => fr) };
}

const UNITS = {
  en: {
    day: ['day', 'days'],
    hour: ['hour', 'hours'],
    minute: ['minute', 'minutes'],
    second: ['second', 'seconds'],
  },
  fr: {
    day: ['jour', 'jours'],
    hour: ['heure', 'heures'],
    minute: ['minute', 'minutes'],
    second: ['seconde', 'secondes'],
  },
} as const;

/** A duration as one says it: `2 hours`, `1 heure 30 minutes`. */
function inWords(duration: Duration, language: 'en' | 'fr'): string {
  let seconds = Math.abs(millis(duration)) / 1_000;
  const parts: string[] = [];
  for (const [unit, size] of [
    ['day', 86_400],
    ['hour', 3_600],
    ['minute', 60],
    ['second', 1],
  ] as const) {
    const n = Math.floor(seconds / size);
    seconds -= n * size;
    if (n > 0) parts.push(`${n} ${UNITS[language][unit][n === 1 ? 0 : 1]}`);
  }
  return parts.join(' ') || (language === 'en' ? 'no time' : 'aucun délai');
}

function offsets(list: readonly Duration[], language: 'en' | 'fr'): string {
  const said = list.map((offset) => {
    const ms = millis(offset);
    if (ms === 0) return language === 'en' ? 'at the end' : 'à la fin';
    const span = inWords(offset, language);
    if (language === 'en') return ms < 0 ? `${span} before` : `${span} after`;
    return ms < 0 ? `${span} avant` : `${span} après`;
  });
  const last = said.pop() ?? '';
  return said.length > 0 ? `${said.join(', ')} ${language === 'en' ? 'and' : 'et'} ${last}` : last;
}

function channels(list: readonly string[], language: 'en' | 'fr'): string {
  const names =
    language === 'en'
      ? { sms: 'text message', voice: 'telephone call', email: 'email' }
      : { sms: 'texto', voice: 'appel téléphonique', email: 'courriel' };
  return list.map((channel) => names[channel as 'sms'] ?? channel).join(', ');
}

function title(
  text: string | { en?: string | undefined; fr?: string | undefined },
  language: 'en' | 'fr',
): string {
  if (typeof text === 'string') return text;
  return text[language] ?? text.en ?? text.fr ?? '';
}
