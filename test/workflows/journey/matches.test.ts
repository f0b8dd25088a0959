import { DAY, plus } from '../../../domain/duration';
import type { MentorshipId, OccurrenceKey, PersonId } from '../../../domain/ids';
import type { Actor, DecideMatch, JourneyState, MentorshipMoved } from '../../../workflows/contract';
import {
  checkMatch,
  decideMatch,
  mentorshipHasMoved,
  seekMatch,
} from '../../../workflows/journey/mentorships';
import { NOON, pathOnPaper } from '../../support/onPaper';
import { smallProgram } from '../../support/program';

const LEE: Actor = 'account:lee';
const MO = 'mo' as PersonId;
const PAIR = 'm1' as MentorshipId;

beforeEach(() => jest.useFakeTimers({ now: new Date(NOON) }));
afterEach(() => jest.useRealTimers());

/** Somebody who looks for a mentor and may be matched. */
const looking = (state: Partial<JourneyState> = {}) =>
  pathOnPaper({ stage: 'matching', privileges: ['be-matched'], surveyDone: true, ...state });
const decision = (of: DecideMatch['decision']): DecideMatch => ({
  mentorshipId: PAIR,
  decision: of,
  mentor: { participantId: 'mo', personId: MO, journeyId: 'mo' } as never,
  by: LEE,
});
let news = 0;
const moved = (what: MentorshipMoved['what'], id = PAIR): MentorshipMoved => ({
  key: `news-${(news += 1)}` as OccurrenceKey,
  mentorshipId: id,
  what,
  with: MO,
});
const refused = (type: string) => expect.objectContaining({ type }) as Error;
const active: JourneyState['mentorships'][number] = {
  id: PAIR,
  status: 'active',
  with: MO,
  meetingsHeld: 2,
  missedInARow: 1,
};

describe('staff decide a match', () => {
  test.each<[string, Partial<JourneyState>]>([
    ['while the person has paused', { status: 'paused' }],
    ['on the journey of the mentor', { role: 'mentor' }],
    ['before screening has given what matching needs', { privileges: [] }],
    ['at the end of the path', { stage: 'achievement' }],
  ])('not %s', (_when, state) => {
    expect(() => checkMatch(looking(state).path, decision('approve'))).toThrow(refused('NotPossibleNow'));
  });

  test('in a program that screens nobody, at once', () => {
    const { path } = pathOnPaper({ stage: 'matching' }, smallProgram({ stages: ['matching', 'mentorship'] }));
    expect(() => checkMatch(path, decision('approve'))).not.toThrow();
  });

  test('once: said again it changes nothing, and the opposite is refused', () => {
    const { path, paper } = looking();
    seekMatch(path);
    decideMatch(path, decision('approve'));
    expect(paper.closed).toEqual(['match/0 approved']);
    expect(paper.errands).toBe(1);
    paper.turn();
    // Whatever has become of the person meanwhile, the repeat is no news.
    path.state.status = 'paused';
    expect(() => checkMatch(path, decision('approve'))).not.toThrow();
    decideMatch(path, decision('approve'));
    expect([paper.all, paper.errands, path.state.mentorships]).toEqual([
      {},
      0,
      [expect.objectContaining({ id: PAIR, status: 'offered' })],
    ]);
    expect(() => checkMatch(path, decision('reject'))).toThrow(refused('AlreadyDecided'));
  });
});

describe('staff owe somebody a match', () => {
  test('within the time of the program, and once', () => {
    const { path, paper } = looking();
    seekMatch(path);
    seekMatch(path);
    expect(paper.opened).toMatchObject([{ kind: 'match', owedBy: 'staff', dueAt: plus(NOON, 21 * DAY) }]);
  });

  test('without a limit for a mentor, who is there for as long as it takes', () => {
    const { path, paper } = looking({ role: 'mentor' });
    seekMatch(path);
    expect(paper.opened[0]?.dueAt).toBeUndefined();
  });

  test.each<[string, Partial<JourneyState>]>([
    ['before the survey', { surveyDone: false }],
    ['after a withdrawal', { status: 'withdrawn' }],
    ['while a pair is on its way', { mentorships: [active] }],
    ['to a mentee in the middle of meetings', { stage: 'mentorship' }],
  ])('not %s', (_when, state) => {
    const { path, paper } = looking(state);
    seekMatch(path);
    expect(paper.opened).toEqual([]);
  });

  test('whose only pair is the one in which they have a mentor of their own', () => {
    const { path, paper } = looking({ role: 'mentor', mentorships: [{ ...active, own: true }] });
    seekMatch(path);
    expect(paper.opened).toHaveLength(1);
  });
});

describe('what a pair says of itself', () => {
  test('counts once, and not any more when the path has ended', () => {
    const { path } = looking({ mentorships: [{ ...active }] });
    const attended = moved('meeting-attended');
    mentorshipHasMoved(path, attended);
    mentorshipHasMoved(path, attended);
    expect(path.state).toMatchObject({
      meetingsHeld: 1,
      mentorships: [{ meetingsHeld: 3, missedInARow: 0 }],
    });
    path.state.status = 'ended';
    mentorshipHasMoved(path, moved('meeting-attended'));
    expect(path.state.meetingsHeld).toBe(1);
  });

  test('missed meetings are counted, and a meeting that staff took back counts no more', () => {
    const { path } = looking({ meetingsHeld: 1, mentorships: [{ ...active, meetingsHeld: 1 }] });
    mentorshipHasMoved(path, moved('meeting-missed'));
    expect(path.state.mentorships[0]?.missedInARow).toBe(2);
    mentorshipHasMoved(path, moved('meeting-taken-back'));
    expect(path.state).toMatchObject({ meetingsHeld: 0, mentorships: [{ meetingsHeld: 0 }] });
    mentorshipHasMoved(path, moved('meeting-taken-back'));
    expect(path.state).toMatchObject({ meetingsHeld: 0, mentorships: [{ meetingsHeld: 0 }] });
  });

  test('of a pair that the path has left only a meeting that did not take place after all still matters', () => {
    const { path } = looking({ meetingsHeld: 2 });
    mentorshipHasMoved(path, moved('meeting-attended'));
    mentorshipHasMoved(path, moved('meeting-missed'));
    expect(path.state.meetingsHeld).toBe(2);
    mentorshipHasMoved(path, moved('meeting-taken-back'));
    expect(path.state.meetingsHeld).toBe(1);
  });

  test('an offer is news to the mentor; to the mentee, whose staff made it, it is none', () => {
    const mentor = looking({ role: 'mentor' });
    const mentee = looking();
    for (const { path } of [mentor, mentee]) mentorshipHasMoved(path, moved('offered'));
    expect(mentor.path.state.mentorships).toMatchObject([{ id: PAIR, status: 'offered' }]);
    expect(mentee.path.state.mentorships).toEqual([]);
  });

  test('a pair that is together ends the wait for a match', () => {
    const { path, paper } = looking();
    seekMatch(path);
    mentorshipHasMoved(path, moved('active'));
    expect(path.state.mentorships).toMatchObject([{ status: 'active' }]);
    expect(paper.closed).toEqual(['match/0 matched']);
  });

  test('but not where it is the one in which a mentor has a mentor of their own', () => {
    const { path, paper } = looking({
      role: 'mentor',
      mentorships: [{ ...active, status: 'offered', own: true }],
    });
    seekMatch(path);
    mentorshipHasMoved(path, moved('active'));
    expect(path.state.mentorships).toMatchObject([{ status: 'active', own: true }]);
    expect(paper.closed).toEqual([]);
  });

  test('a pair that is over leaves the others, and the person waits for the next', () => {
    const { path, paper } = looking({ mentorships: [{ ...active }] });
    mentorshipHasMoved(path, moved('ended', 'm0' as MentorshipId));
    expect(path.state.mentorships).toHaveLength(1);
    mentorshipHasMoved(path, moved('ended'));
    expect(path.state.mentorships).toEqual([]);
    expect(paper.opened.map(({ kind }) => kind)).toEqual(['match']);
  });
});

test('a mentor who lets go of a mentor of their own keeps their mentees', () => {
  const { path, paper } = looking({
    role: 'mentor',
    mentorships: [{ ...active }, { ...active, id: 'm2' as MentorshipId, own: true }],
  });
  path.leaveOwnMentor();
  expect(path.state.mentorships.map(({ id }) => id)).toEqual([PAIR]);
  expect(paper.errands).toBe(1);
});
