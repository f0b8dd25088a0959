import fc from 'fast-check';
import { calendarFile, type CalendarEntry } from '../../domain/calendarFile';
import type { Instant, WallClock, Zone } from '../../domain/ids';

const entry: CalendarEntry = {
  uid: 'meeting-p1-3',
  sequence: 2,
  stampedAt: '2026-02-27T15:00:00.000Z' as Instant,
  startsWall: '2026-07-01T17:30' as WallClock,
  zone: 'America/Toronto' as Zone,
  minutes: 60,
  cancelled: false,
  language: 'en',
  with: 'Alex',
};

test('names the wall clock and its zone, keeps its identity, and counts on when it moves', () => {
  const file = calendarFile(entry);
  expect(file).toContain('DTSTART;TZID=America/Toronto:20260701T173000\r\n');
  expect(file).toContain('DTEND;TZID=America/Toronto:20260701T183000\r\n');
  expect(file).toContain('TZOFFSETTO:-0400\r\n');
  expect(file).toContain('UID:meeting-p1-3@full-circle\r\nSEQUENCE:2\r\n');
  expect(file).toContain('SUMMARY:Time with Alex\r\n');
  expect(calendarFile({ ...entry, startsWall: '2026-12-01T17:30' as WallClock })).toContain(
    'TZOFFSETTO:-0500',
  );
  expect(calendarFile({ ...entry, zone: 'America/Vancouver' as Zone })).toContain('TZOFFSETTO:-0700');
  expect(calendarFile({ ...entry, zone: 'Asia/Kolkata' as Zone })).toContain('TZOFFSETTO:+0530');
});

test('a long title goes on in the next lines, whole and never cut in the middle of a letter', () => {
  const title = `Café and a walk by the river ${'é'.repeat(90)}`;
  const lines = calendarFile({ ...entry, title }).split('\r\n');
  expect(lines.filter((line) => line.startsWith(' ')).length).toBeGreaterThan(1);
  expect(lines.every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
  expect(lines.join('\r\n').replaceAll('\r\n ', '')).toContain(`SUMMARY:${title}\r\n`);
});

test('cancelled, a calendar takes it out again', () => {
  const file = calendarFile({ ...entry, cancelled: true });
  expect(file).toContain('METHOD:CANCEL\r\n');
  expect(file).toContain('STATUS:CANCELLED\r\n');
});

test('for somebody who chose basic it names nobody and nothing', () => {
  const basic: CalendarEntry = { ...entry };
  delete basic.with;
  expect(calendarFile(basic)).toContain('SUMMARY:Appointment\r\n');
  expect(calendarFile({ ...basic, language: 'fr' })).toContain('SUMMARY:Rendez-vous\r\n');
});

test('whatever a title says, every line is short enough and no text breaks out of its field', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.string({ maxLength: 200 }),
      (title, place) => {
        const lines = calendarFile({ ...entry, title, place }).split('\r\n');
        for (const line of lines) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
        const unfolded = lines.join('\r\n').replaceAll('\r\n ', '').split('\r\n');
        expect(unfolded.filter((line) => line.startsWith('BEGIN:'))).toHaveLength(4);
        expect(unfolded.filter((line) => line === 'END:VCALENDAR')).toHaveLength(1);
        expect(unfolded.every((line) => line === '' || /^[A-Z-]+[:;]/.test(line))).toBe(true);
      },
    ),
  );
});
