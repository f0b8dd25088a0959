import { isOnAnother } from '../../activities/inbound/shiftChanges';
import { NotThere, Refused, type CallOptions } from '../../client/fullCircle';
import { MINUTE, plus } from '../../domain/duration';
import { as, instant, type PersonId, type ShiftId, type Zone } from '../../domain/ids';
import type { ShiftState } from '../../workflows/contract';
import { guard, may, type Caller } from '../access';
import { businessNow, type ActOptions, type OfficeTools } from '../tools';
import { overCapsWhenLonger } from './caps';
import { isOver, overError, type Finding } from './find';
import { keepOverrides } from './overrides';
import type { Prospect, Ready, ReadyPeer } from './readiness';
import { relief } from './relief';

/** The most that one shortening takes; see the contract. */
const LONGEST_CHANGE = 720;

interface Reasoned {
  /** Why the peer works more than the caps say. */
  reason?: string;
}

export function changes(
  tools: OfficeTools,
  { find, personOnShift }: Finding,
  ready: Ready,
  run: (shiftId: string, options?: CallOptions) => Promise<string>,
) {
  const { database, fullCircle } = tools;
  const { whoLeaves, hasLeft, isBack } = relief(tools, run);
  type Shift = Awaited<ReturnType<Finding['find']>>;

  interface Opened {
    shift: Shift;
    /** What came of this very act, where it was taken before. */
    before?: ShiftState;
  }

  /**
   * A shift that can still change, with its workflow started. What an act has changed is no reason to refuse its repeat,
   * so a key that the shift knows opens it anyway.
   */
  async function open(caller: Caller, shiftId: string, options?: ActOptions): Promise<Opened> {
    const shift = await find(caller, shiftId, 'manage-shifts');
    const before = options?.key
      ? await fullCircle.shifts.outcome(as(shiftId), options.key, options)
      : undefined;
    if (before) return { shift: await find(caller, shiftId, 'manage-shifts'), before };
    if (isOver(shift.status)) throw overError(shift);
    if (shift.status === 'starting') await run(shiftId);
    return { shift };
  }

  const act =
    <Input extends object>(
      tell: (
        id: ShiftId,
        update: Input & { by: Caller['actor'] },
        options?: ActOptions,
      ) => Promise<ShiftState>,
    ) =>
    async (caller: Caller, shiftId: string, input: Input, options?: ActOptions): Promise<ShiftState> => {
      const { before } = await open(caller, shiftId, options);
      return before ?? tell(as(shiftId), { ...input, by: caller.actor }, options);
    };

  /**
   * Somebody comes on to the shift, or is asked to: checked, told, and the reason for going above the caps kept.
   * @throws Refused as for scheduling it, and `OnThisShift`
   */
  async function joins(
    caller: Caller,
    { shift, before }: Opened,
    { peer, reason }: { peer: string } & Reasoned,
    tell: (personId: PersonId) => Promise<ShiftState>,
  ): Promise<ShiftState> {
    const [one] = await ready(caller, prospectOf(shift), [peer], reason);
    if (!one) throw new NotThere(`participant ${peer}`);
    if (!before && shift.peers.some(({ personId, removedAt }) => personId === one.personId && !removedAt))
      throw new Refused('OnThisShift', `${one.name} is on this shift already.`);
    const state = before ?? (await tell(as(one.personId)));
    await keep(caller, shift, [one], reason);
    return state;
  }

  /** The reason is kept once the workflow has taken the change: a change that was refused needs none. */
  async function keep(
    caller: Caller,
    shift: Shift,
    peers: readonly Pick<ReadyPeer, 'personId' | 'over'>[],
    reason?: string,
  ): Promise<void> {
    const at = await businessNow(tools);
    await database.$transaction((tx) => keepOverrides(tx, caller, shift, peers, reason, at));
  }

  function prospectOf(shift: Shift): Prospect & { shiftId: string } {
    return {
      programId: shift.programId,
      siteId: shift.siteId,
      zone: as<Zone>(shift.zone),
      startsAt: instant(shift.startsAt),
      endsAt: instant(shift.endsAt),
      shiftId: shift.id,
    };
  }

  async function onShift(shift: Shift, peer: string) {
    const personId = await personOnShift(shift, peer);
    const on = shift.peers.find((one) => one.personId === personId && !one.removedAt);
    if (!on) throw new Refused('NotOnThisShift', `${peer} is not on this shift.`);
    return { personId: as<PersonId>(on.personId), participantId: on.participantId };
  }

  return {
    /**
     * Lets it end later, for everybody on it.
     * @throws Refused `OverCap` where that is more than somebody's caps and no reason is given
     */
    async extend(
      caller: Caller,
      shiftId: string,
      { minutes, reason }: { minutes: number } & Reasoned,
      options?: ActOptions,
    ): Promise<ShiftState> {
      const { shift, before } = await open(caller, shiftId, options);
      const soon = prospectOf(shift);
      const longer = before ? soon : { ...soon, endsAt: plus(soon.endsAt, minutes * MINUTE) };
      const over = await overCapsWhenLonger(database, longer, reason);
      const update = { minutes, by: caller.actor };
      const state = before ?? (await fullCircle.shifts.extend(as(shiftId), update, options));
      await keep(caller, shift, over, reason);
      return state;
    },

    shorten: act<{ minutes: number }>(fullCircle.shifts.shorten),
    cancel: act<object>(fullCircle.shifts.cancel),

    /**
     * Ends a running shift now: its end moves to the next minute, and the peers are asked at once whether they are safe.
     * @throws Refused `NotBegun`, `EndedAlready`
     */
    async end(caller: Caller, shiftId: string, options?: ActOptions): Promise<Pick<ShiftState, 'endsAt'>> {
      const { shift } = await open(caller, shiftId);
      const now = Date.parse(await businessNow(tools));
      if (now < shift.startsAt.getTime())
        throw new Refused('NotBegun', 'This shift has not begun; cancel it instead.');
      const left = shift.endsAt.getTime() - now;
      if (left <= 0)
        throw new Refused('EndedAlready', 'This shift has ended; its peers are being asked already.');
      let minutes = Math.ceil(left / MINUTE) - 1;
      let endsAt = instant(shift.endsAt);
      for (let part = 1; minutes > 0; part++) {
        const step = Math.min(minutes, LONGEST_CHANGE);
        const key = options?.key ? { ...options, key: `${options.key}/${part}` } : options;
        const update = { minutes: step, by: caller.actor };
        ({ endsAt } = await fullCircle.shifts.shorten(as(shiftId), update, key));
        minutes -= step;
      }
      return { endsAt };
    },

    /** Puts one more peer on the shift, with the checks that scheduling has. */
    async addPeer(
      caller: Caller,
      shiftId: string,
      input: { peer: string } & Reasoned,
      options?: ActOptions,
    ): Promise<ShiftState> {
      const opened = await open(caller, shiftId, options);
      return joins(caller, opened, input, async (personId) => {
        const state = await fullCircle.shifts.addPeer(as(shiftId), { personId, by: caller.actor }, options);
        await isBack(caller, opened.shift, personId);
        return state;
      });
    },

    /** Takes a peer off the shift. While it runs they are asked at once whether they are safe, and looked for if need be. */
    async removePeer(
      caller: Caller,
      shiftId: string,
      input: { peer: string },
      options?: ActOptions,
    ): Promise<ShiftState> {
      const { shift, before } = await open(caller, shiftId, options);
      if (before) {
        await hasLeft(caller, options);
        return before;
      }
      const peer = await onShift(shift, input.peer);
      const update = { personId: peer.personId, by: caller.actor };
      const leave = () => fullCircle.shifts.removePeer(as(shiftId), update, options);
      return whoLeaves(caller, shift, peer, leave, options);
    },

    /**
     * Another peer takes the shift over from one who is on it. While it runs, whoever leaves is asked at once whether they
     * are safe, and looked for if need be.
     */
    async handOver(
      caller: Caller,
      shiftId: string,
      input: { from: string; to: string } & Reasoned,
      options?: ActOptions,
    ): Promise<ShiftState> {
      const opened = await open(caller, shiftId, options);
      if (opened.before) await hasLeft(caller, options);
      return joins(caller, opened, { ...input, peer: input.to }, async (to) => {
        const from = await onShift(opened.shift, input.from);
        const update = { from: from.personId, to, by: caller.actor };
        const leave = () => fullCircle.shifts.handOver(as(shiftId), update, options);
        const state = await whoLeaves(caller, opened.shift, from, leave, options);
        await isBack(caller, opened.shift, to);
        return state;
      });
    },

    /** Asks a peer whether the shift suits them. They are on it once they accept. */
    async offer(
      caller: Caller,
      shiftId: string,
      input: { peer: string } & Reasoned,
      options?: ActOptions,
    ): Promise<ShiftState> {
      return joins(caller, await open(caller, shiftId, options), input, (personId) =>
        fullCircle.shifts.offer(as(shiftId), { personId, by: caller.actor }, options),
      );
    },

    /**
     * A peer's word on a shift that was offered to them: their own, or what they told staff. No reason is asked.
     * @throws Refused `NotOffered`, and `AlreadyOnShift` for accepting what they cannot work any more
     */
    async answerOffer(
      caller: Caller,
      shiftId: string,
      input: { peer?: string; answer: 'accept' | 'decline' },
      options?: ActOptions,
    ): Promise<ShiftState> {
      const shift = await database.shift.findUnique({ where: { id: shiftId }, include: { peers: true } });
      if (!shift) throw new NotThere(`shift ${shiftId}`);
      const personId = input.peer ? await personNamed(shift, input.peer) : caller.personId;
      if (!may(caller, 'answer-shift-check-ins', shift, personId))
        guard(caller, 'manage-shifts', shift, `shift ${shiftId}`);
      if (!personId) throw new Refused('NotOffered', 'This shift was not offered to that person.');
      if (isOver(shift.status)) throw overError(shift);
      if (shift.status === 'starting') await run(shiftId);
      if (input.answer === 'accept' && (await isOnAnother(database, shift, personId)))
        throw new Refused(
          'AlreadyOnShift',
          'They are on another shift at that time, so this one is for somebody else.',
        );
      const update = { personId: as<PersonId>(personId), answer: input.answer, by: caller.actor };
      return fullCircle.shifts.answerOffer(as(shiftId), update, options);
    },
  };

  async function personNamed(shift: Shift, peer: string): Promise<string | undefined> {
    const participant = await database.participant.findFirst({
      where: { programId: shift.programId, OR: [{ id: peer }, { personId: peer }, { reference: peer }] },
    });
    return participant?.personId;
  }
}
