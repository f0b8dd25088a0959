import { DAY } from '../../../domain/duration';
import {
  accept,
  closingWords,
  decideMatch,
  endMatch,
  flagMatch,
  logMeeting,
  mentorshipMoved,
  reschedule,
  workflowIds,
  type MentorshipMoved,
} from '../../../workflows/contract';
import type { MentorshipId, OccurrenceKey, WallClock } from '../../../domain/ids';
import type { Memory } from '../../support/memoryActivities';
import { createWorld, Pairing, STAFF, Traveller } from '../../support/people';
import type { Rig } from '../../support/rig';

let rig: Rig;
let memory: Memory;
let mentor: Traveller;

beforeAll(async () => {
  ({ rig, memory } = await createWorld());
  mentor = await new Traveller(rig, memory, 'mentor').setsOut('mentor');
  await mentor.passes('application', 'references', 'interview');
});

afterAll(async () => {
  await rig.close();
  expect(memory.violations).toEqual([]);
});

async function looking(name: string): Promise<Traveller> {
  const mentee = await new Traveller(rig, memory, name).setsOut();
  await mentee.passes('application', 'conversation');
  await mentee.answersSurvey();
  return mentee;
}

async function offered(mentee: Traveller): Promise<Pairing> {
  const id = `pair-${mentee.name}` as MentorshipId;
  const pair = new Pairing(rig, id, mentee, mentor);
  await mentee.staff(decideMatch, { mentorshipId: id, decision: 'approve', mentor: mentor.side });
  await pair.isOffered();
  return pair;
}

test('both are asked, both say yes, and they meet in the rhythm of the program', async () => {
  const ann = await looking('ann');
  const pair = await offered(ann);
  await pair.says('accept', 'mentor');
  expect((await pair.state()).status).toBe('offered');
  await pair.says('accept', 'mentee');
  await pair.says('accept', 'mentee');
  const first = await pair.until(({ meeting }) => meeting.number === 1);
  expect(first.meeting.startsWall?.slice(11)).toBe('15:00');
  await pair.meets();
  const second = await pair.until(({ meeting }) => meeting.number === 2);
  expect(Date.parse(second.meeting.startsAt!) - Date.parse(first.meeting.startsAt!)).toBe(7 * DAY);
  expect(memory.saidTo('ann').slice(-4)).toEqual([
    'match-offer-mentee',
    'match-confirmed',
    'meeting-reminder',
    'meeting-asked',
  ]);
});

test('both say yes before anybody could be told of the offer: each path hears of the two one after the other', async () => {
  const una = await looking('una');
  const id = 'pair-una' as MentorshipId;
  const pair = new Pairing(rig, id, una, mentor);
  const answered = new Promise<void>((resolve) => {
    memory.recording = async ({ scope: { mentorshipId } }) => {
      if (mentorshipId !== id) return;
      memory.recording = () => undefined;
      const answers = (['mentor', 'mentee'] as const).map((side) =>
        pair.handle.startUpdate(accept, {
          args: [{ side, by: `person:${pair[side].personId}` }],
          waitForStage: 'ACCEPTED',
        }),
      );
      await Promise.all(answers);
      resolve();
    };
  });
  await una.staff(decideMatch, { mentorshipId: id, decision: 'approve', mentor: mentor.side });
  await answered;
  await pair.isOffered();
  await una.until(({ stage }) => stage === 'mentorship');

  const { events } = await pair.handle.fetchHistory();
  const underWay = new Set<string>();
  let heard = 0;
  for (const event of events ?? []) {
    const to = event.signalExternalWorkflowExecutionInitiatedEventAttributes?.workflowExecution?.workflowId;
    if (to) {
      expect(underWay).not.toContain(to);
      underWay.add(to);
    }
    const by = event.externalWorkflowExecutionSignaledEventAttributes?.workflowExecution?.workflowId;
    if (by && underWay.delete(by)) heard += 1;
  }
  expect(heard).toBe(4);
});

test('a path that heard of the offer last, from a pair of an earlier release, goes on when the two meet', async () => {
  const vera = await looking('vera');
  const id = 'pair-vera' as MentorshipId;
  const { beginPair } = memory;
  memory.beginPair = async () => undefined;
  await vera.staff(decideMatch, { mentorshipId: id, decision: 'approve', mentor: mentor.side });
  memory.beginPair = beginPair;
  const hears = (what: MentorshipMoved['what']) =>
    vera.handle.signal(mentorshipMoved, {
      key: `${workflowIds.mentorship(id)}/${what}` as OccurrenceKey,
      mentorshipId: id,
      what,
      with: mentor.personId,
    });
  // In one task, or the path has gone on before the second one comes.
  await Promise.all([hears('active'), hears('offered')]);
  await hears('meeting-attended');
  const standing = await vera.until(({ stage }) => stage !== 'matching');
  expect(standing.mentorships).toMatchObject([{ id, status: 'active' }]);
});

test('a declined offer is nobody’s fault: the pair is not proposed again, and the mentee waits for the next', async () => {
  const ben = await looking('ben');
  const pair = await offered(ben);
  await pair.says('decline', 'mentor');
  await pair.handle.result();

  expect(memory.mentorships.get(pair.id)).toMatchObject({ status: 'declined', block: 'declined' });
  const waiting = await ben.until(({ waitingFor }) => waitingFor.some(({ kind }) => kind === 'match'));
  expect(waiting.stage).toBe('matching');
  expect(memory.saidTo('ben').at(-1)).toBe('match-declined');
  expect(memory.proposedAgain).toContain(pair.id);
});

test('a flag ends it at once and in silence: nothing is asked, nothing said, and nobody sees whose word it was', async () => {
  const opal = await looking('opal');
  const pair = await opal.isMatchedWith(mentor);
  await pair.until((state) => state.meeting.number === 1);
  const said = () => memory.said.filter(({ key }) => key.startsWith(`${pair.workflowId}/`)).length;
  const before = said();
  await pair.does(flagMatch, { by: 'person:opal', flagId: 'f1' });
  await pair.handle.result();
  expect(memory.mentorships.get(pair.id)).toMatchObject({
    status: 'ended',
    block: 'flagged',
    endReason: 'staff-decided',
  });
  expect((await opal.until(({ mentorships }) => mentorships.length === 0)).stage).toBe('matching');
  await rig.pass(15 * DAY);
  expect(said()).toBe(before);
  const told = memory.events.filter(({ workflowId }) => workflowId === pair.workflowId);
  expect(told.find(({ kind }) => kind === 'mentorship-ended')).toMatchObject({ by: 'system' });
  expect(memory.proposedAgain).not.toContain(pair.id);
});

test('an offer can be flagged too, and is open no more', async () => {
  const quinn = await looking('quinn');
  const pair = await offered(quinn);
  await pair.does(flagMatch, { by: STAFF, flagId: 'f2' });
  await pair.handle.result();
  expect(memory.mentorships.get(pair.id)).toMatchObject({ status: 'ended', block: 'flagged' });
  const open = [...memory.waits.values()].filter(
    ({ workflowId, outcome }) => workflowId === pair.workflowId && outcome === undefined,
  );
  expect(open).toEqual([]);
});

test('an offer that nobody answers is reminded of once and lapses', async () => {
  const cal = await looking('cal');
  const pair = await offered(cal);
  await pair.says('accept', 'mentee');
  await rig.pass(8 * DAY);
  await pair.handle.result();

  expect(memory.mentorships.get(pair.id)).toMatchObject({ status: 'lapsed' });
  const offers = memory.saidTo('cal').filter((template) => template === 'match-offer-mentee');
  expect(offers).toHaveLength(1);
  expect(memory.saidTo('cal').at(-1)).toBe('match-lapsed');
});

test('staff can refuse a match; the wait for a mentor goes on', async () => {
  const dan = await looking('dan');
  const id = 'pair-dan' as MentorshipId;
  await dan.staff(decideMatch, { mentorshipId: id, decision: 'reject', mentor: mentor.side });
  expect(memory.mentorships.get(id)).toMatchObject({ status: 'rejected', block: 'refused-by-staff' });
  expect((await dan.standing()).waitingFor.map(({ kind }) => kind)).toContain('match');
  expect(memory.proposedAgain).toContain(id);
  await expect(
    dan.staff(decideMatch, { mentorshipId: id, decision: 'approve', mentor: mentor.side }),
  ).rejects.toMatchObject({ cause: { type: 'AlreadyDecided' } });
});

test('a meeting moves to another time, and reminders and questions move with it', async () => {
  const eva = await looking('eva');
  const pair = await eva.isMatchedWith(mentor);
  const { meeting } = await pair.until((state) => state.meeting.number === 1);
  const day = new Date(Date.parse(meeting.startsAt!) + 2 * DAY).toISOString().slice(0, 10);
  const startsWall = `${day}T18:30` as WallClock;
  const moved = await pair.does(reschedule, { number: 1, startsWall, by: STAFF });
  expect(moved.meeting.startsWall).toBe(startsWall);
  await rig.pass(Date.parse(moved.meeting.startsAt!) - Date.parse(await rig.now()) - 3_600_000);
  expect(memory.saidTo('eva').slice(-2)).toEqual(['meeting-reminder', 'meeting-reminder']);
  expect((await pair.state()).outcomes).toEqual({});
  await rig.pass(4 * 3_600_000);
  expect(memory.saidTo('eva').at(-1)).toBe('meeting-asked');

  await expect(
    pair.does(reschedule, { number: 1, startsWall: '2001-01-01T10:00' as WallClock, by: STAFF }),
  ).rejects.toMatchObject({ cause: { type: 'DateNotInFuture' } });
  await expect(pair.does(reschedule, { number: 7, startsWall, by: STAFF })).rejects.toMatchObject({
    cause: { type: 'UnknownMeeting' },
  });
});

test('meetings that nobody answers for become a task for staff, and a late word still counts', async () => {
  const fay = await looking('fay');
  const pair = await fay.isMatchedWith(mentor);
  await rig.pass(24 * DAY);
  const { outcomes, meeting } = await pair.state();
  expect(Object.values(outcomes)).toContain('unknown');
  expect(memory.tasks('fay')).toContain('missed-meetings');

  const last = meeting.number - 1;
  const heard = await pair.does(logMeeting, { number: last, outcome: 'attended', by: 'person:mentor' });
  expect(heard.outcomes[last]).toBe('attended');
  expect(heard.missedInARow).toBe(0);
  const again = await pair.does(logMeeting, { number: last, outcome: 'missed', by: 'person:fay' });
  expect(again.outcomes[last]).toBe('attended');
});

test('a match ends with closing words from both, and the mentee is matched anew', async () => {
  const gus = await looking('gus');
  const pair = await gus.isMatchedWith(mentor);
  await pair.does(endMatch, { reason: 'mentor-stepped-back', by: STAFF });
  await gus.until(
    ({ stage, waitingFor }) => stage === 'matching' && waitingFor.some(({ kind }) => kind === 'match'),
  );
  expect(
    memory.openWaits('closing-words').filter((wait) => wait.workflowId === pair.workflowId),
  ).toHaveLength(2);
  await pair.does(closingWords, { side: 'mentee', by: 'person:gus' });
  await rig.pass(15 * DAY);
  await pair.handle.result();
  expect(memory.openWaits('closing-words').filter((wait) => wait.workflowId === pair.workflowId)).toEqual([]);
});

test('a weekly meeting, reminders, question and answer included, costs the pair at most 46 events', async () => {
  const hal = await looking('hal');
  const pair = await hal.isMatchedWith(mentor);
  const length = async () => Number((await pair.handle.describe()).historyLength);
  await pair.until(({ meeting }) => meeting.number === 1);
  await pair.meets();
  await pair.until(({ meeting }) => meeting.number === 2);
  const before = await length();
  await pair.meets();
  await pair.until(({ meeting }) => meeting.number === 3);
  expect((await length()) - before).toBeLessThanOrEqual(46);
});
