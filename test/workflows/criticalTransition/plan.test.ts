import fc from 'fast-check';
import { contactTime } from '../../../domain/contactTime';
import { DAY, plus } from '../../../domain/duration';
import { as, instant, type Duration, type Instant, type WallClock, type Zone } from '../../../domain/ids';
import { wallClock } from '../../../domain/time';
import type { TransitionContactState } from '../../../workflows/contract';
import { plannedAnew, withoutDate } from '../../../workflows/criticalTransition/plan';

const TORONTO = as<Zone>('America/Toronto');

describe('when a contact is due', () => {
  const around = { date: as<WallClock>('2026-03-10T14:00'), zone: TORONTO, time: '10:00' };
  const wall = (at: string) => wallClock(contactTime(around, as<Duration>(at)), TORONTO);

  test('whole days are days of the calendar, over a change of the clocks too', () => {
    expect(wall('-P7D')).toBe('2026-03-03T10:00');
    expect(wall('P1D')).toBe('2026-03-11T10:00');
  });

  test('on the day itself it is the time of the date, and hours are hours after it', () => {
    expect(wall('PT0S')).toBe('2026-03-10T14:00');
    expect(wall('PT6H')).toBe('2026-03-10T20:00');
  });
});

describe('a plan around a date that moves', () => {
  const contact = fc.record({
    what: fc.constantFrom('contact' as const, 'hand-over' as const, 'release' as const),
    status: fc.constantFrom(
      ...(['planned', 'no-date', 'late', 'done', 'not-wanted', 'passed-over', 'cancelled'] as const),
    ),
    days: fc.integer({ min: -30, max: 60 }),
  });
  const now = instant(Date.parse('2026-03-01T15:00:00Z'));
  const contacts = fc.array(contact, { minLength: 1, maxLength: 8 }).map((all) =>
    all.map(({ what, status, days }, place) => ({
      days,
      state: {
        id: `c${place}`,
        what,
        owedBy: 'staff' as const,
        lateAfter: as<Duration>('P1D'),
        status,
        tries: 0,
        ...(status === 'done' && { by: 'account:ana' as const }),
      } satisfies TransitionContactState,
    })),
  );
  const planned = (all: { days: number; state: TransitionContactState }[], date: Instant, isInside = true) =>
    plannedAnew(
      all.map(({ state }) => state),
      all.map(({ state, days }) => ({ id: state.id, dueAt: plus(date, days * DAY) })),
      { now, date, isInside },
    );
  const dates = fc.integer({ min: -40, max: 90 }).map((days) => plus(now, days * DAY));
  const isSettled = ({ status }: TransitionContactState) =>
    ['done', 'not-wanted', 'cancelled'].includes(status);

  test('what has happened has happened, whatever the date becomes', () => {
    fc.assert(
      fc.property(contacts, dates, dates, (all, first, second) => {
        const before = all.map(({ state }) => state).filter(isSettled);
        const once = planned(all, first);
        const twice = planned(
          all.map((one, place) => ({ ...one, state: once[place] as TransitionContactState })),
          second,
        );
        expect(twice.filter(isSettled)).toEqual(before);
        expect(withoutDate(twice).filter(isSettled)).toEqual(before);
      }),
    );
  });

  test('nothing is planned into the past, and everything that is planned has a time', () => {
    fc.assert(
      fc.property(contacts, dates, (all, date) => {
        for (const { status, dueAt } of planned(all, date)) {
          if (status !== 'planned') continue;
          expect(dueAt !== undefined && dueAt >= now).toBe(true);
        }
      }),
    );
  });

  test('before the date nothing is dropped; after it a hand-over and a release are still owed', () => {
    fc.assert(
      fc.property(contacts, dates, (all, date) => {
        for (const [place, { status, what }] of planned(all, date).entries()) {
          const wasOpen = !isSettled(all[place]?.state as TransitionContactState);
          if (wasOpen && (date > now || what !== 'contact')) expect(status).toBe('planned');
        }
      }),
    );
  });

  test('planned twice around the same date it is the same plan', () => {
    fc.assert(
      fc.property(contacts, dates, (all, date) => {
        const once = planned(all, date);
        const again = planned(
          all.map((one, place) => ({ ...one, state: once[place] as TransitionContactState })),
          date,
        );
        expect(again).toEqual(once);
      }),
    );
  });

  test('without a date nothing has a time, and nothing is lost', () => {
    fc.assert(
      fc.property(contacts, dates, (all, date) => {
        const without = withoutDate(planned(all, date));
        expect(without).toHaveLength(all.length);
        expect(without.filter((one) => !isSettled(one)).every(({ dueAt }) => dueAt === undefined)).toBe(true);
      }),
    );
  });
});
