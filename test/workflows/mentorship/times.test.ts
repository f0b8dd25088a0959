import { DAY, HOUR, plus } from '../../../domain/duration';
import type {
  Instant,
  JourneyId,
  MentorshipId,
  ParticipantId,
  PersonId,
  WallClock,
} from '../../../domain/ids';
import * as contract from '../../../workflows/contract';
import type { MentorshipInput, MentorshipState, SideName } from '../../../workflows/contract';
import { eventually } from '../../support/eventually';
import type { Memory } from '../../support/memoryActivities';
import { atRest, createWorld, STAFF } from '../../support/people';
import { smallProgram } from '../../support/program';
import type { Rig } from '../../support/rig';

let rig: Rig;
let memory: Memory;

beforeAll(async () => {
  ({ rig, memory } = await createWorld());
});

afterAll(async () => {
  await rig.close();
  expect(memory.violations).toEqual([]);
});

const wallOf = (at: Instant) => at.slice(0, 16) as WallClock;

/** Two who meet, their n-th meeting being so many hours from now; neither has a path that would hear of it. */
class Two {
  private constructor(
    readonly id: string,
    readonly began: Instant,
  ) {}

  static async meet(id: string, hours = 72, carried: Partial<MentorshipInput['carried']> = {}): Promise<Two> {
    const two = new Two(id, `${(await rig.now()).slice(0, 16)}:00.000Z` as Instant);
    const startsAt = two.in(hours);
    const { mentorship, matching, program, zone } = smallProgram();
    const side = (who: string): contract.Side => ({
      participantId: `${id}-${who}` as ParticipantId,
      personId: `${id}-${who}` as PersonId,
      journeyId: `${id}-${who}` as JourneyId,
    });
    const input: MentorshipInput = {
      mentorshipId: id as MentorshipId,
      programId: program,
      siteId: 'small.north' as never,
      zone,
      mentee: side('sam'),
      mentor: side('mo'),
      policy: {
        ...mentorship,
        offerLapsesAfter: matching.offerLapsesAfter,
        remindOfferAfter: matching.remindOfferAfter,
      },
      approvedBy: STAFF,
      carried: {
        status: 'active',
        said: { mentee: 'accept', mentor: 'accept' },
        closingWords: { mentee: false, mentor: false },
        meeting: { number: 1, startsAt, startsWall: wallOf(startsAt) },
        outcomes: {},
        missedInARow: 0,
        paused: [],
        sequence: 1,
        agenda: [{ do: 'ask-meeting', at: plus(startsAt, 2 * HOUR) }],
        outbox: [],
        seen: [],
        ...carried,
      },
    };
    await rig.client.workflow.start('mentorship', {
      taskQueue: rig.taskQueue,
      workflowId: two.workflowId,
      args: [input],
    });
    return two;
  }

  get workflowId(): string {
    return contract.workflowIds.mentorship(this.id as MentorshipId);
  }

  get handle() {
    return rig.client.workflow.getHandle(this.workflowId);
  }

  in(hours: number): Instant {
    return plus(this.began, hours * HOUR);
  }

  rests(): Promise<void> {
    return atRest(rig, new Set([this.workflowId]));
  }

  async state(): Promise<MentorshipState> {
    await this.rests();
    return this.handle.query(contract.mentorshipState);
  }

  private who(side: SideName) {
    return `person:${this.id}-${side === 'mentee' ? 'sam' : 'mo'}` as const;
  }

  proposes(side: SideName, hours: number, number = 1): Promise<MentorshipState> {
    const startsWall = wallOf(this.in(hours));
    return this.handle.executeUpdate(contract.proposeTime, {
      args: [{ number, startsWall, side, by: this.who(side) }],
    });
  }

  answers(side: SideName, answer: 'accept' | 'decline'): Promise<MentorshipState> {
    return this.handle.executeUpdate(contract.answerTime, {
      args: [{ number: 1, side, answer, by: this.who(side) }],
    });
  }

  moves(hours: number): Promise<MentorshipState> {
    const startsWall = wallOf(this.in(hours));
    return this.handle.executeUpdate(contract.reschedule, { args: [{ number: 1, startsWall, by: STAFF }] });
  }

  /** News from the path of one of the two. */
  async hears(side: SideName, what: contract.JourneyMoved['what']): Promise<MentorshipState> {
    const key = `${what}-${(await rig.now()).toString()}` as contract.JourneyMoved['key'];
    const journeyId = this.who(side).slice('person:'.length) as JourneyId;
    await this.handle.signal(contract.journeyMoved, { key, what, journeyId });
    return this.state();
  }

  said(side: SideName): string[] {
    return memory.saidTo(this.who(side).slice('person:'.length));
  }

  meetingIs(): string | undefined {
    return memory.meetings.get(`${this.id}/1`);
  }

  async ends(): Promise<void> {
    await this.rests();
    await this.handle.executeUpdate(contract.flagMatch, { args: [{ by: STAFF, flagId: 'f' }] });
    await this.handle.result();
  }
}

const refused = (type: string) => ({ cause: { type } });

describe('another time for a meeting', () => {
  test('one side proposes, the other is asked and accepts: the two meet then', async () => {
    const two = await Two.meet('accepted');
    const open = await two.proposes('mentee', 96);
    expect(open.meeting.startsAt).toBe(two.in(72));
    expect(two.said('mentor')).toEqual(['meeting-time-proposed']);
    const agreed = await two.answers('mentor', 'accept');
    expect(agreed.meeting).toMatchObject({ startsAt: two.in(96), moves: 1 });
    expect(agreed.proposal).toBeUndefined();
    await two.ends();
  });

  test('naming what the other has proposed agrees to it, naming the old time keeps it', async () => {
    const two = await Two.meet('named');
    await two.proposes('mentor', 96);
    // The one who proposed says it again: nothing new.
    expect((await two.proposes('mentor', 96)).proposal).toMatchObject({ by: 'mentor' });
    expect((await two.proposes('mentee', 72)).proposal).toBeUndefined();
    expect(two.said('mentor')).toContain('meeting-time-kept');
    await two.proposes('mentor', 96);
    expect((await two.proposes('mentee', 96)).meeting.startsAt).toBe(two.in(96));
    await two.ends();
  });

  test('a second proposal takes the place of the first, and nothing is asked about that one any more', async () => {
    const two = await Two.meet('again');
    await two.proposes('mentee', 96);
    await two.proposes('mentor', 120);
    const waits = memory.openWaits('meeting-time').filter(({ workflowId }) => workflowId === two.workflowId);
    expect(waits).toMatchObject([{ personId: 'again-sam', details: { at: two.in(120) } }]);
    await two.ends();
  });

  test('that nobody answers lapses before the old time comes, and the old time stands', async () => {
    const two = await Two.meet('lapsed', 30);
    await two.proposes('mentee', 96);
    const asked = memory.openWaits('meeting-time').find(({ workflowId }) => workflowId === two.workflowId);
    expect(asked?.dueAt).toBe(two.in(30));
    await rig.pass(31 * HOUR);
    expect(await two.state()).toMatchObject({ meeting: { startsAt: two.in(30) } });
    expect((await two.state()).proposal).toBeUndefined();
    await two.ends();
  });

  test('earlier than the old one it is answered before it would come, and never later than in two days', async () => {
    const two = await Two.meet('earlier', 24 * 9);
    const dueAt = () =>
      memory.openWaits('meeting-time').find(({ workflowId }) => workflowId === two.workflowId)?.dueAt;
    await two.proposes('mentee', 20);
    expect(dueAt()).toBe(two.in(20));
    await two.proposes('mentee', 24 * 5);
    expect(Date.parse(dueAt()!) - Date.parse(await rig.now())).toBeLessThanOrEqual(2 * DAY);
    await two.ends();
  });

  test('that has gone by is refused, and so is one for a meeting that is moved at the same moment', async () => {
    const two = await Two.meet('at-once');
    await expect(two.proposes('mentee', -1)).rejects.toMatchObject(refused('DateNotInFuture'));
    let moved = (): void => undefined;
    const move = new Promise<void>((resolve) => (moved = resolve));
    const slow = [wallOf(two.in(96)), wallOf(two.in(99))];
    let begun = 0;
    memory.resolving = (wall) => (slow.includes(wall) ? ((begun += 1), move) : undefined);
    const late = Promise.allSettled([two.proposes('mentee', 96), two.moves(99)]);
    await eventually('both are under way', () => begun === 2);
    await two.moves(90);
    moved();
    for (const one of await late) expect(one).toMatchObject({ reason: refused('NotPossibleNow') });
    memory.resolving = () => undefined;
    // The same time again is no move.
    expect((await two.moves(90)).meeting).toMatchObject({ startsAt: two.in(90), moves: 1 });
    await two.ends();
  });
});

describe('a mentor takes a break', () => {
  test('the meeting is off, and the mentee hears of whoever steps in for the mentor', async () => {
    memory.interim = { owedBy: 'staff', personId: 'ola' as PersonId };
    const two = await Two.meet('away');
    const state = await two.hears('mentor', 'paused');
    memory.interim = { owedBy: 'staff' };
    expect(state).toMatchObject({ paused: ['mentor'], interim: { personId: 'ola' } });
    expect(two.meetingIs()).toBe('cancelled');
    expect(two.said('mentee')).toEqual(['interim-named']);
    expect(memory.saidTo('ola')).toEqual(['interim-asked']);
    // Another pause of the same break names nobody else.
    await two.hears('mentor', 'paused');
    expect(memory.saidTo('ola')).toEqual(['interim-asked']);
    const back = await two.hears('mentor', 'resumed');
    expect(back.interim).toBeUndefined();
    expect(back.meeting.number).toBe(2);
    await two.ends();
  });

  test('where nobody steps in staff owe the mentee a name, and the pair plans nothing until the mentor is back', async () => {
    const two = await Two.meet('nobody');
    await two.hears('mentor', 'paused');
    expect(two.said('mentee')).toEqual(['mentor-away']);
    const owed = memory
      .openWaits('interim-contact')
      .filter(({ workflowId }) => workflowId === two.workflowId);
    expect(owed).toMatchObject([{ owedBy: 'staff' }]);
    const named = await two.handle.executeUpdate(contract.nameInterim, {
      args: [{ personId: 'ben' as PersonId, owedBy: 'staff', by: STAFF }],
    });
    expect(named.interim).toMatchObject({ personId: 'ben' });
    await rig.pass(9 * DAY);
    expect((await two.state()).meeting.number).toBe(1);
    await two.ends();
  });

  test('a meeting that was over when they left is still asked about, and the next waits for them', async () => {
    const two = await Two.meet('just-met', 1);
    await rig.pass(4 * HOUR);
    await two.hears('mentor', 'paused');
    expect(two.meetingIs()).not.toBe('cancelled');
    await two.handle.executeUpdate(contract.logMeeting, {
      args: [{ number: 1, outcome: 'attended', by: 'person:just-met-sam' }],
    });
    const { meeting, outcomes } = await two.state();
    expect([meeting.number, outcomes]).toEqual([1, { 1: 'attended' }]);
    expect((await two.hears('mentor', 'resumed')).meeting.number).toBe(2);
    await two.ends();
  });

  test('an offer that is open comes to nothing, and nobody stands in for what has not begun', async () => {
    const two = await Two.meet('not-yet', 72, {
      status: 'offered',
      said: {},
      meeting: { number: 0 },
      agenda: [],
    });
    const state = await two.hears('mentor', 'paused');
    expect(state.interim).toBeUndefined();
    await two.handle.result();
    expect(two.said('mentee')).toEqual(['match-lapsed']);
  });
});

test('while PostgreSQL is away the rhythm alone says when the next meeting is, and never in the past', async () => {
  memory.looksFail = 2;
  const two = await Two.meet('no-records', 1);
  await rig.pass(4 * HOUR);
  const log = { number: 1, outcome: 'attended', by: STAFF } as const;
  const state = await two.handle.executeUpdate(contract.logMeeting, { args: [log] });
  expect(state.meeting).toMatchObject({
    number: 2,
    startsAt: `${two.in(1 + 7 * 24).slice(0, 10)}T15:00:00.000Z`,
  });
  const long = await Two.meet('long-ago', -20 * 24, { agenda: [{ do: 'plan-meeting', at: two.in(0) }] });
  const next = (await long.state()).meeting;
  expect(next.number).toBe(2);
  expect(next.startsAt! > (await rig.now())).toBe(true);
  expect(memory.looksFail).toBe(0);
  await two.ends();
  await long.ends();
});

test('the second word about a meeting that both report at once changes nothing', async () => {
  const two = await Two.meet('both-at-once', 1);
  await rig.pass(4 * HOUR);
  await two.rests();
  const says = (who: 'sam' | 'mo') =>
    two.handle.executeUpdate(contract.logMeeting, {
      args: [{ number: 1, outcome: 'attended', by: `person:both-at-once-${who}` }],
    });
  await Promise.all([says('sam'), says('mo')]);
  expect((await two.state()).meeting.number).toBe(2);
  const settled = memory.events.filter(
    ({ workflowId, kind }) => workflowId === two.workflowId && kind === 'meeting-settled',
  );
  expect(settled).toHaveLength(1);
  await two.ends();
});
