import { RELEASE } from './release';
import { DAY, plus } from '../../../domain/duration';
import type { OccurrenceKey, PersonId, WallClock } from '../../../domain/ids';
import type { Actor, CriticalTransitionInput, JourneyMoved } from '../../../workflows/contract';
import { begin } from '../../../workflows/criticalTransition/begin';
import { lateContact, openContact } from '../../../workflows/criticalTransition/contacts';
import type { Crossing } from '../../../workflows/criticalTransition/crossing';
import { checkMove, dateStillUnknown, goInside, moveDate } from '../../../workflows/criticalTransition/date';
import {
  checkClose,
  close,
  complete,
  isDone,
  journeyHasMoved,
} from '../../../workflows/criticalTransition/ending';
import {
  arrangeHandOver,
  checkHandOver,
  checkMark,
  markContact,
} from '../../../workflows/criticalTransition/marking';
import { crossingOnPaper, NOON } from '../../support/onPaper';

const LEE: Actor = 'account:lee';
const RORY = 'rory' as PersonId;
const refused = (type: string) => expect.objectContaining({ type }) as Error;
const wall = (days: number) => `${plus(NOON, days * DAY).slice(0, 10)}T09:00` as WallClock;

beforeEach(() => jest.useFakeTimers({ now: new Date(NOON) }));
afterEach(() => jest.useRealTimers());

/** A release in ten days; the person is inside. */
function release(input: Partial<CriticalTransitionInput> = {}) {
  const one = crossingOnPaper(RELEASE, { date: wall(10), insideSince: plus(NOON, -DAY), ...input });
  begin(one.crossing);
  return one;
}

/** Its contacts are planned around the date, as the activity does it. */
function planned(input: Partial<CriticalTransitionInput> = {}, mentor: PersonId | null = RORY) {
  const one = release(input);
  const { state } = one.crossing;
  const days: Record<string, number> = { before: 3, 'hand-over': 9, out: 10, 'third-day': 13 };
  state.contacts = state.contacts.map((contact) => ({
    ...contact,
    status: 'planned',
    dueAt: plus(NOON, (days[contact.id] ?? 0) * DAY),
  }));
  state.dateAt = plus(NOON, 10 * DAY);
  one.crossing.isPlanned = true;
  one.paper.turn();
  for (const contact of state.contacts) openContact(one.crossing, contact, mentor, () => true);
  return one;
}

const contact = (crossing: Crossing, id: string) => crossing.contact(id)!;
const mark = (
  crossing: Crossing,
  id: string,
  outcome: 'done' | 'not-reached' | 'not-wanted',
  on?: WallClock,
) => {
  const act = { contact: id, outcome, by: LEE, ...(on && { on }) };
  checkMark(crossing, act);
  markContact(crossing, act);
};

describe('it begins', () => {
  test('with a partner who has a part in it, and inside only from the day that was said', () => {
    const { crossing, paper } = release({ insideSince: plus(NOON, 2 * DAY), partner: 'jail-liaison' });
    expect(paper.happened[0]).toEqual([
      'transition-planned',
      expect.objectContaining({ date: wall(10).slice(0, 10), inside: true, partner: 'jail-liaison' }),
    ]);
    expect(crossing.state.inside).toBe(false);
    expect(crossing.carried.agenda).toContainEqual({ do: 'go-inside', at: plus(NOON, 2 * DAY) });
    expect(paper.errands).toBe(0);
    paper.turn();
    goInside(crossing);
    expect(crossing.state.inside).toBe(true);
    expect(paper.errands).toBe(1);
  });

  test('somebody who is out already by then does not go in', () => {
    const { crossing, paper } = release({ insideSince: plus(NOON, 2 * DAY) });
    crossing.carried.outAt = NOON;
    paper.turn();
    goInside(crossing);
    expect([crossing.state.inside, paper.errands]).toEqual([false, 0]);
    const closed = release({ insideSince: plus(NOON, 2 * DAY) });
    close(closed.crossing, { outcome: 'completed', by: LEE } as never);
    goInside(closed.crossing);
    expect(closed.crossing.state.inside).toBe(false);
  });
});

describe('the date', () => {
  test.each<[string, (crossing: Crossing) => void, unknown, string]>([
    [
      'of what is closed',
      (one) => close(one, { outcome: 'called-off', by: LEE } as never),
      wall(3),
      'TransitionOver',
    ],
    ['without saying which', () => undefined, undefined, 'DateNeeded'],
    ['to unknown, of somebody who is out', (one) => void (one.carried.outAt = NOON), null, 'NotPossibleNow'],
  ])('does not move %s', (_what, prepare, date, type) => {
    const { crossing } = release();
    prepare(crossing);
    expect(() => checkMove(crossing, { date: date as WallClock, by: LEE })).toThrow(refused(type));
  });

  test('that is the same is no news, an unknown one that stays unknown neither', () => {
    const { crossing, paper } = release();
    paper.turn();
    moveDate(crossing, { date: wall(10), by: LEE });
    expect(paper.all).toEqual({});
    moveDate(crossing, { date: null, by: LEE });
    paper.turn();
    moveDate(crossing, { date: null, by: LEE });
    expect(paper.all).toEqual({});
    expect(crossing.carried.round).toBe(2);
  });

  test('for as long as nobody knows it is asked for again and again, each time another task', () => {
    const { crossing, paper } = release();
    moveDate(crossing, { date: null, by: LEE });
    const wait = paper.opened[0]!.key;
    paper.turn();
    for (const number of [undefined, 1, 2])
      dateStillUnknown(crossing, { do: 'date-unknown', at: NOON, wait, ...(number && { number }) });
    dateStillUnknown(crossing, { do: 'date-unknown', at: NOON });
    expect(paper.opened.map(({ details }) => details?.['times'])).toEqual([1, 2]);
    expect(paper.all.due).toContainEqual({ key: wait, dueAt: plus(NOON, 7 * DAY) });
  });
});

describe('a contact', () => {
  test('is owed by the mentor in person, by the partner, or by staff where there is neither', () => {
    const owers = ({ paper }: ReturnType<typeof planned>): Record<string, unknown> =>
      Object.fromEntries(
        paper.opened.map(({ details, owedBy, personId }) => [
          String(details?.['contact']),
          [details?.['owedBy'], owedBy, personId, details?.['partner']],
        ]),
      );
    expect(owers(planned({ partner: 'jail-liaison' }))).toMatchObject({
      before: ['partner', 'staff', undefined, 'jail-liaison'],
      'third-day': ['mentor', 'participant', RORY, undefined],
    });
    expect(owers(planned({}, null))).toMatchObject({
      before: ['staff', 'staff', undefined, undefined],
      'third-day': ['staff', 'staff', undefined, undefined],
    });
  });

  test('late is late once, and what is done is not late any more', () => {
    const { crossing, paper } = planned();
    paper.turn();
    const late = { do: 'contact-late', at: NOON, about: 'before' };
    lateContact(crossing, late);
    lateContact(crossing, late);
    lateContact(crossing, { ...late, about: 'none-of-these' });
    expect(paper.opened).toMatchObject([{ kind: 'staff-task', details: { contact: 'before' } }]);
    expect(contact(crossing, 'before').status).toBe('late');
  });

  test('not reached is owed again the next day; one that is late already stays late', () => {
    const { crossing, paper } = planned();
    paper.turn();
    mark(crossing, 'before', 'not-reached');
    expect(contact(crossing, 'before')).toMatchObject({
      status: 'planned',
      tries: 1,
      dueAt: plus(NOON, DAY),
    });
    expect(paper.all.due).toMatchObject([{ dueAt: plus(NOON, DAY) }]);
    lateContact(crossing, { do: 'contact-late', at: NOON, about: 'before' });
    mark(crossing, 'before', 'not-reached');
    expect(contact(crossing, 'before')).toMatchObject({ status: 'late', tries: 2 });
  });

  test('that is settled stays as it is, whoever says something else later', () => {
    const { crossing, paper } = planned();
    mark(crossing, 'before', 'not-wanted');
    paper.turn();
    mark(crossing, 'before', 'done');
    expect(paper.all).toEqual({});
    expect(contact(crossing, 'before').status).toBe('not-wanted');
  });

  test.each<[string, string, 'done' | 'not-wanted', string]>([
    ['one that the plan does not have', 'tea', 'done', 'UnknownContact'],
    ['being out, as not wanted', 'out', 'not-wanted', 'NotPossibleNow'],
    ['a hand-over to nobody', 'hand-over', 'done', 'PersonNeeded'],
  ])('%s is not marked', (_what, id, outcome, type) => {
    expect(() => mark(planned().crossing, id, outcome)).toThrow(refused(type));
  });
});

describe('who hands over to whom', () => {
  test('is arranged once, may change, and may have no name that we keep', () => {
    const { crossing, paper } = planned();
    paper.turn();
    arrangeHandOver(crossing, { to: RORY, by: LEE });
    arrangeHandOver(crossing, { to: RORY, by: LEE });
    arrangeHandOver(crossing, { by: LEE });
    expect(paper.happened.map((one) => (one as [string, { to: unknown }])[1].to)).toEqual([RORY, null]);
    expect(crossing.carried.handOverTo).toBeUndefined();
    expect(() => mark(crossing, 'hand-over', 'done')).not.toThrow();
  });
});

describe('out', () => {
  test('they are greeted, with the name of whoever they were handed over to', () => {
    const { crossing, paper } = planned();
    arrangeHandOver(crossing, { to: RORY, by: LEE });
    mark(crossing, 'out', 'done');
    expect(paper.all.intents).toMatchObject([{ template: 'transition-hello', refs: { other: RORY } }]);
    expect(crossing.state.inside).toBe(false);
    expect(paper.errands).toBe(1);
  });

  test('earlier than was said: the days after are counted from then', () => {
    const { crossing, paper } = planned();
    paper.turn();
    mark(crossing, 'out', 'done', wall(0));
    expect(paper.happened).toContainEqual([
      'transition-date-moved',
      expect.objectContaining({ from: wall(10).slice(0, 10), to: wall(0).slice(0, 10) }),
    ]);
    expect(crossing.state.date).toBe(wall(0));
    expect(crossing.isPlanned).toBe(false);
  });

  test('is said once, although a second contact says so too', () => {
    const again = { ...RELEASE.contacts[2]!, id: 'out-again' };
    const { crossing, paper } = crossingOnPaper(
      { ...RELEASE, contacts: [...RELEASE.contacts, again] },
      { date: wall(10), insideSince: NOON },
    );
    begin(crossing);
    mark(crossing, 'out', 'done');
    mark(crossing, 'out-again', 'done');
    expect(paper.said).toEqual(['sam transition-hello']);
  });
});

describe('it ends', () => {
  const settle = (crossing: Crossing) => {
    arrangeHandOver(crossing, { by: LEE });
    for (const { id } of RELEASE.contacts) mark(crossing, id, 'done');
  };

  test('by itself when everything is settled, the date is known, and nobody is inside', () => {
    const { crossing, paper } = planned();
    expect(isDone(crossing)).toBe(false);
    settle(crossing);
    expect(isDone(crossing)).toBe(true);
    crossing.state.inside = true;
    expect(isDone(crossing)).toBe(false);
    crossing.state.inside = false;
    crossing.isPlanned = false;
    expect(isDone(crossing)).toBe(false);
    paper.turn();
    complete(crossing);
    expect(paper.happened).toEqual([
      ['transition-closed', expect.objectContaining({ outcome: 'completed', done: 4, of: 4 })],
    ]);
  });

  test('after which nothing is marked, arranged or ended again', () => {
    const { crossing, paper } = planned();
    const calledOff = { outcome: 'called-off', by: LEE } as never;
    close(crossing, calledOff);
    expect(contact(crossing, 'before').status).toBe('cancelled');
    paper.turn();
    close(crossing, calledOff);
    journeyHasMoved(crossing, { key: 'k' as OccurrenceKey, what: 'died', journeyId: 'sam' as never });
    expect([paper.all, paper.errands]).toEqual([{}, 0]);
    expect(() => mark(crossing, 'before', 'done')).toThrow(refused('TransitionOver'));
    expect(() => checkHandOver(crossing)).toThrow(refused('TransitionOver'));
  });

  test.each(['completed', 'cancelled'])('%s only by somebody who is out', (outcome) => {
    const { crossing } = planned();
    expect(() => checkClose(crossing, { outcome, by: LEE } as never)).toThrow(refused('NotPossibleNow'));
    crossing.state.inside = false;
    expect(() => checkClose(crossing, { outcome, by: LEE } as never)).not.toThrow();
  });

  test('with the path, in silence; a pause of it changes nothing', () => {
    const moved = (what: JourneyMoved['what']): JourneyMoved => ({
      key: `journey-sam/${what}` as OccurrenceKey,
      what,
      journeyId: 'sam' as never,
    });
    const { crossing, paper } = planned();
    paper.turn();
    journeyHasMoved(crossing, moved('paused'));
    expect(crossing.isOpen).toBe(true);
    journeyHasMoved(crossing, moved('died'));
    expect(crossing.state).toMatchObject({ status: 'closed', outcome: 'died', inside: false });
    expect(paper.errands).toBe(0);
    const left = planned();
    left.paper.turn();
    journeyHasMoved(left.crossing, moved('withdrawn'));
    expect(left.paper.errands).toBe(1);
  });
});
