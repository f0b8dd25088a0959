import fc from 'fast-check';
import { plus } from '../../domain/duration';
import type {
  Duration,
  EscalationId,
  Instant,
  OccurrenceKey,
  PersonId,
  ProgramId,
  Zone,
} from '../../domain/ids';
import type { ChainLevel, EscalationInput, EscalationOutcome, Intent } from '../../workflows/contract';
import { Climb, raised } from '../../workflows/escalation/climb';
import type { Decision } from '../../workflows/support/decision';

const duration = (text: string) => text as Duration;
const person = (id: string) => id as PersonId;
const START = '2026-03-02T22:15:00.000Z' as Instant;

function input(changes: Partial<EscalationInput> = {}): EscalationInput {
  return {
    escalationId: 'escalation-s1-sam-end' as EscalationId,
    kind: 'missed-end',
    programId: 'cat' as ProgramId,
    subjectPersonId: person('sam'),
    waitKey: 'shift-s1/sam/end' as OccurrenceKey,
    allLevelsAtOnce: false,
    policy: {
      levels: [],
      outcomeWithin: duration('PT20M'),
      repeatEvery: duration('PT15M'),
      remindToCloseEvery: duration('PT4H'),
    },
    quietHours: { from: '21:00', to: '08:00' },
    zone: 'America/Toronto' as Zone,
    ...changes,
  };
}

function level(id: string, ...people: string[]): ChainLevel {
  return { id, channels: ['sms', 'email'], acknowledgeWithin: duration('PT5M'), people: people.map(person) };
}

/** Runs a climb by hand: what nobody does happens when its time comes. */
class Night {
  at = START;
  readonly climb: Climb;
  readonly decisions: Decision[] = [];
  readonly intents: Intent[] = [];
  readonly openWaits = new Set<string>();

  constructor(
    chain: ChainLevel[],
    readonly given = input(),
  ) {
    this.climb = new Climb(given, raised(given, START));
    this.keep(this.climb.begin(chain, false, START));
  }

  keep(decision: Decision | undefined): Decision | undefined {
    if (!decision) return decision;
    this.decisions.push(decision);
    this.intents.push(...(decision.intents ?? []));
    for (const { key } of decision.close ?? []) this.openWaits.delete(key);
    if (decision.closeAll) this.openWaits.clear();
    for (const { key } of decision.open ?? []) this.openWaits.add(key);
    return decision;
  }

  /** Nobody does anything until the next thing is due. */
  nobodyActs(): void {
    const { next } = this.climb;
    if (!next) return;
    this.at = next.at;
    const { climb } = this;
    if (next.do === 'climb') this.keep(climb.climbOn(this.at));
    else if (next.do === 'repeat') this.keep(climb.repeat(this.at));
    else if (next.do === 'outcome') this.keep(climb.outcomeOverdue(this.at));
    else this.keep(climb.remindToClose(this.at));
  }

  acknowledges(id: string) {
    return this.keep(
      this.climb.acknowledge({ by: `person:${id}`, personId: person(id), via: 'sms' }, this.at),
    );
  }

  answers(how: 'ok' | 'not-ok' | 'help', key = `reply-${this.decisions.length}`) {
    return this.keep(this.climb.subjectAnswered({ key: key as OccurrenceKey, how }, this.at));
  }

  resolves(outcome: EscalationOutcome = 'found-safe') {
    return this.keep(this.climb.resolve({ by: 'account:a1', outcome }, this.at));
  }

  get state() {
    return this.climb.carried.state;
  }

  /** Who was paged, in order, as `person/level/round`. */
  get paged(): string[] {
    return this.intents
      .filter((intent) => PAGES.has(intent.template))
      .map((intent) => `${intent.personId} ${intent.key.split('/').slice(1, 3).join(' ')}`);
  }

  told(template: string): string[] {
    return this.intents.filter((intent) => intent.template === template).map((intent) => intent.personId);
  }
}

const PAGES = new Set(['escalation-raised', 'escalation-repeat', 'help-alarm']);
const THREE = [level('supervisor', 'ana'), level('second', 'ben'), level('manager', 'cho')];

test('silence climbs level by level, and those told earlier hear of each change once', () => {
  const night = new Night(THREE);
  night.nobodyActs();
  night.nobodyActs();
  expect(night.paged).toEqual(['ana level-1 round-1', 'ben level-2 round-1', 'cho level-3 round-1']);
  expect(night.told('escalation-level-changed')).toEqual(['ana', 'ana', 'ben']);
  expect(night.state).toMatchObject({ status: 'open', level: 2, rounds: 0 });
});

test('an exhausted chain is marked unresolved and told again as a repeat, without end', () => {
  const night = new Night(THREE);
  for (let i = 0; i < 3; i++) night.nobodyActs();
  expect(night.state).toMatchObject({ status: 'unresolved', rounds: 1 });
  expect(night.climb.next).toEqual({ do: 'repeat', at: plus(night.at, 15 * 60_000) });
  night.nobodyActs();
  expect(night.intents.at(-1)).toMatchObject({ template: 'escalation-repeat', personId: 'ana' });
  for (let i = 0; i < 400; i++) night.nobodyActs();
  expect(night.state.status).toBe('unresolved');
  expect(night.told('escalation-unresolved')).toEqual(['ana', 'ben', 'cho']);
});

test('a level with nobody on it falls through at once', () => {
  const night = new Night([level('supervisor'), level('second', 'ben')]);
  expect(night.paged).toEqual(['ben level-2 round-1']);
  expect(night.at).toBe(START);
  expect(night.decisions[0]?.events?.map((event) => event.data)).toContainEqual({
    level: 'supervisor',
    people: 0,
    round: 1,
  });
});

test('a chain with nobody at all is unresolved at once and keeps no worker busy', () => {
  const night = new Night([level('supervisor')], input());
  expect(night.state.status).toBe('unresolved');
  const before = night.at;
  night.nobodyActs();
  expect(Date.parse(night.at) - Date.parse(before)).toBe(15 * 60_000);
});

test('whoever acknowledges has it: everybody told hears so once, and nobody is paged meanwhile', () => {
  const night = new Night(THREE);
  night.nobodyActs();
  night.acknowledges('ben');
  expect(night.told('escalation-acknowledged')).toEqual(['ana', 'ben']);
  expect(night.state).toMatchObject({
    status: 'acknowledged',
    owner: 'ben',
    outcomeDueAt: plus(night.at, 20 * 60_000),
  });
  expect([...night.openWaits]).toEqual(['escalation-s1-sam-end/outcome-1']);
});

test('acknowledging twice, or what somebody else already has, changes nothing', () => {
  const night = new Night(THREE);
  night.acknowledges('ana');
  expect(night.acknowledges('ana')).toBeUndefined();
  expect(night.acknowledges('ben')).toBeUndefined();
  expect(night.state.owner).toBe('ana');
});

test('acknowledged without an outcome climbs to the next level and asks the owner', () => {
  const night = new Night(THREE);
  night.acknowledges('ana');
  night.nobodyActs();
  expect(night.told('escalation-outcome-due')).toEqual(['ana']);
  expect(night.paged).toEqual(['ana level-1 round-1', 'ben level-2 round-1']);
  expect(night.state.status).toBe('open');
  night.acknowledges('ana');
  expect(night.state).toMatchObject({ status: 'acknowledged', owner: 'ana' });
  expect([...night.openWaits]).toEqual(['escalation-s1-sam-end/outcome-2']);
});

test('acknowledged at the last level without an outcome starts the whole chain again at once', () => {
  const night = new Night([level('supervisor', 'ana')]);
  night.acknowledges('ana');
  night.nobodyActs();
  expect(night.paged).toEqual(['ana level-1 round-1', 'ana level-1 round-2']);
  expect(night.state).toMatchObject({ status: 'unresolved', rounds: 1 });
  expect([...night.openWaits].sort()).toEqual([
    'escalation-s1-sam-end/acknowledgement-2',
    'escalation-s1-sam-end/outcome-1',
  ]);
});

test('a late "ok" ends the climbing; it stays open with reminders until a human closes it', () => {
  const night = new Night(THREE);
  night.nobodyActs();
  night.answers('ok');
  expect(night.told('escalation-peer-answered')).toEqual(['ana', 'ben']);
  for (let i = 0; i < 20; i++) night.nobodyActs();
  expect(night.paged).toHaveLength(2);
  expect(night.state).toMatchObject({ status: 'open', peerAnswered: true });
  expect(night.answers('ok')).toBeUndefined();
  night.resolves();
  expect(night.state).toMatchObject({ status: 'resolved', outcome: 'found-safe' });
  expect(night.climb.next).toBeUndefined();
});

test('"not ok" after an "ok" tells all levels at once', () => {
  const night = new Night(THREE);
  night.answers('ok');
  night.answers('not-ok');
  expect(night.paged).toEqual([
    'ana level-1 round-1',
    'ana level-1 round-2',
    'ben level-2 round-2',
    'cho level-3 round-2',
  ]);
  expect(night.state).toMatchObject({ status: 'open', peerAnswered: false });
});

test('a call for help is not called off by a text that says "ok"', () => {
  const night = new Night(THREE, input({ kind: 'help', allLevelsAtOnce: true }));
  night.answers('ok');
  expect(night.state.peerAnswered).toBe(false);
  expect(night.climb.next?.do).toBe('climb');
  expect(night.told('escalation-peer-answered')).toEqual(['ana', 'ben', 'cho']);
});

test('after a duress phrase nobody is told that the person is fine', () => {
  const night = new Night(THREE, input({ kind: 'duress', allLevelsAtOnce: true }));
  night.answers('ok');
  expect(night.told('escalation-peer-answered')).toEqual([]);
  expect(night.climb.next?.do).toBe('climb');
});

test('an answer that crossed the miss pages nobody, and still needs a human to close it', () => {
  const given = input();
  const climb = new Climb(given, raised(given, START));
  const decision = climb.begin(THREE, true, START);
  expect(decision.intents?.map(({ template, personId }) => `${personId} ${template}`)).toEqual([
    'ana escalation-peer-answered',
  ]);
  expect(climb.carried.state).toMatchObject({ status: 'open', peerAnswered: true });
  expect(climb.next?.do).toBe('remind');
});

test('a hand-over tells both, gives the new owner the whole time, and does not stop unacknowledged climbing', () => {
  const night = new Night(THREE);
  night.keep(night.climb.handOver({ by: 'person:ana', to: person('dee') }, night.at));
  expect(night.told('escalation-handed-over')).toEqual(['dee', 'ana']);
  expect(night.climb.next?.do).toBe('climb');
  night.acknowledges('dee');
  night.at = plus(night.at, 19 * 60_000);
  night.keep(night.climb.handOver({ by: 'person:dee', to: person('eve') }, night.at));
  expect(night.state).toMatchObject({
    status: 'acknowledged',
    owner: 'eve',
    outcomeDueAt: plus(night.at, 20 * 60_000),
  });
});

test('a crossing answer with nobody on call tells nobody, and is still for a human to close', () => {
  const given = input();
  const climb = new Climb(given, raised(given, START));
  const decision = climb.begin([level('supervisor'), level('second')], true, START);
  expect(decision.intents ?? []).toEqual([]);
  expect(decision.open).toMatchObject([{ kind: 'escalation-outcome' }]);
  expect(climb.next?.do).toBe('remind');
});

test('taken by an account that is nobody on call: when no outcome comes the next level hears of it all the same', () => {
  const night = new Night(THREE);
  night.keep(night.climb.acknowledge({ by: 'account:a1', via: 'console' }, night.at));
  expect(night.state).toMatchObject({ status: 'acknowledged', acknowledgedBy: 'account:a1' });
  night.nobodyActs();
  expect(night.told('escalation-outcome-due')).toEqual([]);
  expect(night.paged.at(-1)).toBe('ben level-2 round-1');
});

test('all levels at once are given the time of the level that has least', () => {
  const slow = { ...level('supervisor', 'ana'), acknowledgeWithin: duration('PT9M') };
  const quick = { ...level('second', 'ben'), acknowledgeWithin: duration('PT2M') };
  const night = new Night([slow, quick, level('manager', 'cho')], input({ allLevelsAtOnce: true }));
  expect(night.climb.next).toEqual({ do: 'climb', at: plus(START, 2 * 60_000) });
});

test.each([
  ['missed-interval', 'missed-check-in'],
  ['unreachable', 'other'],
  ['missed-end', 'missed-end'],
] as const)('a page about %s gives %s as its reason', (kind, reason) => {
  const night = new Night(THREE, input({ kind, shiftId: 's1' as never }));
  expect(night.intents).toMatchObject([{ template: 'escalation-raised', refs: { reason, shift: 's1' } }]);
});

test('one that was restored without its wait for an outcome still asks for it, and still reminds', () => {
  const restored = (state: object) => {
    const given = input();
    const carried = { ...raised(given, START), chain: THREE, told: [person('ana')] };
    Object.assign(carried.state, { level: 0, owner: person('ana'), ...state });
    return new Climb(given, carried);
  };
  const overdue = restored({ status: 'acknowledged' }).outcomeOverdue(START);
  expect(overdue.intents?.map(({ personId, template }) => `${personId} ${template}`)).toEqual([
    'ana escalation-outcome-due',
    'ben escalation-raised',
  ]);
  const reminded = restored({ peerAnswered: true }).remindToClose(START);
  expect(reminded.due).toBeUndefined();
  expect(reminded.intents).toMatchObject([{ personId: 'ana', template: 'escalation-outcome-due' }]);
});

describe('whatever people do, in whatever order', () => {
  type Move =
    | { who: 'nobody' }
    | { who: 'staff'; id: string }
    | { who: 'peer'; how: 'ok' | 'not-ok' | 'help'; key: string }
    | { who: 'handover'; to: string }
    | { who: 'closer' };
  const people = ['ana', 'ben', 'cho', 'dee'];
  const move: fc.Arbitrary<Move> = fc.oneof(
    { weight: 6, arbitrary: fc.constant<Move>({ who: 'nobody' }) },
    { weight: 3, arbitrary: fc.constantFrom(...people).map((id): Move => ({ who: 'staff', id })) },
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
          else if (step.who === 'peer') night.answers(step.how, step.key);
          else if (step.who === 'handover')
            night.keep(night.climb.handOver({ by: 'account:a1', to: person(step.to) }, night.at));
          else {
            night.resolves();
            break;
          }
          expect(night.state.status).not.toBe('resolved');
          expect(night.climb.next).toBeDefined();
          expect(night.openWaits.size).toBeGreaterThan(0);
          // Plain JSON, so that the next run carries exactly this.
          expect(JSON.parse(JSON.stringify(night.climb.carried))).toEqual(night.climb.carried);
        }
        expect(night.state.status === 'resolved').toBe(moves.some((step) => step.who === 'closer'));
        if (night.climb.over) expect(night.openWaits.size).toBe(0);
        const keys = night.intents.map((intent) => intent.key);
        expect(new Set(keys).size).toBe(keys.length);
        const events = night.decisions.flatMap((decision) =>
          (decision.events ?? []).map((event) => event.key),
        );
        expect(new Set(events).size).toBe(events.length);
        for (const decision of night.decisions) {
          const opened = (decision.open ?? []).map(({ key }) => key);
          expect((decision.close ?? []).filter(({ key }) => opened.includes(key))).toEqual([]);
        }
      }),
      { numRuns: 600 },
    );
  });
});
