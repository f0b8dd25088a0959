import type { OccurrenceKey } from '../../../domain/ids';
import { isOver } from '../../../workflows/escalation/alarm';
import { offerDebrief, wasEnded } from '../../../workflows/escalation/ending';
import { input, Night, START, THREE } from './night';

const ID = 'escalation-s1-sam-end';

describe('a human says how it ended', () => {
  test('everything owed is closed, the missed check-in too, and everybody told hears it', () => {
    const night = new Night(THREE);
    night.acknowledges('ana');
    expect(night.resolves('help-sent')).toStrictEqual({
      closeAll: { prefix: `${ID}/`, outcome: 'resolved', by: 'account:a1' },
      close: [{ key: 'shift-s1/sam/end', outcome: 'help-sent', by: 'account:a1' }],
      events: [
        {
          key: `${ID}/resolved`,
          kind: 'escalation-resolved',
          by: 'account:a1',
          data: { outcome: 'help-sent' },
        },
      ],
      intents: [
        {
          key: `${ID}/resolved/ana`,
          personId: 'ana',
          template: 'escalation-resolved',
          refs: { escalation: ID, peer: 'sam', by: 'account:a1', outcome: 'help-sent', at: START },
          urgency: 'notice',
        },
      ],
      escalation: {
        status: 'resolved',
        level: 0,
        peerAnswered: false,
        acknowledgedBy: 'person:ana',
        owner: 'ana',
        outcome: 'help-sent',
        by: 'account:a1',
      },
    });
    expect(night.alarm.next).toBeUndefined();
    expect(night.alarm.carried.waits).toStrictEqual({});
    expect(isOver(night.alarm)).toBe(true);
  });

  test('where no check-in was missed there is none to close', () => {
    const given = input({ kind: 'help' });
    delete given.waitKey;
    const night = new Night(THREE, given);
    expect(isOver(night.alarm)).toBe(false);
    expect(night.resolves()).not.toHaveProperty('close');
  });
});

test('what was ended before stays ended: nothing comes any more', () => {
  const night = new Night(THREE);
  wasEnded(night.alarm, 'false-alarm');
  expect(night.state).toMatchObject({ status: 'resolved', outcome: 'false-alarm' });
  expect(night.alarm.next).toBeUndefined();
  expect(night.answers('help')).toBeUndefined();
});

test('afterwards staff owe the person a conversation, and the person is asked as gently as for anything else', () => {
  const night = new Night(THREE);
  const key = `${ID}/debrief` as OccurrenceKey;
  expect(offerDebrief(night.alarm)).toStrictEqual({
    open: [{ key, kind: 'debrief', owedBy: 'staff', subjectPersonId: 'sam' }],
    events: [{ key, kind: 'debrief-offered', by: 'system' }],
    intents: [
      {
        key: `${ID}/debrief-offered/sam`,
        personId: 'sam',
        template: 'debrief-offered',
        refs: { escalation: ID, peer: 'sam' },
        urgency: 'reminder',
        waitKey: key,
      },
    ],
  });
});
