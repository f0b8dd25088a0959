import { MINUTE, plus } from '../../../domain/duration';
import type { Duration } from '../../../domain/ids';
import { input, level, Night, person, START, THREE } from './night';

const ID = 'escalation-s1-sam-end';

describe('whoever acknowledges has it', () => {
  test('hears that it is theirs, everybody else told who has it, each once; nobody is paged meanwhile', () => {
    const night = new Night(THREE);
    night.nobodyActs();
    night.acknowledges('ben');
    expect(night.told('escalation-acknowledged')).toStrictEqual(['ana']);
    expect(night.told('escalation-yours')).toStrictEqual(['ben']);
    expect(night.state).toMatchObject({
      status: 'acknowledged',
      owner: 'ben',
      outcomeDueAt: plus(night.at, 20 * MINUTE),
    });
    expect(night.alarm.next).toStrictEqual({ do: 'outcome', at: plus(night.at, 20 * MINUTE) });
    expect([...night.openWaits]).toStrictEqual([`${ID}/outcome-1`]);
  });

  test('it is written who and by which way, and that how it ended is owed by that person', () => {
    const night = new Night(THREE);
    const dueAt = plus(START, 20 * MINUTE);
    expect(night.acknowledges('ana', { via: 'voice' })).toStrictEqual({
      close: [{ key: `${ID}/acknowledgement-1`, outcome: 'acknowledged', by: 'person:ana' }],
      open: [
        {
          key: `${ID}/outcome-1`,
          kind: 'escalation-outcome',
          owedBy: 'staff',
          personId: 'ana',
          subjectPersonId: 'sam',
          dueAt,
        },
      ],
      events: [
        {
          key: `${ID}/acknowledged-1`,
          kind: 'escalation-acknowledged',
          by: 'person:ana',
          data: { via: 'voice' },
        },
      ],
      intents: [
        {
          key: `${ID}/acknowledged-1/ana`,
          personId: 'ana',
          template: 'escalation-yours',
          refs: { escalation: ID, peer: 'sam', at: START, wait: `${ID}/outcome-1` },
          urgency: 'notice',
        },
      ],
      escalation: {
        status: 'acknowledged',
        level: 0,
        peerAnswered: false,
        acknowledgedBy: 'person:ana',
        owner: 'ana',
        outcomeDueAt: dueAt,
      },
    });
  });

  test('somebody who was not paged hears of it from then on; an account without a person owns nothing', () => {
    const night = new Night(THREE);
    night.acknowledges('dee');
    expect(night.told('escalation-acknowledged')).toStrictEqual(['ana']);
    expect(night.told('escalation-yours')).toStrictEqual(['dee']);

    const other = new Night(THREE);
    const taken = other.takes({ by: 'account:a1', via: 'console' });
    expect(taken?.escalation).not.toHaveProperty('owner');
    expect(taken?.open?.[0]).not.toHaveProperty('personId');
    expect(other.told('escalation-acknowledged')).toStrictEqual(['ana']);

    // Nor does whoever it was handed to own it still, when somebody else takes it.
    const handed = new Night(THREE);
    handed.handsOver({ by: 'person:ana', to: person('dee') });
    handed.takes({ by: 'account:a1', via: 'console' });
    expect(Object.keys(handed.state)).not.toContain('owner');
  });

  test('acknowledging twice, or what somebody else already has, changes nothing', () => {
    const night = new Night(THREE);
    night.acknowledges('ana');
    expect(night.acknowledges('ana')).toBeUndefined();
    expect(night.acknowledges('ben')).toBeUndefined();
    expect(night.state.owner).toBe('ana');
  });

  test('of a drill every answer is written, and the first keeps it', () => {
    const night = new Night([level('supervisor', 'ana', 'ben')], input({ kind: 'drill' }));
    night.acknowledges('ana');
    expect(night.acknowledges('ben', { via: 'email' })).toStrictEqual({
      events: [
        {
          key: `${ID}/acknowledged-2`,
          kind: 'escalation-acknowledged',
          by: 'person:ben',
          data: { via: 'email' },
        },
      ],
    });
    expect(night.state.owner).toBe('ana');
  });

  test('after an "ok" there is no deadline for how it ended, only reminders', () => {
    const night = new Night(THREE);
    night.answers('ok');
    const taken = night.acknowledges('ana');
    expect(taken?.close).toStrictEqual([{ key: `${ID}/outcome-1`, outcome: 'taken-over', by: 'person:ana' }]);
    expect(taken?.open).toMatchObject([{ key: `${ID}/outcome-2`, dueAt: plus(START, 240 * MINUTE) }]);
    expect(taken?.escalation).not.toHaveProperty('outcomeDueAt');
    expect(night.alarm.next).toStrictEqual({ do: 'remind', at: plus(START, 240 * MINUTE) });
  });
});

describe('acknowledged without an outcome', () => {
  test('climbs to the next level and asks the owner, by the channels of their level', () => {
    const byVoice = { ...level('supervisor', 'ana'), channels: ['voice' as const] };
    const night = new Night([byVoice, level('second', 'ben'), level('manager', 'ana')]);
    night.acknowledges('ana');
    const overdue = night.nobodyActs();
    expect(overdue?.intents?.[0]).toStrictEqual({
      key: `${ID}/outcome-due-1/ana`,
      personId: 'ana',
      template: 'escalation-outcome-due',
      refs: { escalation: ID, peer: 'sam', wait: `${ID}/outcome-1`, minutes: 20 },
      urgency: 'escalation',
      channels: ['voice', 'sms', 'email'],
      waitKey: `${ID}/outcome-1`,
    });
    expect(night.paged).toStrictEqual(['ana level-1 round-1', 'ben level-2 round-1']);
    // Whoever is asked is not told besides that the next level was told.
    expect(night.told('escalation-level-changed')).toStrictEqual([]);
    expect(overdue?.escalation).toStrictEqual({
      status: 'open',
      level: 1,
      peerAnswered: false,
      acknowledgedBy: 'person:ana',
      owner: 'ana',
    });
    expect([...night.openWaits]).toStrictEqual([`${ID}/outcome-1`, `${ID}/acknowledgement-2`]);
    night.acknowledges('ana');
    expect(night.state).toMatchObject({ status: 'acknowledged', owner: 'ana' });
    expect([...night.openWaits]).toStrictEqual([`${ID}/outcome-2`]);
  });

  test('skips a level with nobody on it, and asks nobody where nobody by name owns it', () => {
    const night = new Night([level('supervisor', 'ana'), level('second'), level('manager', 'cho')]);
    night.takes({ by: 'account:a1', via: 'console' });
    night.nobodyActs();
    expect(night.told('escalation-outcome-due')).toStrictEqual([]);
    expect(night.paged).toStrictEqual(['ana level-1 round-1', 'cho level-3 round-1']);
    expect(night.told('escalation-level-changed')).toStrictEqual(['ana']);
  });

  test('asks an owner by the one channel of their level', () => {
    const night = new Night([{ ...level('supervisor', 'ana'), channels: ['voice'] }]);
    night.acknowledges('ana');
    expect(night.nobodyActs()?.intents?.[0]?.channels).toStrictEqual(['voice']);
  });

  test('asks an owner who is in no level by their own channels', () => {
    const night = new Night(THREE);
    night.acknowledges('dee');
    expect(night.nobodyActs()?.intents?.[0]).not.toHaveProperty('channels');
  });

  test('at the last level that has somebody starts the whole chain again at once', () => {
    const night = new Night([level('supervisor', 'ana'), level('second')]);
    night.acknowledges('ana');
    night.nobodyActs();
    expect(night.paged).toStrictEqual(['ana level-1 round-1', 'ana level-1 round-2']);
    expect(night.state).toMatchObject({ status: 'unresolved', rounds: 1 });
    expect([...night.openWaits].sort()).toStrictEqual([`${ID}/acknowledgement-2`, `${ID}/outcome-1`]);
  });

  test('of a call for help goes to all levels again', () => {
    const night = new Night(THREE, input({ kind: 'help', allLevelsAtOnce: true }));
    night.acknowledges('ana');
    night.alarm.carried.chain = [...THREE, level('director', 'eve')];
    night.nobodyActs();
    expect(night.paged.slice(3)).toStrictEqual([
      'ana level-1 round-2',
      'ben level-2 round-2',
      'cho level-3 round-2',
      'eve level-4 round-2',
    ]);
  });
});

describe('a hand-over', () => {
  test('before anybody has it tells both, and does not stop the climbing', () => {
    const night = new Night(THREE);
    const wait = `${ID}/acknowledgement-1`;
    const next = { ...night.alarm.next };
    const refs = { escalation: ID, peer: 'sam', by: 'person:ana', to: 'dee', other: 'dee', from: 'ana' };
    expect(night.handsOver({ by: 'person:ana', to: person('dee') })).toStrictEqual({
      events: [
        {
          key: `${ID}/handed-over-1`,
          kind: 'escalation-handed-over',
          by: 'person:ana',
          data: { to: 'dee', from: 'ana' },
        },
      ],
      intents: [
        {
          key: `${ID}/handed-over-1/dee`,
          personId: 'dee',
          template: 'escalation-handed-over',
          refs: { ...refs, wait },
          urgency: 'escalation',
        },
        {
          key: `${ID}/handed-over-1/ana`,
          personId: 'ana',
          template: 'escalation-handed-over',
          refs,
          urgency: 'notice',
        },
      ],
      escalation: { status: 'open', level: 0, peerAnswered: false, owner: 'dee' },
    });
    expect(night.alarm.next).toStrictEqual(next);
    expect([...night.openWaits]).toStrictEqual([wait]);
    // The new owner hears of every change from then on.
    night.acknowledges('ben');
    expect(night.told('escalation-acknowledged')).toStrictEqual(['ana', 'dee']);
    expect(night.told('escalation-yours')).toStrictEqual(['ben']);
  });

  test('after an "ok" has no page left to answer', () => {
    const night = new Night(THREE);
    night.answers('ok');
    const handed = night.handsOver({ by: 'account:a1', to: person('ben') });
    expect(Object.keys(handed?.intents?.[0]?.refs ?? {})).not.toContain('wait');
  });

  test('of what is acknowledged gives the new owner the whole time for an outcome', () => {
    const night = new Night(THREE);
    night.acknowledges('ana');
    night.at = plus(night.at, 19 * MINUTE);
    const handed = night.handsOver({ by: 'account:a1', to: person('ben') });
    expect(night.state).toMatchObject({
      status: 'acknowledged',
      owner: 'ben',
      outcomeDueAt: plus(night.at, 20 * MINUTE),
    });
    expect(handed?.intents?.[0]).toMatchObject({
      personId: 'ben',
      channels: ['sms', 'email'],
      refs: { from: 'ana', wait: `${ID}/outcome-2` },
    });
    expect([...night.openWaits]).toStrictEqual([`${ID}/outcome-2`]);
    expect(night.handsOver({ by: 'person:ben', to: person('cho') })?.events?.[0]?.key).toBe(
      `${ID}/handed-over-2`,
    );
  });

  test('to whoever owns it already changes nothing', () => {
    const night = new Night(THREE);
    night.acknowledges('ana');
    expect(night.handsOver({ by: 'account:a1', to: person('ana') })).toBeUndefined();
  });

  test('by staff of what nobody has names those it is from where that is known, and nobody else', () => {
    const night = new Night(THREE);
    const handed = night.handsOver({ by: 'account:a1', to: person('dee') });
    expect(handed?.events?.[0]?.data).toStrictEqual({ to: 'dee', from: null });
    expect(handed?.intents?.map(({ personId }) => personId)).toStrictEqual(['dee']);
    expect(handed?.intents?.[0]?.refs).not.toHaveProperty('from');

    const stretch = new Night(THREE);
    stretch.handsOver({ by: 'account:a1', to: person('dee'), from: person('ana') });
    expect(stretch.told('escalation-handed-over')).toStrictEqual(['dee', 'ana']);
  });

  test('to oneself is told once', () => {
    const night = new Night(THREE);
    night.handsOver({ by: 'person:ben', to: person('ben') });
    expect(night.told('escalation-handed-over')).toStrictEqual(['ben']);
  });
});

test('how long somebody has is the program’s to say', () => {
  const policy = { ...input().policy, outcomeWithin: 'PT90S' as Duration };
  const night = new Night(THREE, input({ policy }));
  night.acknowledges('ana');
  expect(night.alarm.next?.at).toBe(plus(START, 90_000));
  expect(night.nobodyActs()?.intents?.[0]?.refs?.['minutes']).toBe(2);
});
