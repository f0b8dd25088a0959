import { DAY, plus } from '../../../domain/duration';
import type { Duration, PersonId } from '../../../domain/ids';
import type { ProgramPolicy } from '../../../domain/policy';
import type { Actor, JourneyState, PeerAct } from '../../../workflows/contract';
import { askForReview, askForSupervision, startDuties } from '../../../workflows/journey/duties';
import { askForRenewal, planExpiries, setExpiry } from '../../../workflows/journey/expiries';
import { checkPeerAct, peerAct } from '../../../workflows/journey/peerActs';
import { NOON, pathOnPaper } from '../../support/onPaper';
import { smallProgram } from '../../support/program';

const duration = (text: string) => text as Duration;
const LEE: Actor = 'account:lee';
const SAM: Actor = 'person:sam';
const OLA = 'ola' as PersonId;
type Said<A> = A extends unknown ? Omit<A, 'by'> : never;
const act = (what: Said<PeerAct>, by: Actor = LEE) => ({ ...what, by });

beforeEach(() => jest.useFakeTimers({ now: new Date(NOON) }));
afterEach(() => jest.useRealTimers());

const WORK: NonNullable<ProgramPolicy['peerWork']> = {
  supervision: { every: duration('P14D'), within: duration('P7D') },
  reviews: { every: duration('P60D'), within: duration('P14D') },
  agreement: 'v1',
  supports: [{ id: 'school', within: duration('P5D') }],
  tierReviewWithin: duration('P7D'),
};

const peer = (state: Partial<JourneyState> = {}, work = WORK) =>
  pathOnPaper({ role: 'mentor', tier: 'volunteer', ...state }, smallProgram({ peerWork: work }));

/** A peer of a program that has nothing to say about peers' work. */
const elsewhere = () => pathOnPaper({ role: 'mentor', tier: 'volunteer' }, smallProgram());

describe('what a peer owes and is owed', () => {
  test('begins with the first tier, and not before it', () => {
    const { path, paper } = peer({ role: 'mentee' });
    delete path.state.tier;
    startDuties(path);
    expect([paper.opened, path.state.agenda]).toEqual([[], []]);
    path.state.tier = 'volunteer';
    startDuties(path);
    expect(paper.opened.map(({ kind }) => kind)).toEqual(['agreement']);
    expect(path.state.agenda.map(({ do: what }) => what)).toContain('supervision');
  });

  test('begins once: a second beginning asks and plans nothing', () => {
    const { path, paper } = peer();
    startDuties(path);
    const { agenda } = path.state;
    paper.turn();
    startDuties(path);
    expect([paper.all, path.state.agenda]).toEqual([{}, agenda]);
  });

  test('is nothing where the program asks for nothing', () => {
    const { path, paper } = elsewhere();
    startDuties(path);
    askForSupervision(path);
    askForReview(path);
    expect([paper.all, path.state.agenda]).toEqual([{}, []]);
    const bare = peer({}, { supports: [], tierReviewWithin: duration('P7D') });
    startDuties(bare.path);
    expect([bare.paper.all, bare.path.state.agenda]).toEqual([{}, []]);
  });

  test('another text of the agreement is asked for anew, and the old question is over', () => {
    const { path, paper } = peer({ peer: { agreement: 'v0' } });
    startDuties(path);
    path.policy = { ...path.policy, peerWork: { ...WORK, agreement: 'v2' } };
    startDuties(path);
    expect(paper.opened.map(({ details }) => details)).toEqual([{ version: 'v1' }, { version: 'v2' }]);
    expect(paper.closed).toEqual([expect.stringMatching(/^agreement\/v1\/\d+ superseded$/)]);
  });

  test('a reminder that would come with the deadline is not sent', () => {
    const { path } = peer();
    const { transition } = path.policy;
    path.policy = { ...path.policy, transition: { ...transition, consentWithin: duration('P7D') } };
    startDuties(path);
    expect(path.state.agenda.map(({ do: what }) => what)).not.toContain('remind');
    expect(path.state.agenda).toContainEqual(
      expect.objectContaining({ do: 'late', at: plus(NOON, 7 * DAY) }),
    );
  });

  test('supervision and the word about the work are owed by the worker who is named', () => {
    const { path, paper } = peer({ peer: { supervisor: OLA } });
    askForSupervision(path);
    askForReview(path);
    expect(paper.opened.filter(({ owedBy }) => owedBy === 'staff').map(({ personId }) => personId)).toEqual([
      OLA,
      OLA,
    ]);
  });

  test('a review that staff still owe is not owed twice; the peer is asked about the next time', () => {
    const { path, paper } = peer();
    askForReview(path);
    paper.turn();
    askForReview(path);
    expect(paper.opened.map(({ details }) => details?.['direction'])).toEqual(['of-program']);
    expect(paper.closed).toEqual(['work-review/of-program/1 not-given']);
  });
});

describe('what runs out', () => {
  const kit = { item: 'kit', module: 'naloxone' } as const;
  const expiry = (days?: number) =>
    act({
      what: 'expiry',
      ...kit,
      ...(days && { expiresAt: plus(NOON, days * DAY), remindAt: plus(NOON, (days - 10) * DAY) }),
    }) as Extract<PeerAct, { what: 'expiry' }>;

  test('the same date again is no news; another takes its place; none at all ends it', () => {
    const { path, paper } = peer();
    setExpiry(path, expiry(30));
    setExpiry(path, expiry(30));
    setExpiry(path, expiry(60));
    expect(paper.happened).toHaveLength(2);
    expect(path.state.agenda).toMatchObject([{ do: 'renew', at: plus(NOON, 50 * DAY) }]);
    setExpiry(path, expiry());
    expect(path.state.agenda).toEqual([]);
    expect(paper.happened.at(-1)).toEqual(['expiry-noted', { ...kit, expiresAt: null }]);
  });

  test('the person is asked once to renew it, before it runs out', () => {
    const { path, paper } = peer();
    setExpiry(path, expiry(30));
    askForRenewal(path, { do: 'renew', at: NOON, about: 'kit/naloxone' });
    askForRenewal(path, { do: 'renew', at: NOON, about: 'kit/naloxone' });
    expect(paper.opened).toMatchObject([{ kind: 'renewal', dueAt: plus(NOON, 30 * DAY), details: kit }]);
    expect(paper.said).toEqual(['sam renewal-reminder']);
  });

  test('what has run out already, during a pause, is for staff to see; nobody is reminded in time any more', () => {
    const { path, paper } = peer({
      peer: { expiries: { 'kit/naloxone': { expiresAt: plus(NOON, -DAY), remindAt: plus(NOON, -9 * DAY) } } },
    });
    askForRenewal(path, { do: 'renew', at: NOON, about: 'kit/naloxone' });
    expect(paper.opened).toMatchObject([{ kind: 'renewal', dueAt: NOON }]);
    expect(paper.said).toEqual([]);
  });

  test('what does not run out any more is not asked about', () => {
    const { path, paper } = peer();
    askForRenewal(path, { do: 'renew', at: NOON, about: 'kit/gloves' });
    askForRenewal(path, { do: 'renew', at: NOON });
    planExpiries(path);
    expect([paper.all, path.state.agenda]).toEqual([{}, []]);
  });

  test('after a time away the dates are on the agenda again', () => {
    const { path } = peer();
    setExpiry(path, expiry(30));
    path.course.unplan(() => true);
    planExpiries(path);
    expect(path.state.agenda).toMatchObject([{ do: 'renew', about: 'kit/naloxone' }]);
  });
});

describe('what cannot be done now is refused', () => {
  test.each<[string, Said<PeerAct>]>([
    ['own words outside the achievement review', { what: 'own-words' }],
    ['a first shift that nobody waits for', { what: 'shadow-shift' }],
    ['an agreement that is not the present one', { what: 'agreement', version: 'v0' }],
    ['a support that the program does not offer', { what: 'support', supportId: 's', support: 'yacht' }],
    ['a second look that nobody asked for', { what: 'tier-review', changeId: 'c', outcome: 'stands' }],
    ['the end of a mentor of one’s own where there is none', { what: 'own-mentor-ends' }],
  ])('%s', (_what, what) => {
    const refused = expect.objectContaining({ type: 'NotPossibleNow' }) as Error;
    expect(() => checkPeerAct(peer().path, act(what))).toThrow(refused);
    expect(() => checkPeerAct(elsewhere().path, act(what))).toThrow(refused);
  });

  test.each<[string, Partial<JourneyState>, Said<PeerAct>]>([
    ['own words at the review', { role: 'mentee', stage: 'achievement' }, { what: 'own-words' }],
    ['a first shift said twice', { peer: { shadowed: true } }, { what: 'shadow-shift' }],
    ['the present agreement', {}, { what: 'agreement', version: 'v1' }],
    ['a support of the program', {}, { what: 'support', supportId: 's', support: 'school' }],
    [
      'a second look that was taken already',
      { seen: ['tier-review/c'] },
      { what: 'tier-review', changeId: 'c', outcome: 'stands' },
    ],
    [
      'the end of a mentor of one’s own',
      {
        mentorships: [
          { id: 'm' as never, status: 'active', with: OLA, meetingsHeld: 0, missedInARow: 0, own: true },
        ],
      },
      { what: 'own-mentor-ends' },
    ],
    ['naming a supervisor', {}, { what: 'supervisor', personId: OLA }],
    ['supervision', {}, { what: 'supervision', outcome: 'held' }],
    ['a review', {}, { what: 'review', direction: 'of-work' }],
    ['a word on a tier', {}, { what: 'tier-word', changeId: 'c', answer: 'fine' }],
    ['a support that was given', {}, { what: 'support-given', supportId: 's', outcome: 'given' }],
  ])('but not %s', (_what, state, what) => {
    expect(() => checkPeerAct(peer(state).path, act(what))).not.toThrow();
  });
});

describe('an act that is said twice happens once', () => {
  test.each<[string, Said<PeerAct>, Partial<JourneyState>]>([
    ['a first shift', { what: 'shadow-shift' }, {}],
    ['an agreement', { what: 'agreement', version: 'v1' }, {}],
    ['a supervisor', { what: 'supervisor', personId: OLA }, {}],
    ['a support', { what: 'support', supportId: 's', support: 'school' }, {}],
    ['a second look', { what: 'tier-review', changeId: 'c', outcome: 'undone' }, {}],
  ])('%s', (_what, what, state) => {
    const { path, paper } = peer(state);
    peerAct(path, act(what));
    expect(paper.happened).toHaveLength(1);
    peerAct(path, act(what));
    expect(paper.happened).toHaveLength(1);
  });

  test('words and supports that nobody waits for change nothing', () => {
    const { path, paper } = peer();
    peerAct(path, act({ what: 'own-words' }));
    peerAct(path, act({ what: 'support-given', supportId: 's', outcome: 'given' }));
    peerAct(path, act({ what: 'tier-word', changeId: 'c', answer: 'look-again' }));
    expect(paper.all).toEqual({});
  });
});

test('a supervisor who is named is in the ledger, and owes what comes next', () => {
  const { path, paper } = peer();
  peerAct(path, act({ what: 'supervisor', personId: OLA }));
  expect(paper.happened).toContainEqual(['supervisor-named', { to: OLA }]);
  askForSupervision(path);
  expect(paper.opened.at(-1)).toMatchObject({ kind: 'supervision', personId: OLA });
});

test('a support is owed in the time of the program; one that it has no more is owed all the same', () => {
  const { path, paper } = peer();
  peerAct(path, act({ what: 'support', supportId: 's1', support: 'school' }, SAM));
  peerAct(path, act({ what: 'support', supportId: 's2', support: 'of-an-earlier-version' }, SAM));
  expect(paper.opened.map(({ dueAt }) => dueAt)).toEqual([plus(NOON, 5 * DAY), undefined]);
  expect(path.state.agenda).toMatchObject([{ do: 'late', at: plus(NOON, 5 * DAY) }]);
});

describe('a move of tier that the peer did not ask for', () => {
  const moved = (sam = peer()) => {
    sam.path.ask({ key: ['tier', 'c1'], kind: 'tier-change', owedBy: 'participant' });
    sam.paper.turn();
    return sam;
  };

  test('is fine with them: nobody looks at it again', () => {
    const { path, paper } = moved();
    peerAct(path, act({ what: 'tier-word', changeId: 'c1', answer: 'fine' }, SAM));
    expect([paper.closed, paper.opened]).toEqual([['tier/c1 fine'], []]);
  });

  test('is not: somebody else looks at it within the time of the program', () => {
    const { path, paper } = moved();
    peerAct(path, act({ what: 'tier-word', changeId: 'c1', answer: 'look-again' }, SAM));
    expect(paper.opened).toMatchObject([{ kind: 'tier-review', dueAt: plus(NOON, 7 * DAY) }]);
  });

  test('where the program says nothing of peers’ work, within the time for consent', () => {
    const { path, paper } = moved(elsewhere());
    peerAct(path, act({ what: 'tier-word', changeId: 'c1', answer: 'look-again' }, SAM));
    expect(paper.opened).toMatchObject([{ kind: 'tier-review', dueAt: plus(NOON, 14 * DAY) }]);
  });
});
