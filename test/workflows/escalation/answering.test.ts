import { MINUTE, plus } from '../../../domain/duration';
import type { Instant } from '../../../domain/ids';
import { remindLater } from '../../../workflows/escalation/answering';
import { input, level, Night, person, START, THREE } from './night';

const ID = 'escalation-s1-sam-end';
const HELP = input({ kind: 'help', allLevelsAtOnce: true });

describe('a late "ok"', () => {
  test('ends the climbing and the calls; everyone told is told once', () => {
    const night = new Night(THREE);
    night.nobodyActs();
    const dueAt = plus(night.at, 240 * MINUTE);
    const intent = (personId: string) => ({
      key: `${ID}/answered-1/${personId}`,
      personId,
      template: 'escalation-peer-answered',
      refs: { escalation: ID, peer: 'sam', at: night.at },
      urgency: 'notice',
    });
    expect(night.answers('ok')).toStrictEqual({
      events: [
        {
          key: `${ID}/answered-1`,
          kind: 'escalation-peer-answered',
          by: 'person:sam',
          data: { how: 'ok' },
        },
      ],
      close: [{ key: `${ID}/acknowledgement-1`, outcome: 'peer-answered', by: 'system' }],
      open: [
        {
          key: `${ID}/outcome-1`,
          kind: 'escalation-outcome',
          owedBy: 'staff',
          subjectPersonId: 'sam',
          dueAt,
        },
      ],
      intents: [intent('ana'), intent('ben')],
      escalation: { status: 'open', level: 1, peerAnswered: true },
    });
    expect(night.alarm.next).toStrictEqual({ do: 'remind', at: dueAt });
  });

  test('leaves it open, with reminders, until a human closes it', () => {
    const night = new Night(THREE);
    night.answers('ok');
    for (let i = 0; i < 20; i++) night.nobodyActs();
    expect(night.paged).toHaveLength(1);
    expect(night.state).toMatchObject({ status: 'open', peerAnswered: true });
    night.resolves();
    expect(night.state).toMatchObject({ status: 'resolved', outcome: 'found-safe' });
    expect(night.alarm.next).toBeUndefined();
  });

  test('of somebody whose escalation is acknowledged takes the deadline away; what is owed stays owed', () => {
    const night = new Night(THREE);
    night.acknowledges('ana');
    const heard = night.answers('ok');
    expect(heard).toMatchObject({
      due: [{ key: `${ID}/outcome-1`, dueAt: plus(START, 240 * MINUTE) }],
      escalation: { status: 'acknowledged', owner: 'ana', peerAnswered: true },
    });
    expect(heard).not.toHaveProperty('open');
    expect(heard?.escalation).not.toHaveProperty('outcomeDueAt');
    expect([...night.openWaits]).toStrictEqual([`${ID}/outcome-1`]);
  });

  test('said again, or the same answer come twice, changes nothing', () => {
    const night = new Night(THREE);
    night.answers('ok', 'reply-1');
    expect(night.answers('ok', 'reply-2')).toBeUndefined();
    expect(night.answers('not-ok', 'reply-1')).toBeUndefined();
    expect(night.state.peerAnswered).toBe(true);
    night.resolves();
    expect(night.answers('help', 'reply-3')).toBeUndefined();
  });

  test.each(['missed-start', 'missed-interval', 'missed-end', 'unreachable'] as const)(
    'clears %s',
    (kind) => {
      const night = new Night(THREE, input({ kind }));
      night.answers('ok');
      expect(night.state.peerAnswered).toBe(true);
    },
  );

  test.each(['help', 'not-ok', 'request-late', 'drill'] as const)(
    'does not clear %s: those told hear of it, and it goes on',
    (kind) => {
      const night = new Night(THREE, input({ kind }));
      const next = { ...night.alarm.next };
      expect(night.answers('ok')?.intents).toStrictEqual([
        {
          key: `${ID}/answered-1/ana`,
          personId: 'ana',
          template: 'escalation-says-ok',
          refs: { escalation: ID, peer: 'sam', at: START },
          urgency: 'notice',
        },
      ]);
      expect(night.state.peerAnswered).toBe(false);
      expect(night.alarm.next).toStrictEqual(next);
      expect([...night.openWaits]).toStrictEqual([`${ID}/acknowledgement-1`]);
    },
  );

  test('after a duress phrase is written, and nobody is told that the person is fine', () => {
    const night = new Night(THREE, input({ kind: 'duress', allLevelsAtOnce: true }));
    const heard = night.answers('ok');
    expect(heard?.events).toMatchObject([{ kind: 'escalation-peer-answered', data: { how: 'ok' } }]);
    expect(heard).not.toHaveProperty('intents');
    expect(night.alarm.next?.do).toBe('climb');
  });

  test('that crossed the miss pages nobody: whoever would have been paged hears of it, and closes it', () => {
    const night = new Night([level('none'), ...THREE], input(), true);
    expect(night.intents.map(({ template, personId }) => `${personId} ${template}`)).toStrictEqual([
      'ana escalation-peer-answered',
    ]);
    expect(night.decisions[0]?.events?.map(({ kind }) => kind)).toStrictEqual([
      'escalation-raised',
      'escalation-peer-answered',
    ]);
    expect(night.decisions[0]?.escalation).toStrictEqual({ status: 'open', level: -1, peerAnswered: true });
    expect(night.alarm.next?.do).toBe('remind');
    expect([...night.openWaits]).toStrictEqual([`${ID}/outcome-1`]);
    expect(new Night([level('none')], input(), true).intents).toStrictEqual([]);
  });
});

describe('a request that was late and is taken now', () => {
  test('alarms nobody any more; that it was taken is not the person’s own word', () => {
    const night = new Night(THREE, input({ kind: 'request-late' }));
    expect(night.answers('taken')).toMatchObject({
      events: [{ by: 'system', data: { how: 'taken' } }],
      intents: [{ personId: 'ana', template: 'escalation-request-taken' }],
      escalation: { peerAnswered: true },
    });
    expect(night.alarm.next?.do).toBe('remind');
    expect(night.answers('taken')).toBeUndefined();
  });

  test('clears nothing else', () => {
    const night = new Night(THREE);
    night.answers('taken');
    expect(night.state.peerAnswered).toBe(false);
    expect(night.alarm.next?.do).toBe('climb');
  });
});

describe('"not ok" and a call for help', () => {
  test('after an "ok" tell all levels at once', () => {
    const night = new Night(THREE);
    night.answers('ok');
    const again = night.answers('not-ok');
    expect(night.paged).toStrictEqual([
      'ana level-1 round-1',
      'ana level-1 round-2',
      'ben level-2 round-2',
      'cho level-3 round-2',
    ]);
    expect(again?.events?.[0]).toMatchObject({ by: 'person:sam', data: { how: 'not-ok' } });
    expect(again?.open).toMatchObject([{ key: `${ID}/acknowledgement-2` }]);
    expect(night.intents.at(-1)).toMatchObject({
      template: 'escalation-repeat',
      refs: { reason: 'not-ok' },
    });
    expect(night.state).toMatchObject({ status: 'open', peerAnswered: false });
  });

  test('open again what somebody has already, and say what it is about now', () => {
    const night = new Night(THREE);
    night.acknowledges('ana');
    const again = night.answers('help');
    expect(night.state).toMatchObject({ status: 'open', owner: 'ana' });
    expect(again?.escalation).not.toHaveProperty('outcomeDueAt');
    expect(again?.intents?.map(({ template, refs }) => [template, refs?.['reason']])).toStrictEqual(
      Array.from({ length: 3 }, () => ['help-alarm', 'help']),
    );
    // A text does not call it off.
    night.answers('ok');
    expect(night.state.peerAnswered).toBe(false);
  });

  test('page whoever has it, once, on the chain or not', () => {
    const night = new Night(THREE);
    night.acknowledges('ana');
    expect(night.answers('not-ok')?.intents?.map(({ personId }) => personId)).toStrictEqual([
      'ana',
      'ben',
      'cho',
    ]);
    night.handsOver({ by: 'person:ana', to: person('dee') });
    const again = night.answers('not-ok');
    expect(again?.intents?.map(({ personId }) => personId)).toStrictEqual(['ana', 'ben', 'cho', 'dee']);
    expect(again?.intents?.at(-1)).toStrictEqual({
      key: `${ID}/owner/round-3/dee`,
      personId: 'dee',
      template: 'escalation-repeat',
      refs: {
        escalation: ID,
        peer: 'sam',
        wait: `${ID}/acknowledgement-3`,
        reason: 'not-ok',
        count: 3,
        at: START,
      },
      urgency: 'escalation',
      waitKey: `${ID}/acknowledgement-3`,
    });
  });

  test('are not called off by a text that says "ok"', () => {
    const night = new Night(THREE, HELP);
    night.answers('ok');
    expect(night.state.peerAnswered).toBe(false);
    expect(night.alarm.next?.do).toBe('climb');
    expect(night.told('escalation-says-ok')).toStrictEqual(['ana', 'ben', 'cho']);
    expect(night.told('escalation-peer-answered')).toStrictEqual([]);
  });
});

describe('a reminder to close', () => {
  test('comes to everybody told while nobody owns it, and lapses when the next one comes', () => {
    const night = new Night(THREE);
    night.nobodyActs();
    night.answers('ok');
    const outcome = `${ID}/outcome-1`;
    const reminded = night.nobodyActs();
    const next = plus(night.at, 240 * MINUTE);
    expect(reminded?.due).toStrictEqual([{ key: outcome, dueAt: next }]);
    expect(reminded?.intents?.map(({ personId }) => personId)).toStrictEqual(['ana', 'ben']);
    expect(reminded?.intents?.[0]).toStrictEqual({
      key: `${ID}/remind-1/ana`,
      personId: 'ana',
      template: 'escalation-still-open',
      refs: { escalation: ID, peer: 'sam', wait: outcome, minutes: 245 },
      urgency: 'reminder',
      waitKey: outcome,
      expiresAt: next,
    });
    expect(night.alarm.next).toStrictEqual({ do: 'remind', at: next });
    expect(night.nobodyActs()?.intents?.[0]?.key).toBe(`${ID}/remind-2/ana`);
    // For months, if need be; and it says for how long it has been open.
    for (let n = 3; n <= 500; n++) night.nobodyActs();
    expect(night.intents.at(-1)?.refs?.['minutes']).toBe(5 + 500 * 240);
  });

  test('comes to its owner alone', () => {
    const night = new Night(THREE);
    night.nobodyActs();
    night.answers('ok');
    night.acknowledges('ben');
    expect(night.nobodyActs()?.intents?.map(({ personId }) => personId)).toStrictEqual(['ben']);
  });

  test('keeps quiet hours: it comes when they are over', () => {
    const night = new Night(THREE);
    night.answers('ok');
    const morning = '2026-03-03T13:00:00.000Z' as Instant;
    remindLater(night.alarm, morning);
    expect(night.alarm.next).toStrictEqual({ do: 'remind', at: morning });
  });
});
