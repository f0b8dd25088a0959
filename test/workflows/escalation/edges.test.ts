import { alarmOf, raised, type Alarm } from '../../../workflows/escalation/alarm';
import { remindToClose } from '../../../workflows/escalation/answering';
import { outcomeOverdue } from '../../../workflows/escalation/owning';
import { input, level, Night, person, START, THREE } from './night';

test('a crossing answer with nobody on call tells nobody, and is still for a human to close', () => {
  const night = new Night([level('supervisor'), level('second')], input(), true);
  expect(night.intents).toEqual([]);
  expect([...night.openWaits]).toEqual(['escalation-s1-sam-end/outcome-1']);
  expect(night.alarm.next?.do).toBe('remind');
});

test('one that was restored without its wait for an outcome still asks for it, and still reminds', () => {
  const restored = (state: object): Alarm => {
    const given = input();
    const carried = { ...raised(given, START), chain: THREE, told: [person('ana')] };
    Object.assign(carried.state, { level: 0, owner: person('ana'), ...state });
    return alarmOf(given, carried);
  };
  const overdue = outcomeOverdue(restored({ status: 'acknowledged' }), START);
  expect(overdue.intents?.map(({ personId, template }) => `${personId} ${template}`)).toEqual([
    'ana escalation-outcome-due',
    'ben escalation-raised',
  ]);
  const reminded = remindToClose(restored({ peerAnswered: true }), START);
  expect(reminded.due).toBeUndefined();
  expect(reminded.intents).toMatchObject([{ personId: 'ana', template: 'escalation-still-open' }]);
});
