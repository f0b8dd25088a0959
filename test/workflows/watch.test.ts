import { HOUR, MINUTE, plus } from '../../domain/duration';
import type {
  Duration,
  EscalationId,
  Instant,
  PersonId,
  ProgramId,
  ShiftId,
  SiteId,
  Zone,
} from '../../domain/ids';
import type { Actor, ShiftInput } from '../../workflows/contract';
import { isOvertaken, type MovedRuns } from '../../workflows/shift/timetable';
import { Watch } from '../../workflows/shift/watch';
import type { Decision } from '../../workflows/support/decision';

const duration = (text: string) => text as Duration;
const SAM = 'sam' as PersonId;
const KIM = 'kim' as PersonId;
const LEE: Actor = 'account:lee';
/** When the shift becomes known: an hour before it starts. */
const KNOWN = '2026-03-02T13:00:00.000Z' as Instant;
const STARTS = plus(KNOWN, HOUR);
const ENDS = plus(STARTS, 8 * HOUR);

function shift(changes: Partial<ShiftInput> = {}, policy: Partial<ShiftInput['policy']> = {}): ShiftInput {
  return {
    shiftId: 's1' as ShiftId,
    programId: 'cat' as ProgramId,
    siteId: 'cat.north' as SiteId,
    zone: 'America/Toronto' as Zone,
    startsAt: STARTS,
    endsAt: ENDS,
    peers: [SAM],
    policy: {
      startCheckIn: false,
      endNudges: ['-PT10M', 'PT0M', 'PT10M'].map(duration),
      grace: duration('PT15M'),
      lateNudgeEvery: duration('PT10M'),
      lateNudges: 2,
      ...policy,
    },
    escalation: {
      levels: [],
      outcomeWithin: duration('PT20M'),
      repeatEvery: duration('PT15M'),
      remindToCloseEvery: duration('PT4H'),
    },
    quietHours: { from: '21:00', to: '08:00' },
    scheduledBy: LEE,
    ...changes,
  };
}

const watching = (changes?: Partial<ShiftInput>, policy?: Partial<ShiftInput['policy']>, at = KNOWN) =>
  new Watch(shift(changes, policy), at);
const kinds = (decision: Decision | undefined) => decision?.events?.map(({ kind }) => kind);
const told = (decision: Decision | undefined) =>
  decision?.intents?.map(({ personId, template }) => `${personId} ${template}`);

/** Everything about the shift is asked and met until so long after its end; those who are missed are raised. */
function runsUntil(watch: Watch, afterEnd: number, silent: PersonId[] = []): string[] {
  const met: string[] = [];
  for (
    let next = watch.timetable.next;
    next && next.at <= plus(watch.state.endsAt, afterEnd);
    next = watch.timetable.next
  ) {
    watch.standing(next.at);
    watch.timetable.meet(next);
    met.push(`${next.occasion.kind} ${next.step} ${next.number}`);
    if (next.step === 'missed') for (const peer of silent) watch.raise(next, peer);
    watch.timetable.saw(next, silent, next.at);
  }
  return met;
}

describe('whoever joins while the shift runs', () => {
  const INTERVALS = { startCheckIn: true, interval: duration('PT2H') };
  const joining: [string, (watch: Watch, at: Instant) => void][] = [
    ['taken on by staff', (watch, at) => watch.addPeer({ personId: KIM, by: LEE }, at)],
    ['taking over', (watch, at) => watch.handOver({ from: SAM, to: KIM, by: LEE }, at)],
    [
      'accepting an offer',
      (watch, at) => {
        watch.offers.make([KIM], ENDS, LEE);
        watch.offerAnswered({ personId: KIM, answer: 'accept', by: `person:${KIM}` }, at);
      },
    ],
  ];

  test.each(joining)('%s, is not asked for check-ins that were answered before', (_, joins) => {
    const watch = watching({}, INTERVALS);
    expect(runsUntil(watch, -5 * HOUR)).toEqual(['start ask 0', 'interval ask 0']);
    joins(watch, plus(STARTS, 3 * HOUR));
    expect(watch.timetable.next).toMatchObject({ occasion: { kind: 'interval', number: 2 }, step: 'ask' });
  });

  test.each(joining)('%s, is asked for what is within its grace', (_, joins) => {
    const watch = watching({}, INTERVALS);
    runsUntil(watch, -5 * HOUR);
    joins(watch, plus(STARTS, 2 * HOUR + 14 * MINUTE));
    const again = watch.timetable.next!;
    expect(again).toMatchObject({ occasion: { kind: 'interval', number: 1 }, step: 'ask' });
    // Nobody may nudge whoever joined at the moment of the nudge, so that it does not overtake the question.
    expect(watch.asks(again)).toMatchObject({
      expiresAt: plus(STARTS, 2 * HOUR + 15 * MINUTE),
      joinedBefore: plus(STARTS, 2 * HOUR + 7.5 * MINUTE),
    });
  });
});

describe('an offered shift', () => {
  test('is asked of each once, and owes nobody anything', () => {
    const watch = watching();
    const until = watch.offers.until(KNOWN);
    expect(watch.offers.make([SAM, KIM], until, LEE).open).toMatchObject([{ personId: KIM, dueAt: STARTS }]);
    expect(watch.offers.make([KIM], until, LEE)).toEqual({ open: [], events: [], intents: [] });
    expect(watch.state).toMatchObject({ peers: [SAM], offered: [KIM] });
  });

  test('may be thought about for as long as the program says, and never longer than until it starts', () => {
    expect(watching({}, { offerWithin: duration('PT20M') }).offers.until(KNOWN)).toBe(
      plus(KNOWN, 20 * MINUTE),
    );
    expect(watching({}, { offerWithin: duration('P2D') }).offers.until(KNOWN)).toBe(STARTS);
    expect(watching().offers.until(KNOWN)).toBe(STARTS);
  });

  test('that has begun may be joined until it ends', () => {
    expect(watching().offers.until(plus(STARTS, MINUTE))).toBe(ENDS);
  });

  test('accepted: the peer is on it, and is told when it is', () => {
    const watch = watching();
    watch.offers.make([KIM], STARTS, LEE);
    const decision = watch.offerAnswered({ personId: KIM, answer: 'accept', by: `person:${KIM}` });
    expect(watch.state).toMatchObject({ peers: [SAM, KIM], offered: [] });
    expect(decision?.close).toMatchObject([{ key: 'shift-s1/kim/offer-1', outcome: 'accepted' }]);
    expect(told(decision)).toEqual(['kim shift-scheduled']);
  });

  test('accepted after it lapsed still counts: the place may be free', () => {
    const watch = watching();
    watch.offers.make([KIM], STARTS, LEE);
    watch.offerLapsed(KIM);
    const decision = watch.offerAnswered({ personId: KIM, answer: 'accept', by: `person:${KIM}` });
    expect(decision?.close).toBeUndefined();
    expect(watch.state.peers).toEqual([SAM, KIM]);
  });

  test.each([
    ['declined', (watch: Watch) => watch.offerAnswered({ personId: KIM, answer: 'decline', by: LEE })],
    ['lapsed', (watch: Watch) => watch.offerLapsed(KIM)],
  ])('%s: staff see that a peer is missing, once', (outcome, answer) => {
    const watch = watching();
    watch.offers.make([KIM], STARTS, LEE);
    const decision = answer(watch);
    expect(decision?.close).toMatchObject([{ outcome }]);
    expect(decision?.open).toMatchObject([
      { kind: 'staff-task', owedBy: 'staff', details: { task: 'shift-unfilled' } },
    ]);
    expect(answer(watch)).toBeUndefined();
    expect(watch.state.peers).toEqual([SAM]);
  });

  test('is offered again under another key, so that an earlier answer does not stand for it', () => {
    const watch = watching();
    watch.offers.make([KIM], STARTS, LEE);
    watch.offerLapsed(KIM);
    expect(watch.offers.make([KIM], STARTS, LEE).open).toMatchObject([{ key: 'shift-s1/kim/offer-2' }]);
    expect(watch.offers.knows(KIM)).toBe(true);
    expect(watch.offers.knows(SAM)).toBe(false);
  });

  test('a restored shift tells nobody again who was told on joining, and waits for no alarm that a human has ended', () => {
    const ended = ['escalation-s1-sam-end' as EscalationId];
    const restored = { changes: 1, saidAboutEnd: 0, offers: {}, openEscalations: [], ended, joined: [KIM] };
    const watch = watching({ restored, peers: [SAM, KIM] });
    expect(told(watch.scheduled(KNOWN))).toEqual(['sam shift-scheduled']);
    runsUntil(watch, HOUR, [SAM, KIM]);
    for (const id of watch.endedBeforeRaised) watch.escalationEnded(id);
    expect(watch.state.openEscalations).toEqual(['escalation-s1-kim-end']);
  });

  test('a restored shift goes on counting its offers, its changes and what it has said', () => {
    const restored = { changes: 3, saidAboutEnd: 2, offers: { [KIM]: 1 }, openEscalations: [] };
    const watch = watching({ restored });
    expect(watch.offers.knows(KIM)).toBe(true);
    expect(watch.offers.make([KIM], STARTS, LEE).open).toMatchObject([{ key: 'shift-s1/kim/offer-2' }]);
    // Put on it, there is nothing left to say yes or no to.
    const joins = watch.addPeer({ personId: KIM, by: LEE }, undefined, () => true);
    expect(joins?.events).toMatchObject([
      { key: 'shift-s1/kim/offer-2/accepted' },
      { key: 'shift-s1/peers-4/kim' },
    ]);
    expect(joins?.close).toMatchObject([{ key: 'shift-s1/kim/offer-2', outcome: 'accepted' }]);
    expect(watch.state.offered).toEqual([]);
    expect(watch.offerAnswered({ personId: KIM, answer: 'decline', by: SAM as never })).toBeUndefined();
    expect(watch.timetable.next).toMatchObject({ step: 'ask', number: 2 });
  });
});

describe('who is on the shift', () => {
  test('whoever is on it is not added again', () => {
    expect(watching().addPeer({ personId: SAM, by: LEE })).toBeUndefined();
  });

  test('a hand-over to somebody who is on it too takes one off and adds nobody', () => {
    const watch = watching({ peers: [SAM, KIM] });
    const decision = watch.handOver({ from: SAM, to: KIM, by: LEE });
    expect(watch.state.peers).toEqual([KIM]);
    expect(decision.shift?.peers).toEqual({ remove: [SAM] });
    expect(told(decision)).toEqual(['sam shift-cancelled']);
  });

  test('whoever joins after a miss owes the end like everybody else, and is not asked about what was missed', () => {
    const watch = watching({}, { startCheckIn: true });
    while (watch.timetable.next?.occasion.kind === 'start') {
      const { next } = watch.timetable;
      watch.timetable.meet(next);
      watch.timetable.saw(next, [SAM], next.at);
    }
    watch.addPeer({ personId: KIM, by: LEE });
    expect(watch.timetable.next).toMatchObject({ occasion: { kind: 'end' }, step: 'ask' });
  });

  test('whoever joins between question and miss is asked at once', () => {
    const watch = watching({}, { startCheckIn: true });
    const ask = watch.timetable.next!;
    watch.timetable.meet(ask);
    watch.timetable.saw(ask, [], ask.at);
    expect(watch.timetable.next?.occasion.kind).toBe('end');
    watch.addPeer({ personId: KIM, by: LEE });
    expect(watch.timetable.next).toMatchObject({ occasion: { kind: 'start' }, step: 'ask', at: STARTS });
  });
});

describe('where it stands', () => {
  test('it wakes for its start, then for what is asked, and for nothing once it is closed', () => {
    const watch = watching();
    expect(watch.wakeAt).toBe(STARTS);
    expect(watch.standing(STARTS)?.shift?.status).toBe('running');
    expect(watch.standing(STARTS)).toBeUndefined();
    expect(watch.wakeAt).toBe(plus(ENDS, -10 * MINUTE));
    watch.close();
    expect(watch.wakeAt).toBeUndefined();
    expect(watch.standing(ENDS)).toBeUndefined();
    expect(watch.changeable).toBe(false);
  });

  test('it wakes some seconds after what is done for all shifts at once', () => {
    const watch = watching({ deadlines: 'announced', wakes: 'behind' });
    expect(watch.wakeAt).toBe(plus(STARTS, 5_000));
    watch.standing(STARTS);
    expect(watch.wakeAt).toBe(plus(ENDS, -10 * MINUTE + 5_000));
  });

  test('a start that is asked about before it is shown comes in its own order', () => {
    const watch = watching({}, { startCheckIn: true });
    expect(watch.wakeAt).toBe(STARTS);
    expect(watch.standing(ENDS)?.shift?.status).toBe('ended');
  });

  test('it is over when everybody has answered about its end, and not before the end has come', () => {
    const watch = watching();
    const early = watch.timetable.next!;
    watch.timetable.meet(early);
    watch.timetable.saw(early, [], early.at);
    expect(watch.over).toBe(false);
    runsUntil(watch, 0);
    expect(watch.over).toBe(true);
    expect(watch.changeable).toBe(false);
  });

  test('a missed end keeps it open until a human has ended what was raised', () => {
    const watch = watching();
    expect(runsUntil(watch, 15 * MINUTE, [SAM])).toEqual([
      'end ask 0',
      'end nudge 1',
      'end nudge 2',
      'end missed 0',
    ]);
    expect(watch.over).toBe(false);
    expect(watch.changeable).toBe(false);
    const [raised] = watch.state.openEscalations;
    watch.escalationEnded('escalation-of-another-shift' as never);
    expect(watch.over).toBe(false);
    watch.escalationEnded(raised!);
    expect(watch.over).toBe(true);
  });

  test('a nudge that came too late to be the newest word is not said; a question and a miss always are', () => {
    const watch = watching();
    const ask = watch.timetable.next!;
    watch.timetable.meet(ask);
    const nudge = watch.timetable.next!;
    expect(nudge.step).toBe('nudge');
    expect(isOvertaken(nudge, plus(nudge.expiresAt, -1))).toBe(false);
    expect(isOvertaken(nudge, nudge.expiresAt)).toBe(true);
    expect(isOvertaken(ask, plus(ask.expiresAt, HOUR))).toBe(false);
  });

  test('called off, it is over, wakes for nothing, and its peers hear of it', () => {
    const watch = watching();
    expect(told(watch.cancel(LEE, ['kim' as PersonId]))).toEqual([
      'sam shift-cancelled',
      'kim shift-cancelled',
    ]);
    expect(watch.over).toBe(true);
    expect(watch.wakeAt).toBeUndefined();
    expect(watch.standing(ENDS)).toBeUndefined();
  });

  test('a shift that is upon its peers already is kept, and not announced', () => {
    expect(told(watching().scheduled(KNOWN))).toEqual(['sam shift-scheduled']);
    const late = watching().scheduled(STARTS);
    expect(kinds(late)).toEqual(['shift-scheduled']);
    expect(late.intents).toBeUndefined();
  });
});

describe('when its times change', () => {
  test('longer and shorter are said in different words, with the new end', () => {
    const watch = watching();
    expect(watch.moveEnd(30, LEE, KNOWN).intents).toMatchObject([
      { template: 'shift-extended', refs: { at: plus(ENDS, 30 * MINUTE), minutes: 30 } },
    ]);
    expect(watch.moveEnd(-60, LEE, KNOWN).intents).toMatchObject([
      { template: 'shift-changed', refs: { at: plus(ENDS, -30 * MINUTE) } },
    ]);
    expect(watch.state.endsAt).toBe(plus(ENDS, -30 * MINUTE));
  });

  test('whoever asks for more is answered where they asked, and owes an answer anew; the others hear of it', () => {
    const watch = watching({ peers: [SAM, KIM] });
    const longer = watch.moveEnd(30, 'person:sam', KNOWN);
    expect(told(longer)).toEqual(['kim shift-extended']);
    expect(longer.due?.map(({ again }) => again ?? false)).toEqual([true, false]);
  });

  test('ending right now they are asked at once; news of the new end would only come between', () => {
    const watch = watching();
    const at = plus(ENDS, -HOUR);
    watch.standing(at);
    const decision = watch.moveEnd(-60, LEE, at);
    expect(decision.intents).toEqual([]);
    expect(decision.shift).toMatchObject({ status: 'ended', endsAt: at });
    expect(watch.timetable.next).toMatchObject({ step: 'ask', at });
  });

  test('the end is asked about anew, with numbers that nothing said before has', () => {
    const watch = watching();
    runsUntil(watch, 0, [SAM]);
    watch.moveEnd(60, LEE, plus(ENDS, MINUTE));
    expect(watch.state.status).toBe('running');
    expect(watch.timetable.next).toMatchObject({ step: 'ask', number: 2, at: plus(ENDS, 50 * MINUTE) });
  });

  describe('a longer shift has room for check-ins that the shorter one had not', () => {
    const INTERVALS = { interval: duration('PT2H'), grace: duration('PT30M') };
    const asked = (watch: Watch) =>
      watch.timetable.ahead
        .filter(({ step, occasion }) => step === 'missed' && occasion.kind === 'interval')
        .map(({ occasion }) => occasion.number);

    test('those that are past are left out, also when somebody joins or it moves once more', () => {
      const watch = watching({}, INTERVALS);
      runsUntil(watch, MINUTE, [SAM]);
      watch.moveEnd(180, 'person:sam', plus(ENDS, MINUTE));
      expect(asked(watch)).toEqual([5]);
      watch.addPeer({ personId: KIM, by: LEE }, plus(ENDS, 2 * MINUTE));
      watch.moveEnd(120, LEE, plus(ENDS, 3 * MINUTE));
      expect(asked(watch)).toEqual([5, 6]);
    });

    test('runs of before go on with them', () => {
      const watch = watching({}, INTERVALS);
      runsUntil(watch, MINUTE, [SAM]);
      watch.moveEnd(180, LEE, plus(ENDS, MINUTE), {
        leavesOutPast: () => false,
        keepsAsked: () => false,
        asksStartNow: () => false,
      });
      expect(asked(watch)).toEqual([4, 5]);
    });

    test('what is being asked when the shift is ended is missed when its grace is over, unless it was answered', () => {
      const ended = (silent: PersonId[], runs?: MovedRuns) => {
        const watch = watching({}, INTERVALS);
        runsUntil(watch, -2 * HOUR, silent);
        watch.moveEnd(-116, LEE, plus(ENDS, -119 * MINUTE), runs);
        return watch;
      };
      const miss = ended([SAM]).timetable.ahead.find(({ step }) => step === 'missed');
      expect(miss).toMatchObject({ occasion: { number: 3 }, at: plus(ENDS, -90 * MINUTE) });
      expect(asked(ended([]))).toEqual([]);
      expect(
        asked(
          ended([SAM], { leavesOutPast: () => false, keepsAsked: () => false, asksStartNow: () => false }),
        ),
      ).toEqual([]);
    });

    test('one that was asked before a shortening left no room for it is still looked after', () => {
      const watch = watching({}, INTERVALS);
      runsUntil(watch, -2 * HOUR, [SAM]);
      watch.moveEnd(-105, LEE, plus(ENDS, -119 * MINUTE));
      expect(asked(watch)).toEqual([3]);
      watch.moveEnd(60, LEE, plus(ENDS, -110 * MINUTE));
      expect(asked(watch)).toEqual([3]);
    });
  });

  test('a start that other zone rules put behind is asked about now with its whole grace; what else is past is not', () => {
    const watch = watching({}, { startCheckIn: true, interval: duration('PT20M') });
    const at = plus(STARTS, -10 * MINUTE);
    watch.reschedule(plus(STARTS, -HOUR), plus(ENDS, -HOUR), 'system', at);
    const ahead = watch.timetable.ahead.filter(({ occasion }) => occasion.kind !== 'end');
    expect(ahead[0]).toMatchObject({ occasion: { kind: 'start' }, step: 'ask', at });
    const missed = ahead.find(({ step }) => step === 'missed');
    expect(missed).toMatchObject({ occasion: { kind: 'start' }, at: plus(at, 15 * MINUTE) });
    expect(ahead.find(({ occasion }) => occasion.kind === 'interval')).toMatchObject({
      occasion: { number: 3 },
    });
  });

  test('other zone rules move both ends and tell the peers; the same instants change nothing', () => {
    const watch = watching();
    expect(watch.reschedule(STARTS, ENDS, 'system', KNOWN)).toBeUndefined();
    const decision = watch.reschedule(plus(STARTS, -HOUR), plus(ENDS, -HOUR), 'system', KNOWN);
    expect(decision).toMatchObject({
      shift: { status: 'running', startsAt: KNOWN },
      due: [{ dueAt: plus(ENDS, -HOUR) }],
      events: [{ data: { minutes: -60, reason: 'zone-rules' } }],
    });
    expect(told(decision)).toEqual(['sam shift-changed']);
    expect(watch.reschedule(KNOWN, plus(ENDS, HOUR), 'system', KNOWN)?.shift?.status).toBe('running');
  });
});
