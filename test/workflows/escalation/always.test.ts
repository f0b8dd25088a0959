import fc from 'fast-check';
import { plus } from '../../../domain/duration';
import { isOver } from '../../../workflows/escalation/alarm';
import { input, level, Night, person } from './night';

describe('whatever people do, in whatever order', () => {
  type Move =
    | { who: 'nobody' }
    | { who: 'staff'; id: string }
    | { who: 'account' }
    | { who: 'peer'; how: 'ok' | 'not-ok' | 'help'; key: string }
    | { who: 'handover'; to: string }
    | { who: 'closer' };
  const people = ['ana', 'ben', 'cho', 'dee'];
  const move: fc.Arbitrary<Move> = fc.oneof(
    { weight: 6, arbitrary: fc.constant<Move>({ who: 'nobody' }) },
    { weight: 3, arbitrary: fc.constantFrom(...people).map((id): Move => ({ who: 'staff', id })) },
    { weight: 1, arbitrary: fc.constant<Move>({ who: 'account' }) },
    {
      weight: 3,
      arbitrary: fc.record({
        who: fc.constant('peer' as const),
        how: fc.constantFrom('ok' as const, 'not-ok' as const, 'help' as const),
        key: fc.integer({ min: 0, max: 9 }).map(String),
      }),
    },
    { weight: 1, arbitrary: fc.constantFrom(...people).map((to): Move => ({ who: 'handover', to })) },
    { weight: 1, arbitrary: fc.constant<Move>({ who: 'closer' }) },
  );
  const chains = fc.array(fc.uniqueArray(fc.constantFrom(...people), { maxLength: 3 }), {
    minLength: 1,
    maxLength: 4,
  });

  test('it never ends without a human, never sleeps without a next step, and pages once a level and round', () => {
    fc.assert(
      fc.property(chains, fc.boolean(), fc.array(move, { maxLength: 60 }), (chain, allAtOnce, moves) => {
        const night = new Night(
          chain.map((ids, i) => level(`l${i}`, ...ids)),
          input({ allLevelsAtOnce: allAtOnce, kind: allAtOnce ? 'help' : 'missed-end' }),
        );
        for (const step of moves) {
          night.at = plus(night.at, 1_000);
          if (step.who === 'nobody') night.nobodyActs();
          else if (step.who === 'staff') night.acknowledges(step.id);
          else if (step.who === 'account') night.takes({ by: 'account:a1', via: 'console' });
          else if (step.who === 'peer') night.answers(step.how, step.key);
          else if (step.who === 'handover') night.handsOver({ by: 'account:a1', to: person(step.to) });
          else {
            night.resolves();
            break;
          }
          expect(night.state.status).not.toBe('resolved');
          expect(night.alarm.next).toBeDefined();
          expect(night.openWaits.size).toBeGreaterThan(0);
          // Plain JSON, so that the next run carries exactly this.
          expect(JSON.parse(JSON.stringify(night.alarm.carried))).toStrictEqual(night.alarm.carried);
        }
        expect(night.state.status === 'resolved').toBe(moves.some((step) => step.who === 'closer'));
        if (isOver(night.alarm)) expect(night.openWaits.size).toBe(0);
        const keys = night.intents.map((intent) => intent.key);
        expect(new Set(keys).size).toBe(keys.length);
        const events = night.decisions.flatMap((decision) =>
          (decision.events ?? []).map((event) => event.key),
        );
        expect(new Set(events).size).toBe(events.length);
        for (const decision of night.decisions) {
          const opened = (decision.open ?? []).map(({ key }) => key);
          expect((decision.close ?? []).filter(({ key }) => opened.includes(key))).toStrictEqual([]);
        }
      }),
      { numRuns: 600 },
    );
  });
});
