import { condition, patched, setHandler, workflowInfo } from '@temporalio/workflow';
import { between, millis, plus } from '../domain/duration';
import { instant, type Instant, type PersonId } from '../domain/ids';
import type { PlannedDeadline } from '../domain/shiftPlan';
import {
  addPeer,
  answerShiftOffer,
  cancelShift,
  escalationEnded,
  extend,
  handOverShift,
  offerShift,
  removePeer,
  rescheduleShift,
  shiftState,
  shorten,
  workflowIds,
  type Actor,
  type AnswerShiftOffer,
  type ChangeEnd,
  type Due,
  type MoveShift,
  type ShiftHandOver,
  type ShiftInput,
  type ShiftOffer,
  type ShiftPeerChange,
  type ShiftState,
} from './contract';
import { isOvertaken, type MovedRuns } from './shift/timetable';
import { Watch } from './shift/watch';
import { Course } from './support/course';
import type { Decision } from './support/decision';
import { later, now } from './support/now';
import { looking, lookingAtDeadline, records } from './support/proxies';
import { raise } from './support/raise';
import { refuse } from './support/refuse';

const LONGEST_CHANGE = 720;

/**
 * One shift and all its peers, from being scheduled until everybody has answered or a human has ended what was raised.
 *
 * An answer is a row in PostgreSQL and costs nothing here. At each deadline one activity sees who has not answered and
 * stores what they are told; a miss raises its escalations before anything is delivered to anybody.
 */
export async function shift(input: ShiftInput): Promise<void> {
  const announces = input.deadlines === 'announced';
  const watch = new Watch(input, announces ? instant(workflowInfo().startTime) : now());
  const workflowId = workflowIds.shift(input.shiftId);
  const course = new Course({
    scope: { programId: input.programId, siteId: input.siteId, shiftId: input.shiftId, workflowId },
    // A few events a deadline, and hours to days of them: a shift never continues as new.
    baggage: { agenda: [], outbox: [], seen: [] },
    doers: { wake, lapse, coverage: checkCoverage },
  });

  let extensions = 0;

  function sleepUntilNext(): void {
    course.unplan((due) => due.do === 'wake');
    const at = watch.wakeAt;
    if (at) course.plan({ do: 'wake', at });
  }

  /**
   * Who had not answered, where that needs no activity of this deadline's own: everybody has answered, or somebody has
   * done for all shifts at once (`recorded`) what it calls for. A failed look is a perhaps: then the activity sees.
   */
  async function seenTo(
    deadline: PlannedDeadline,
  ): Promise<{ unanswered: PersonId[]; recorded?: boolean } | undefined> {
    if (!watch.mayBeSeenTo(deadline)) return undefined;
    const { shiftId } = input;
    const { occasion } = deadline;
    try {
      const look = announces
        ? await lookingAtDeadline.anyUnanswered({ shiftId, occasion, announced: watch.known(deadline) })
        : await looking.anyUnanswered({ shiftId, occasion });
      if (typeof look === 'object') return { ...look, recorded: true };
      return look ? undefined : { unanswered: [] };
    } catch {
      return undefined;
    }
  }

  async function raiseAbout(deadline: PlannedDeadline, unanswered: readonly PersonId[]): Promise<void> {
    await Promise.all(unanswered.map((peer) => raise(watch.raise(deadline, peer))));
    for (const id of watch.endedBeforeRaised)
      if (patched('an-escalation-may-end-before-it-is-raised')) watch.escalationEnded(id);
  }

  async function wake(): Promise<void> {
    const at = now();
    const deadline = watch.timetable.next;
    const standing = watch.standing(at);
    let stands = standing === undefined;
    if (deadline && between(deadline.at, at) >= 0) {
      watch.timetable.meet(deadline);
      const done = await seenTo(deadline);
      if (done) {
        if (done.recorded && standing?.shift?.status === watch.standingAt(deadline.at)) stands = true;
        if (deadline.step === 'missed') await raiseAbout(deadline, done.unanswered);
        watch.timetable.saw(deadline, done.unanswered, at);
      } else if (!isOvertaken(deadline, at)) {
        stands = true;
        const seen = await records.shiftDeadline({
          shiftId: input.shiftId,
          at,
          ...(standing?.shift ? { status: standing.shift.status } : {}),
          ...watch.asks(deadline),
        });
        if (deadline.step === 'missed') await raiseAbout(deadline, seen.unanswered);
        course.sayTheRest(seen);
        watch.timetable.saw(deadline, seen.unanswered, at);
      }
    }
    if (standing && !stands && !watch.over) course.decide(standing);
    sleepUntilNext();
  }

  /**
   * Before the shift, and again when it is made longer: can every level of the chain be reached for all of it? Shifts of
   * now leave that to the auditor, which needs no timer of theirs.
   */
  async function checkCoverage({ number }: Due): Promise<void> {
    const { shiftId, programId, siteId, escalation } = input;
    const { startsAt, endsAt } = watch.state;
    if (watch.over) return;
    course.sayTheRest(
      await records.checkCoverage({
        shiftId,
        programId,
        siteId,
        startsAt,
        endsAt,
        grace: input.policy.grace,
        levels: escalation.levels,
        at: now(),
        number: number ?? 0,
        workflowId,
      }),
    );
  }

  function planCoverage(number: number): void {
    const { coverageCheckBefore } = input.policy;
    if (coverageCheckBefore === undefined || input.coverage === 'audited') return;
    const at = number > 0 ? now() : later(plus(watch.state.startsAt, -millis(coverageCheckBefore)), now());
    if (between(watch.state.endsAt, at) < 0) course.plan({ do: 'coverage', at, number });
  }

  /** Nobody said whether the shift suits them, and the time for it is over; an offer made since has a time of its own. */
  function lapse({ about, number }: Due): void {
    const personId = about as PersonId;
    const isOfBefore = number !== watch.offers.count(personId);
    if (isOfBefore && patched('an-offer-lapses-by-its-own-clock')) return;
    const decision = watch.offerLapsed(personId);
    if (decision) course.decide(decision);
  }

  function offerTo(people: readonly PersonId[], by: Actor): Decision {
    const until = watch.offers.until(now());
    const decision = watch.offers.make(people, until, by);
    for (const about of people)
      course.plan({ do: 'lapse', at: until, about, number: watch.offers.count(about) });
    return decision;
  }

  async function act(decision: Decision | undefined) {
    if (decision) course.decide(decision);
    sleepUntilNext();
    await course.written();
    return watch.state;
  }

  const joinsAt = (): Instant | undefined =>
    announces || patched('who-joins-is-not-asked-for-what-is-past') ? now() : undefined;

  const runs: MovedRuns = {
    leavesOutPast: () => patched('a-longer-shift-asks-nothing-of-the-past'),
    asksStartNow: () => patched('a-start-that-lies-behind-is-asked-about-now'),
    keepsAsked: () => patched('a-shorter-shift-waits-for-what-it-asked'),
  };

  let changed: Promise<unknown> = Promise.resolve();

  /**
   * A change of times or people, one after the other. First what is announced is taken out of force, so that nobody does
   * by the plan of before what is no longer wanted. What somebody has taken up by then is met here first: it may be an
   * alarm, and leave nothing to change.
   */
  function change<U extends { by: Actor }>(
    update: U,
    valid: (update: U) => void,
    decide: () => Decision | undefined,
  ): Promise<ShiftState> {
    if (!announces) return act(decide());
    const change = async (): Promise<ShiftState> => {
      const { taken } = await records.holdShift({ shiftId: input.shiftId, plan: watch.nextPlan() });
      await condition(() => watch.over || !taken.some((name) => watch.timetable.owes(name)));
      try {
        valid(update);
      } catch (refusal) {
        course.decide(watch.announce());
        throw refusal;
      }
      return await act(decide() ?? watch.announce());
    };
    const mine = changed.then(change);
    changed = mine.catch(() => undefined);
    return mine;
  }

  function takesActs({ by }: { by: Actor }): void {
    if (!watch.changeable)
      refuse('ShiftOver', 'this shift is over; nothing about it can be changed any more');
    if (!by) refuse('PersonNeeded', '`by` says who acts');
  }

  function beforeTheEnd(update: { by: Actor }): void {
    takesActs(update);
    if (between(watch.state.endsAt, now()) >= 0)
      refuse('ShiftOver', 'this shift has ended; it can only be extended while its check-ins are not missed');
  }

  function movesEnd(update: ChangeEnd, sign: 1 | -1): void {
    takesActs(update);
    const { minutes } = update;
    if (!Number.isInteger(minutes) || minutes < 1 || minutes > LONGEST_CHANGE)
      refuse('OutOfRange', `\`minutes\` is a whole number from 1 to ${LONGEST_CHANGE}`);
    const endsAt = plus(watch.state.endsAt, sign * minutes * 60_000);
    if (endsAt <= now() || endsAt <= watch.state.startsAt)
      refuse('DateNotInFuture', 'the new end must lie ahead, and after the start');
  }

  function movesBoth(update: MoveShift): void {
    takesActs(update);
    const { startsAt, endsAt } = update;
    if (!(between(startsAt, endsAt) > 0) || !(between(now(), endsAt) > 0))
      refuse('DateNotInFuture', 'the new end must lie ahead, and after the start');
    if (startsAt !== watch.state.startsAt && !(between(now(), watch.state.startsAt) > 0))
      refuse('ShiftRunning', 'a shift that has begun keeps its start');
  }

  /** Whoever leaves while it runs is asked whether they are safe; that it is called off would be the wrong word. */
  const tellsLeaver = (): boolean =>
    watch.standingAt(now()) === 'scheduled' ||
    !patched('who-leaves-a-running-shift-is-asked-about-their-end');

  function onShift(personId: string): void {
    if (!watch.state.peers.some((peer) => peer === personId))
      refuse('UnknownPeer', 'that person is not on this shift');
  }

  setHandler(shiftState, () => watch.state);
  setHandler(escalationEnded, ({ escalationId }) => watch.escalationEnded(escalationId));
  const longer = (update: ChangeEnd): void => movesEnd(update, 1);
  const shorter = (update: ChangeEnd): void => movesEnd(update, -1);
  function taken(update: ShiftPeerChange): void {
    takesActs(update);
    onShift(update.personId);
  }
  function handed(update: ShiftHandOver): void {
    beforeTheEnd(update);
    onShift(update.from);
    if (!update.to || update.to === update.from) refuse('PersonNeeded', '`to` names who takes it over');
  }

  setHandler(
    extend,
    (update) =>
      change(update, longer, () => {
        const decision = watch.moveEnd(update.minutes, update.by, now(), runs);
        planCoverage((extensions += 1));
        return decision;
      }),
    { validator: longer },
  );
  setHandler(
    shorten,
    (update) => change(update, shorter, () => watch.moveEnd(-update.minutes, update.by, now(), runs)),
    { validator: shorter },
  );
  setHandler(
    rescheduleShift,
    (update) =>
      change(update, movesBoth, () => {
        const decision = watch.reschedule(update.startsAt, update.endsAt, update.by, now(), runs);
        if (!decision) return undefined;
        course.unplan((due) => due.do === 'coverage' && due.number === 0);
        planCoverage(0);
        return decision;
      }),
    { validator: movesBoth },
  );
  function cancelled(by: Actor): Decision {
    const { offered = [] } = watch.state;
    return watch.cancel(by, offered.length > 0 && patched('the-asked-hear-of-a-cancelling') ? offered : []);
  }

  setHandler(cancelShift, ({ by }) => act(cancelled(by)), {
    validator: (update: { by: Actor }) => {
      takesActs(update);
      // People are out there: they are asked whether they are home, and whoever is not there is taken off by name.
      if (between(watch.state.startsAt, now()) >= 0)
        refuse('ShiftRunning', 'a running shift is not cancelled; shorten it or take people off it');
    },
  });
  setHandler(addPeer, (update) => act(watch.addPeer(update, joinsAt())), {
    validator: (update: ShiftPeerChange) => {
      beforeTheEnd(update);
      if (!update.personId) refuse('PersonNeeded', '`personId` names who joins');
    },
  });
  setHandler(removePeer, (update) => change(update, taken, () => watch.removePeer(update, tellsLeaver())), {
    validator: taken,
  });
  setHandler(
    handOverShift,
    (update) => change(update, handed, () => watch.handOver(update, joinsAt(), tellsLeaver())),
    {
      validator: handed,
    },
  );

  setHandler(offerShift, ({ personId, by }) => act(offerTo([personId], by)), {
    validator: (update: ShiftOffer) => {
      beforeTheEnd(update);
      if (!update.personId) refuse('PersonNeeded', '`personId` names who is asked');
      if (watch.state.peers.includes(update.personId))
        refuse('AlreadyOnShift', 'that person is on this shift');
    },
  });
  setHandler(answerShiftOffer, (update) => act(watch.offerAnswered(update, joinsAt())), {
    validator: (update: AnswerShiftOffer) => {
      beforeTheEnd(update);
      if (!watch.offers.knows(update.personId))
        refuse('NotOffered', 'this shift was not offered to that person');
    },
  });

  // A shift that was lost and is restored has been announced already: the keys are the same, and nothing is said twice.
  const begin = () => course.decide(watch.scheduled(now()));
  if (input.begins === 'at-hand') course.besideTheTask(begin);
  else begin();
  if (input.offered?.length) course.decide(offerTo(input.offered, input.scheduledBy));
  planCoverage(0);
  sleepUntilNext();
  await course.until(() => watch.over);
  if (watch.state.status !== 'cancelled') course.decide(watch.close());
  await course.finish();
}
