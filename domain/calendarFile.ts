import type { Instant, WallClock, Zone } from './ids';
import { instant } from './ids';
import { reading } from './time/wallClock';
import { resolve, wallClock } from './time';

/** A date as a calendar keeps it (RFC 5545). What it is called must do for a lock screen too. */
export interface CalendarEntry {
  /** The same for the life of the thing, wherever it moves. */
  uid: string;
  /** Counts on with every change: a calendar takes the highest. */
  sequence: number;
  stampedAt: Instant;
  /** What people agreed on: the file names the wall clock and its zone, so that new zone rules do not move it. */
  startsWall: WallClock;
  zone: Zone;
  minutes: number;
  cancelled: boolean;
  language: 'en' | 'fr';
  /** First name of whom they meet; absent for a reader who chose `basic`. */
  with?: string;
  /** What it is called; absent for a reader who chose `basic`. */
  title?: string;
  place?: string;
}

const LONGEST_LINE = 75;
const SUMMARY = {
  en: { plain: 'Appointment', with: (name: string) => `Time with ${name}` },
  fr: { plain: 'Rendez-vous', with: (name: string) => `Un moment avec ${name}` },
};

/** The file's text. Lines end as the standard wants, and none is longer than it allows. */
export function calendarFile(entry: CalendarEntry): string {
  const { zone, startsWall, minutes, language } = entry;
  const startsAt = resolve(startsWall, zone).instant;
  const endsWall = wallClock(instant(Date.parse(startsAt) + minutes * 60_000), zone);
  const words = SUMMARY[language];
  const summary = entry.title ?? (entry.with ? words.with(entry.with) : words.plain);
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Full Circle//Calendar//EN',
    'CALSCALE:GREGORIAN',
    `METHOD:${entry.cancelled ? 'CANCEL' : 'PUBLISH'}`,
    ...timeZone(zone, startsAt, startsWall),
    'BEGIN:VEVENT',
    `UID:${escaped(entry.uid)}@full-circle`,
    `SEQUENCE:${entry.sequence}`,
    `DTSTAMP:${utc(entry.stampedAt)}`,
    `DTSTART;TZID=${zone}:${compact(startsWall)}`,
    `DTEND;TZID=${zone}:${compact(endsWall)}`,
    `SUMMARY:${escaped(summary)}`,
    ...(entry.place ? [`LOCATION:${escaped(entry.place)}`] : []),
    `STATUS:${entry.cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    // Nobody else who sees the calendar sees more than that the time is taken.
    'CLASS:PRIVATE',
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return `${lines.map(folded).join('\r\n')}\r\n`;
}

/** The zone as it is at that time; programs that know the zone by its name keep their own, newer rules. */
function timeZone(zone: Zone, at: Instant, wall: WallClock): string[] {
  const shownAsUtc = reading(wallClock(at, zone));
  const offset = Math.round((shownAsUtc - Math.floor(Date.parse(at) / 60_000) * 60_000) / 60_000);
  return [
    'BEGIN:VTIMEZONE',
    `TZID:${zone}`,
    'BEGIN:STANDARD',
    `DTSTART:${wall.slice(0, 4)}0101T000000`,
    `TZOFFSETFROM:${offsetText(offset)}`,
    `TZOFFSETTO:${offsetText(offset)}`,
    'END:STANDARD',
    'END:VTIMEZONE',
  ];
}

function offsetText(minutes: number): string {
  const length = Math.abs(minutes);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(length / 60))}${two(length % 60)}`;
}

function compact(wall: WallClock): string {
  return `${wall.replaceAll(/[-:]/g, '')}00`;
}

function utc(at: Instant): string {
  return `${at.slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}

function escaped(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .replaceAll('\\', '\\\\')
    .replaceAll(';', '\\;')
    .replaceAll(',', '\\,');
}

/** Long lines go on in the next one after a space, never in the middle of a letter. */
function folded(line: string): string {
  const parts: string[] = [];
  let part = '';
  for (const letter of line) {
    const room = LONGEST_LINE - (parts.length > 0 ? 1 : 0);
    if (Buffer.byteLength(part + letter) > room) {
      parts.push(part);
      part = '';
    }
    part += letter;
  }
  return [...parts, part].join('\r\n ');
}
