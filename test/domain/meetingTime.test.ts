import fc from 'fast-check';
import { answerProposal, propose, type Proposed, type Time } from '../../domain/meetingTime';
import type { Instant, WallClock } from '../../domain/ids';

const at = (day: number): Time => ({
  startsAt: `2026-03-${String(day).padStart(2, '0')}T22:00:00.000Z` as Instant,
  startsWall: `2026-03-${String(day).padStart(2, '0')}T17:00` as WallClock,
});
const now = '2026-03-05T12:00:00.000Z' as Instant;
const by = (side: 'mentee' | 'mentor', day: number): Proposed => ({ ...at(day), by: side });

test('what one side names waits for the other; naming the same time is agreeing, and the old time is keeping it', () => {
  expect(propose(at(10), undefined, by('mentee', 12), now)).toBe('proposed');
  expect(propose(at(10), by('mentee', 12), by('mentor', 12), now)).toBe('agreed');
  expect(propose(at(10), by('mentee', 12), by('mentor', 14), now)).toBe('proposed');
  expect(propose(at(10), by('mentee', 12), by('mentor', 10), now)).toBe('kept');
  expect(propose(at(10), undefined, by('mentor', 10), now)).toBe('same');
  expect(propose(at(10), undefined, by('mentor', 2), now)).toBe('past');
});

test('nobody accepts their own proposal, nor one whose time has gone by', () => {
  expect(answerProposal(by('mentee', 12), { side: 'mentee', answer: 'accept' }, now)).toBe('own');
  expect(answerProposal(by('mentee', 4), { side: 'mentor', answer: 'accept' }, now)).toBe('past');
  expect(answerProposal(by('mentee', 12), { side: 'mentor', answer: 'decline' }, now)).toBe('kept');
  expect(answerProposal(undefined, { side: 'mentor', answer: 'accept' }, now)).toBe('none');
});

const side = fc.constantFrom('mentee' as const, 'mentor' as const);
const act = fc.oneof(
  fc.record({ what: fc.constant('propose' as const), side, day: fc.integer({ min: 1, max: 20 }) }),
  fc.record({
    what: fc.constant('answer' as const),
    side,
    answer: fc.constantFrom('accept' as const, 'decline' as const),
  }),
);

test('whatever the two say, a meeting only moves to a time that both have named or accepted', () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 30 }), (acts) => {
      let agreed = at(10);
      let open: Proposed | undefined;
      for (const one of acts) {
        const before = agreed;
        const wish = one.what === 'propose' ? by(one.side, one.day) : undefined;
        const outcome = wish
          ? propose(agreed, open, wish, now)
          : answerProposal(open, one as { side: 'mentee' | 'mentor'; answer: 'accept' | 'decline' }, now);
        if (outcome === 'agreed' && open) {
          expect(open.by).not.toBe(one.side);
          expect(open.startsAt > now).toBe(true);
          agreed = { startsAt: open.startsAt, startsWall: open.startsWall };
          open = undefined;
        } else if (outcome === 'kept') open = undefined;
        else if (outcome === 'proposed') open = wish;
        if (outcome !== 'agreed') expect(agreed).toBe(before);
      }
    }),
  );
});
