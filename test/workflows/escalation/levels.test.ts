import { MINUTE, plus } from '../../../domain/duration';
import type { Duration, Instant, OccurrenceKey, ShiftId } from '../../../domain/ids';
import { input, level, Night, person, START, THREE } from './night';

const ID = 'escalation-s1-sam-end';

test('raised: it is written what it is about, and the first level is paged by its own channels', () => {
  const since = '2026-03-02T22:00:00.000Z' as Instant;
  const night = new Night(THREE, input({ since, shiftId: 's1' as ShiftId }));
  expect(night.decisions).toStrictEqual([
    {
      events: [
        { key: `${ID}/raised`, kind: 'escalation-raised', by: 'system', data: { kind: 'missed-end' } },
        {
          key: `${ID}/told/level-1/round-1`,
          kind: 'escalation-level-told',
          by: 'system',
          data: { level: 'supervisor', people: 1, round: 1 },
        },
      ],
      open: [
        {
          key: `${ID}/acknowledgement-1`,
          kind: 'escalation-acknowledgement',
          owedBy: 'staff',
          subjectPersonId: 'sam',
          dueAt: plus(START, 5 * MINUTE),
        },
      ],
      intents: [
        {
          key: `${ID}/level-1/round-1/ana`,
          personId: 'ana',
          template: 'escalation-raised',
          refs: {
            escalation: ID,
            peer: 'sam',
            shift: 's1',
            wait: `${ID}/acknowledgement-1`,
            reason: 'missed-end',
            level: 'supervisor',
            count: 1,
            at: since,
          },
          urgency: 'escalation',
          channels: ['sms', 'email'],
          waitKey: `${ID}/acknowledgement-1`,
        },
      ],
      escalation: { status: 'open', level: 0, peerAnswered: false },
    },
  ]);
  expect(night.alarm.next).toStrictEqual({ do: 'climb', at: plus(START, 5 * MINUTE) });
});

test('a page says since when something is wrong: since it was raised, where nothing was due', () => {
  const night = new Night(THREE, input({ kind: 'help' }));
  expect(night.intents[0]?.refs).toMatchObject({ at: START, reason: 'help' });
  expect(night.intents[0]?.refs).not.toHaveProperty('shift');
});

test.each([
  ['missed-start', 'missed-start'],
  ['missed-interval', 'missed-check-in'],
  ['unreachable', 'other'],
  ['not-ok', 'not-ok'],
] as const)('the reason of %s is said as %s', (kind, reason) => {
  expect(new Night(THREE, input({ kind })).intents[0]?.refs?.['reason']).toBe(reason);
});

test.each([
  ['missed-end', 'escalation-raised', 'escalation-repeat'],
  ['help', 'help-alarm', 'help-alarm'],
  ['duress', 'help-alarm', 'help-alarm'],
  ['drill', 'drill-alarm', 'drill-alarm'],
] as const)('%s is paged as %s, and again as %s', (kind, first, again) => {
  const night = new Night([level('supervisor', 'ana')], input({ kind }));
  night.nobodyActs();
  night.nobodyActs();
  const pages = night.intents.filter(({ key }) => key.includes('/level-1/'));
  expect(pages.map(({ template }) => template)).toStrictEqual([first, again]);
  expect(pages.map(({ refs }) => refs?.['count'])).toStrictEqual([1, 2]);
});

describe('level by level', () => {
  test('silence climbs, and those told earlier hear of each change once', () => {
    const night = new Night(THREE);
    night.nobodyActs();
    night.nobodyActs();
    expect(night.paged).toStrictEqual(['ana level-1 round-1', 'ben level-2 round-1', 'cho level-3 round-1']);
    expect(night.told('escalation-level-changed')).toStrictEqual(['ana', 'ana', 'ben']);
    expect(night.state).toMatchObject({ status: 'open', level: 2, rounds: 0 });
  });

  test('a climb moves the deadline of the one wait that staff owe, and says at which level it is now', () => {
    const night = new Night(THREE);
    const climbed = night.nobodyActs();
    const at = plus(START, 5 * MINUTE);
    const wait = `${ID}/acknowledgement-1`;
    expect(climbed).toMatchObject({ due: [{ key: wait, dueAt: plus(at, 5 * MINUTE) }] });
    expect(climbed).not.toHaveProperty('open');
    expect(climbed?.intents).toContainEqual({
      key: `${ID}/change-1/ana`,
      personId: 'ana',
      template: 'escalation-level-changed',
      refs: { escalation: ID, peer: 'sam', level: 'second', at },
      urgency: 'notice',
      waitKey: wait,
    });
    expect([...night.openWaits]).toStrictEqual([wait]);
    expect(night.nobodyActs()?.intents?.map(({ key }) => key)).toContain(`${ID}/change-2/ben`);
  });

  test('a level with nobody on it falls through at once', () => {
    const night = new Night([level('supervisor'), level('second', 'ben')]);
    expect(night.paged).toStrictEqual(['ben level-2 round-1']);
    expect(night.at).toBe(START);
    expect(night.decisions[0]?.events?.map((event) => event.data)).toContainEqual({
      level: 'supervisor',
      people: 0,
      round: 1,
    });
  });

  test('whoever stands on the next level too is paged again, and hears no news of it besides', () => {
    const night = new Night([level('supervisor', 'ana', 'ben'), level('second', 'ben')]);
    night.nobodyActs();
    expect(night.paged).toStrictEqual(['ana level-1 round-1', 'ben level-1 round-1', 'ben level-2 round-1']);
    expect(night.told('escalation-level-changed')).toStrictEqual(['ana']);
    night.nobodyActs();
    // Everybody told hears that the chain is exhausted, each once.
    expect(night.told('escalation-unresolved')).toStrictEqual(['ana', 'ben']);
  });
});

describe('an exhausted chain', () => {
  test('is marked unresolved and told again as a repeat, without end', () => {
    const night = new Night(THREE);
    for (let i = 0; i < 3; i++) night.nobodyActs();
    expect(night.state).toMatchObject({ status: 'unresolved', rounds: 1 });
    expect(night.alarm.next).toStrictEqual({ do: 'repeat', at: plus(night.at, 15 * MINUTE) });
    night.nobodyActs();
    expect(night.intents.at(-1)).toMatchObject({ template: 'escalation-repeat', personId: 'ana' });
    for (let i = 0; i < 400; i++) night.nobodyActs();
    expect(night.state.status).toBe('unresolved');
    expect(night.told('escalation-unresolved')).toStrictEqual(['ana', 'ben', 'cho']);
  });

  test('is written each round; the news of it says which wait an answer meets', () => {
    const night = new Night([level('supervisor', 'ana')]);
    const wait = `${ID}/acknowledgement-1`;
    expect(night.nobodyActs()).toStrictEqual({
      due: [{ key: wait, dueAt: plus(night.at, 15 * MINUTE) }],
      events: [
        { key: `${ID}/unresolved-1`, kind: 'escalation-unresolved', by: 'system', data: { round: 1 } },
      ],
      intents: [
        {
          key: `${ID}/unresolved/ana`,
          personId: 'ana',
          template: 'escalation-unresolved',
          refs: { escalation: ID, peer: 'sam', wait },
          urgency: 'notice',
          waitKey: wait,
        },
      ],
      escalation: { status: 'unresolved', level: 0, peerAnswered: false },
    });
    night.nobodyActs();
    expect(night.nobodyActs()?.events?.[0]).toMatchObject({
      key: `${ID}/unresolved-2`,
      data: { round: 2 },
    });
  });

  test('told again opens a wait of its own and closes the one before; no news between the pages', () => {
    const night = new Night([level('supervisor', 'ana'), level('second', 'ben')]);
    night.nobodyActs();
    night.nobodyActs();
    const again = night.nobodyActs();
    expect(again).toMatchObject({
      close: [{ key: `${ID}/acknowledgement-1`, outcome: 'climbed-again', by: 'system' }],
      open: [{ key: `${ID}/acknowledgement-2` }],
      events: [{ key: `${ID}/told/level-1/round-2`, data: { round: 2 } }],
    });
    night.nobodyActs();
    expect(night.told('escalation-level-changed')).toStrictEqual(['ana']);
    expect(night.paged.slice(2)).toStrictEqual(['ana level-1 round-2', 'ben level-2 round-2']);
  });

  test('with nobody in it at all is unresolved at once and keeps no worker busy', () => {
    const hasty = { ...input().policy, repeatEvery: 'PT1S' as Duration };
    for (const allLevelsAtOnce of [false, true]) {
      const night = new Night([level('supervisor')], input({ allLevelsAtOnce, policy: hasty }));
      expect(night.state).toMatchObject({ status: 'unresolved', level: 0 });
      expect(night.intents).toStrictEqual([]);
      expect(night.decisions[0]?.events?.map(({ kind }) => kind)).toStrictEqual([
        'escalation-raised',
        'escalation-level-told',
        'escalation-unresolved',
      ]);
      expect(night.alarm.next).toStrictEqual({ do: 'repeat', at: plus(START, MINUTE) });
    }
  });
});

describe('a call for help', () => {
  const quick = { ...level('second', 'ben', 'ana'), acknowledgeWithin: 'PT2M' as Duration };
  const help = input({ kind: 'help', allLevelsAtOnce: true });

  test('tells all levels at once, each person once, and waits as long as the hastiest level that has somebody', () => {
    const nobody = { ...level('none'), acknowledgeWithin: 'PT1M' as Duration };
    const night = new Night([level('supervisor', 'ana'), quick, level('manager', 'cho'), nobody], help);
    expect(night.paged).toStrictEqual(['ana level-1 round-1', 'ben level-2 round-1', 'cho level-3 round-1']);
    expect(night.alarm.next).toStrictEqual({ do: 'climb', at: plus(START, 2 * MINUTE) });
    expect(night.state).toMatchObject({ status: 'open', level: 3 });
    expect(night.decisions[0]?.events?.map(({ data }) => data)).toStrictEqual([
      { kind: 'help' },
      { level: 'supervisor', people: 1, round: 1 },
      { level: 'second', people: 2, round: 1 },
      { level: 'manager', people: 1, round: 1 },
      { level: 'none', people: 0, round: 1 },
    ]);
  });

  test('that nobody takes is unresolved after that, and goes to all levels again', () => {
    const night = new Night([level('supervisor', 'ana'), quick], help);
    night.nobodyActs();
    expect(night.state).toMatchObject({ status: 'unresolved', rounds: 1 });
    expect(night.told('escalation-unresolved')).toStrictEqual(['ana', 'ben']);
    night.nobodyActs();
    expect(night.paged.slice(2)).toStrictEqual(['ana level-1 round-2', 'ben level-2 round-2']);
    expect([...night.openWaits]).toStrictEqual([`${ID}/acknowledgement-2`]);
  });
});

test('whoever is on call now is paged now', () => {
  const night = new Night(THREE);
  night.alarm.carried.chain = [level('supervisor', 'ana'), level('second', 'dee')];
  night.nobodyActs();
  expect(night.paged).toStrictEqual(['ana level-1 round-1', 'dee level-2 round-1']);
  expect(night.alarm.carried.told).toStrictEqual([person('ana'), person('dee')]);
});

test('what comes next is carried into the next run', () => {
  const due = { do: 'outcome', at: START, wait: `${ID}/outcome-1` as OccurrenceKey };
  const night = new Night(THREE);
  night.alarm.carried.agenda.push(due);
  expect(night.resumed().next).toStrictEqual(due);
});
