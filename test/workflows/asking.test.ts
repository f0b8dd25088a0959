import { HOUR, plus } from '../../domain/duration';
import type { Duration, PersonId } from '../../domain/ids';
import type { RequestInput } from '../../workflows/contract';
import { Asking } from '../../workflows/request/asking';
import { NOON } from '../support/onPaper';

const people = (...ids: string[]) => ids as PersonId[];

const asking = (changes: Partial<RequestInput> = {}) =>
  new Asking(
    {
      requestId: 'r1',
      programId: 'cat',
      personId: 'sam',
      exclude: people('ana'),
      within: 'PT4H' as Duration,
      policy: { levels: [], repeatEvery: 'PT5M', remindToCloseEvery: 'PT4H' },
      quietHours: { from: '21:00', to: '08:00' },
      zone: 'America/Toronto',
      askedBy: 'person:sam',
      ...changes,
    } as unknown as RequestInput,
    NOON,
  );

test('whoever was left out is not asked, not reminded, and not in the alarm, whatever the rota says', () => {
  const request = asking();
  const onCall = people('ana', 'ben', 'sam');
  const asked = [request.made(onCall), request.halfway(onCall)].flatMap(({ intents }) => intents ?? []);
  expect(asked.map(({ personId, template }) => `${personId} ${template}`)).toEqual([
    'sam request-received',
    'ben request-asked',
    'ben request-reminder',
  ]);
  request.becameLate();
  expect(request.escalation()).toMatchObject({
    kind: 'request-late',
    exclude: ['ana'],
    subjectPersonId: 'sam',
  });
});

test('the alarm about it belongs to the site and the path of the one who asked, where there are any', () => {
  const at = asking({ siteId: 'cat.north' as never, journeyId: 'sam' as never });
  expect(at.escalation()).toMatchObject({ siteId: 'cat.north', journeyId: 'sam' });
  expect(Object.keys(asking().escalation())).not.toEqual(expect.arrayContaining(['siteId']));
});

test('a chain of which nobody answers begins again some hours later: nobody is in danger', () => {
  expect(asking().escalation().policy).toMatchObject({ repeatEvery: 'PT4H' });
});

test('half of the promised time is when it is said again', () => {
  expect(asking().halfTime).toBe(plus(NOON, 2 * HOUR));
  expect(asking().state.dueAt).toBe(plus(NOON, 4 * HOUR));
});
