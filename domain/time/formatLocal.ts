import type { Instant, Zone } from '../ids';
import { WEEKDAYS, weekdayOf } from './calendar';
import { wallClock } from './wallClock';

/**
 * Names are written out here because Node's own formatters read Node's own zone tables and because these must fit the
 * characters of an SMS: `août` with its circumflex would more than double the price of a text, and `aout` has been right
 * since the spelling reform of 1990.
 */
const NAMES = {
  en: {
    weekdays: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
    months: 'January February March April May June July August September October November December'.split(
      ' ',
    ),
  },
  fr: {
    weekdays: ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'],
    months: 'janvier février mars avril mai juin juillet aout septembre octobre novembre décembre'.split(' '),
  },
} as const;

/** `time` 17:00 · `day` Sunday March 1 · `day-time` Sunday 17:00 · `date-time` Sunday March 1, 17:00 · `date` March 1, 2026 */
export type LocalStyle = 'time' | 'day' | 'day-time' | 'date-time' | 'date';

/** An instant as people in that zone read it: 24-hour clock; in French `17 h 00` and `1er mars`. */
export function formatLocal(at: Instant, zone: Zone, language: 'en' | 'fr', style: LocalStyle): string {
  const wall = wallClock(at, zone);
  const names = NAMES[language];
  const weekday = names.weekdays[WEEKDAYS.indexOf(weekdayOf(wall))] as string;
  const month = names.months[Number(wall.slice(5, 7)) - 1] as string;
  const day = Number(wall.slice(8, 10));
  const year = wall.slice(0, 4);
  const date = language === 'fr' ? `${day === 1 ? '1er' : day} ${month}` : `${month} ${day}`;
  const [hour, minute] = wall.slice(11).split(':') as [string, string];
  const time = language === 'fr' ? `${Number(hour)} h ${minute}` : `${hour}:${minute}`;
  switch (style) {
    case 'time':
      return time;
    case 'day':
      return `${weekday} ${date}`;
    case 'day-time':
      return `${weekday} ${time}`;
    case 'date-time':
      return `${weekday} ${date}, ${time}`;
    case 'date':
      return language === 'fr' ? `${date} ${year}` : `${date}, ${year}`;
  }
}
