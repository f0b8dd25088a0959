import { patched, setHandler } from '@temporalio/workflow';
import { between, millis, plus } from '../domain/duration';
import type { PersonId } from '../domain/ids';
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
} from './contract';
import { Watch } from './shift/watch';
import { Course } from './support/course';
import type { Decision } from './support/decision';
import { later, now } from './support/now';
import { looking, records } from './support/proxies';
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
  const watch = new Watch(input, now());
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

  /** A failed look is a perhaps: then the deadline's own activity sees. */
  async function allHaveAnswered({ occasion }: PlannedDeadline): Promise<boolean> {
    try {
      return !(await looking.anyUnanswered({ shiftId: input.shiftId, occasion }));
    } catch {
      return false;
    }
  }

  async function wake(): Promise<void> {
    const at = now();
    const deadline = watch.next;
    const standing = watch.standing(at);
    let stands = standing === undefined;
    if (deadline && between(deadline.at, at) >= 0) {
      watch.meet(deadline);
      if (deadline.step !== 'ask' && (await allHaveAnswered(deadline))) {
        watch.saw(deadline, [], at);
      } else if (!watch.overtaken(deadline, at)) {
        stands = true;
        const seen = await records.shiftDeadline({
          shiftId: input.shiftId,
          at,
          ...(standing?.shift ? { status: standing.shift.status } : {}),
          occasion: deadline.occasion,
          step: deadline.step,
          nudge: deadline.number,
          dueAt: deadline.dueAt,
          expiresAt: deadline.expiresAt,
          workflowId,
          ...(deadline.step === 'missed' ? { raise: watch.misses(deadline) } : {}),
        });
        if (deadline.step === 'missed') {
          await Promise.all(seen.unanswered.map((peer) => raise(watch.raise(deadline, peer))));
          for (const id of watch.endedBeforeRaised)
            if (patched('an-escalation-may-end-before-it-is-raised')) watch.escalationEnded(id);
        }
        course.sayTheRest(seen);
        watch.saw(deadline, seen.unanswered, at);
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

  /** Nobody said whether the shift suits them, and the time for it is over. */
  function lapse({ about }: Due): void {
    const decision = watch.offerLapsed(about as PersonId);
    if (decision) course.decide(decision);
  }

  function offerTo(people: readonly PersonId[], by: Actor): Decision {
    const until = watch.offerUntil(now());
    for (const about of people) course.plan({ do: 'lapse', at: until, about });
    return watch.offer(people, until, by);
  }

  async function act(decision: Decision | undefined) {
    if (decision) course.decide(decision);
    sleepUntilNext();
    await course.written();
    return watch.state;
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

  function onShift(personId: string): void {
    if (!watch.state.peers.some((peer) => peer === personId))
      refuse('UnknownPeer', 'that person is not on this shift');
  }

  setHandler(shiftState, () => watch.state);
  setHandler(escalationEnded, ({ escalationId }) => watch.escalationEnded(escalationId));
  setHandler(
    extend,
    ({ minutes, by }) => {
      const decision = watch.moveEnd(minutes, by, now());
      planCoverage((extensions += 1));
      return act(decision);
    },
    { validator: (update: ChangeEnd) => movesEnd(update, 1) },
  );
  setHandler(shorten, ({ minutes, by }) => act(watch.moveEnd(-minutes, by, now())), {
    validator: (update: ChangeEnd) => movesEnd(update, -1),
  });
  setHandler(
    rescheduleShift,
    ({ startsAt, endsAt, by }) => {
      const decision = watch.reschedule(startsAt, endsAt, by, now());
      if (decision) {
        course.unplan((due) => due.do === 'coverage' && due.number === 0);
        planCoverage(0);
      }
      return act(decision);
    },
    { validator: movesBoth },
  );
  setHandler(cancelShift, ({ by }) => act(watch.cancel(by)), {
    validator: (update: { by: Actor }) => {
      takesActs(update);
      // People are out there: they are asked whether they are home, and whoever is not there is taken off by name.
      if (between(watch.state.startsAt, now()) >= 0)
        refuse('ShiftRunning', 'a running shift is not cancelled; shorten it or take people off it');
    },
  });
  setHandler(addPeer, (update) => act(watch.addPeer(update)), {
    validator: (update: ShiftPeerChange) => {
      beforeTheEnd(update);
      if (!update.personId) refuse('PersonNeeded', '`personId` names who joins');
    },
  });
  setHandler(removePeer, (update) => act(watch.removePeer(update)), {
    validator: (update: ShiftPeerChange) => {
      takesActs(update);
      onShift(update.personId);
    },
  });
  setHandler(handOverShift, (update) => act(watch.handOver(update)), {
    validator: (update: ShiftHandOver) => {
      beforeTheEnd(update);
      onShift(update.from);
      if (!update.to || update.to === update.from) refuse('PersonNeeded', '`to` names who takes it over');
    },
  });

  setHandler(offerShift, ({ personId, by }) => act(offerTo([personId], by)), {
    validator: (update: ShiftOffer) => {
      beforeTheEnd(update);
      if (!update.personId) refuse('PersonNeeded', '`personId` names who is asked');
      if (watch.state.peers.includes(update.personId))
        refuse('AlreadyOnShift', 'that person is on this shift');
    },
  });
  setHandler(answerShiftOffer, (update) => act(watch.offerAnswered(update)), {
    validator: (update: AnswerShiftOffer) => {
      beforeTheEnd(update);
      if (!watch.knowsOffer(update.personId))
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
