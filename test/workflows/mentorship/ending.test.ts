import { DAY, plus } from '../../../domain/duration';
import type { Duration, Instant, OccurrenceKey } from '../../../domain/ids';
import type { Actor, JourneyMoved } from '../../../workflows/contract';
import {
  checkClosingWords,
  checkEnd,
  close,
  endMatch,
  hearClosingWords,
  journeyHasMoved,
} from '../../../workflows/mentorship/closing';
import { flagMatch } from '../../../workflows/mentorship/flag';
import {
  acceptOffer,
  checkAnswer,
  declineOffer,
  lapse,
  makeOffer,
} from '../../../workflows/mentorship/offer';
import type { Pair } from '../../../workflows/mentorship/pair';
import { NOON, pairOnPaper } from '../../support/onPaper';

const LEE: Actor = 'account:lee';
const SAM: Actor = 'person:sam';
const MO: Actor = 'person:mo';
const refused = (type: string) => expect.objectContaining({ type }) as Error;
let news = 0;
const moved = (who: 'sam' | 'mo', what: JourneyMoved['what']): JourneyMoved => ({
  key: `news-${(news += 1)}` as OccurrenceKey,
  journeyId: who as never,
  what,
});

beforeEach(() => jest.useFakeTimers({ now: new Date(NOON) }));
afterEach(() => jest.useRealTimers());

const offered = (said: Pair['state']['said'] = {}) => pairOnPaper({ status: 'offered', said });
const closing = (state: Partial<Pair['state']> = {}) =>
  pairOnPaper({ status: 'closing', endReason: 'staff-decided', ...state });

describe('an offer', () => {
  test('that lapses before it would be reminded of is not reminded of', () => {
    const { pair } = offered();
    Object.assign(pair.policy, { remindOfferAfter: 'P7D' as Duration });
    makeOffer(pair);
    expect(pair.state.agenda.map(({ do: what }) => what)).toEqual(['lapse']);
  });

  test('is answered once a side: the same again is fine, another word is refused with what to do', () => {
    const { pair, paper } = offered();
    acceptOffer(pair, { side: 'mentee', by: SAM });
    paper.turn();
    expect(() => checkAnswer(pair, { side: 'mentee', by: SAM }, 'accept')).not.toThrow();
    acceptOffer(pair, { side: 'mentee', by: SAM });
    declineOffer(pair, { side: 'mentee', by: SAM });
    expect(paper.all).toEqual({});
    expect(() => checkAnswer(pair, { side: 'mentee', by: SAM }, 'decline')).toThrow(
      refused('AlreadyDecided'),
    );
  });

  test('that came to nothing is not answered, and lapses no more', () => {
    const { pair, paper } = offered();
    declineOffer(pair, { side: 'mentor', by: MO });
    expect(paper.said).toEqual(['sam match-declined']);
    paper.turn();
    expect(() => checkAnswer(pair, { side: 'mentee', by: SAM }, 'accept')).toThrow(refused('NotPossibleNow'));
    lapse(pair);
    expect(paper.all).toEqual({});
  });

  test('is declined rather than ended', () => {
    expect(() => checkEnd(offered().pair)).toThrow(refused('NotPossibleNow'));
    expect(() => checkEnd(pairOnPaper().pair)).not.toThrow();
  });

  test.each([
    ['mentee', 'sam', 'mo match-lapsed'],
    ['mentor', 'mo', 'sam match-lapsed'],
  ] as const)('whose %s leaves comes to nothing, and the other hears so', (side, who, said) => {
    const other = side === 'mentee' ? 'mentor' : 'mentee';
    const { pair, paper } = offered({ [other]: 'accept' });
    journeyHasMoved(pair, moved(who, 'withdrawn'), () => true);
    expect(paper.closed).toEqual([`offer/${side} lapsed`]);
    expect([paper.said, paper.opened]).toEqual([[said], []]);
    expect(paper.happened).toEqual([['match-answered', { answer: 'lapsed' }]]);
    // The other's journey hears it; the one it came from knows.
    expect(paper.errands).toBe(1);
    expect(pair.state).toMatchObject({ status: 'ended', agenda: [] });
  });

  test('whose mentor takes a break waits for nobody: both journeys hear it, the mentor is left in peace', () => {
    const { pair, paper } = offered({ mentee: 'accept' });
    journeyHasMoved(pair, moved('mo', 'paused'), () => true);
    expect(paper.closed).toEqual(['offer/mentor lapsed']);
    expect(paper.said).toEqual(['sam match-lapsed']);
    expect(paper.errands).toBe(2);
    expect(pair.state.status).toBe('ended');
  });

  test('of somebody who has paused themself says nothing into their pause when the mentor takes a break', () => {
    const { pair, paper } = offered();
    journeyHasMoved(pair, moved('sam', 'paused'));
    expect(pair.state).toMatchObject({ status: 'offered', paused: ['mentee'] });
    journeyHasMoved(pair, moved('mo', 'paused'), () => true);
    expect([paper.said, pair.state.status, pair.state.paused]).toEqual([[], 'ended', []]);
  });

  test('whose side has died is over in silence', () => {
    const { pair, paper } = offered({ mentor: 'accept' });
    journeyHasMoved(pair, moved('sam', 'died'));
    expect(paper.closed).toEqual(['offer/mentee died', 'offer/mentor died']);
    expect(paper.said).toEqual([]);
  });

  test('that was flagged ends the questions that are open, and only those', () => {
    const { pair, paper } = offered({ mentor: 'accept' });
    flagMatch(pair);
    expect(paper.closed).toEqual(['offer/mentee ended']);
  });
});

describe('a pair ends', () => {
  test('once, whatever is said after it', () => {
    const { pair, paper } = pairOnPaper();
    endMatch(pair, { reason: 'staff-decided', by: LEE } as never);
    paper.turn();
    endMatch(pair, { reason: 'goals-reached', by: LEE } as never);
    expect(paper.all).toEqual({});
    expect(pair.state.endReason).toBe('staff-decided');
  });

  test('because one has left: the other is asked for closing words, and the one who left is left in peace', () => {
    const { pair, paper } = pairOnPaper();
    journeyHasMoved(pair, moved('sam', 'withdrawn'));
    expect(paper.said).toEqual(['mo personal-link']);
    hearClosingWords(pair, { side: 'mentor', by: MO });
    expect(pair.state.status).toBe('ended');
  });

  test('because goals are reached: both are asked for closing words', () => {
    const { pair, paper } = pairOnPaper();
    journeyHasMoved(pair, moved('sam', 'achieved'));
    expect(paper.said).toEqual(['sam personal-link', 'mo personal-link']);
    expect(pair.state.agenda).toMatchObject([{ do: 'close', at: plus(NOON, 14 * DAY) }]);
  });

  test('because one has died: nothing is asked and nothing said', () => {
    const { pair, paper } = pairOnPaper({ outbox: [{ key: 'k' as OccurrenceKey, at: NOON }] });
    journeyHasMoved(pair, moved('mo', 'died'));
    expect([paper.said, paper.opened, pair.state.outbox]).toEqual([[], [], []]);
    expect(pair.state).toMatchObject({ status: 'ended', endReason: 'died' });
  });

  test('a death while closing words are waited for ends the waiting, in silence', () => {
    const { pair, paper } = closing({
      closingWords: { mentee: true, mentor: false },
      outbox: [{ key: 'k' as OccurrenceKey, at: NOON }],
    });
    journeyHasMoved(pair, moved('sam', 'died'));
    expect(paper.closed).toEqual(['closing/mentor none']);
    expect([pair.state.status, pair.state.outbox]).toEqual(['ended', []]);
  });

  test('news of a journey counts once, and after the end not at all', () => {
    const { pair, paper } = pairOnPaper();
    const left = moved('sam', 'paused');
    journeyHasMoved(pair, left);
    journeyHasMoved(pair, { ...left });
    expect(pair.state.paused).toEqual(['mentee']);
    pair.end();
    paper.turn();
    journeyHasMoved(pair, moved('sam', 'died'));
    flagMatch(pair);
    expect(paper.all).toEqual({});
  });
});

describe('closing words', () => {
  test('are given after the end, once a side; with both the pair is over', () => {
    for (const pair of [offered().pair, pairOnPaper().pair])
      expect(() => checkClosingWords(pair)).toThrow(refused('NotPossibleNow'));
    const { pair, paper } = closing();
    expect(() => checkClosingWords(pair)).not.toThrow();
    hearClosingWords(pair, { side: 'mentee', by: SAM });
    hearClosingWords(pair, { side: 'mentee', by: SAM });
    expect(paper.closed).toEqual(['closing/mentee given']);
    expect(pair.state.status).toBe('closing');
    hearClosingWords(pair, { side: 'mentor', by: MO });
    expect(pair.state.status).toBe('ended');
    paper.turn();
    pair.state.closingWords.mentee = false;
    hearClosingWords(pair, { side: 'mentee', by: SAM });
    expect(paper.all).toEqual({});
  });

  test('that nobody gives are an answer too', () => {
    const { pair, paper } = closing({ closingWords: { mentee: false, mentor: true } });
    close(pair);
    expect(paper.closed).toEqual(['closing/mentee none']);
    expect(pair.state.status).toBe('ended');
  });

  test('are asked no more once the pair is flagged; the reason that was kept stays', () => {
    const { pair, paper } = closing({
      endReason: 'goals-reached',
      closingWords: { mentee: true, mentor: false },
    });
    flagMatch(pair);
    expect(paper.closed).toEqual(['closing/mentor ended']);
    expect(paper.all.mentorship).toMatchObject({ block: 'flagged', endReason: 'goals-reached' });
    expect([paper.happened, paper.errands]).toEqual([[], 0]);
  });
});

describe('a pause of one of the two', () => {
  const agenda = (days: number): { do: string; at: Instant }[] => [
    { do: 'lapse', at: plus(NOON, days * DAY) },
    { do: 'remind-meeting', at: plus(NOON, DAY) },
  ];

  test('gives an offer as much longer as it was; what belongs to a meeting stays', () => {
    const { pair } = offered();
    pair.state.agenda = agenda(5);
    journeyHasMoved(pair, moved('sam', 'paused'));
    jest.setSystemTime(new Date(plus(NOON, 3 * DAY)));
    journeyHasMoved(pair, moved('sam', 'resumed'));
    expect(pair.state.agenda).toEqual(agenda(8));
    expect(pair.state.paused).toEqual([]);
  });

  test('lasts until both are back', () => {
    const { pair } = closing({ agenda: agenda(5) });
    journeyHasMoved(pair, moved('sam', 'paused'));
    journeyHasMoved(pair, moved('sam', 'paused'));
    journeyHasMoved(pair, moved('mo', 'paused'));
    expect(pair.state.paused).toEqual(['mentee', 'mentor']);
    journeyHasMoved(pair, moved('sam', 'resumed'));
    expect(pair.state.agenda).toEqual(agenda(5));
    journeyHasMoved(pair, moved('mo', 'resumed'));
    expect(pair.state.pausedAt).toBeUndefined();
  });

  test('coming back without having been away changes nothing', () => {
    const { pair, paper } = closing({ agenda: agenda(5) });
    journeyHasMoved(pair, moved('mo', 'resumed'));
    expect([paper.all, pair.state.agenda]).toEqual([{}, agenda(5)]);
  });
});
