import { NotThere, Refused } from '../../client/fullCircle';
import { millis } from '../../domain/duration';
import { instant } from '../../domain/ids';
import { wallClock } from '../../domain/time';
import type { Standing } from '../../workflows/contract';
import type { Caller } from '../access';
import { programInUse } from '../definitions';
import { dayOf } from '../input';
import type { JourneyActs } from '../journeys';
import { staffName } from '../names';
import type { ParticipantActs } from '../participants';
import type { ActOptions, OfficeTools } from '../tools';
import { recordKit } from './record';

export interface ShownModule {
  id: string;
  title: { en?: string | undefined; fr?: string | undefined };
  hours: number | null;
  kind: string;
  done: boolean;
  doneOn: string | null;
  goodUntil: string | null;
  credited: boolean;
  proof: string | null;
  by: string | null;
  /** Undefined where none comes with it. */
  kit?: { title: { en?: string | undefined; fr?: string | undefined }; goodUntil: string | null };
  /** What runs out within the time in which the program reminds of it, or has. */
  flags: ('module-soon' | 'module-over' | 'kit-soon' | 'kit-over' | 'kit-missing')[];
  /** What this person thought of it. */
  rating: { stars: number; words: string | null } | null;
}

/** One person's training: what is behind them, what is still to come, what runs out. */
export function trainingActs(
  tools: OfficeTools,
  participants: Pick<ParticipantActs, 'find' | 'look'>,
  journeys: Pick<JourneyActs, 'current'>,
) {
  const { database, fullCircle } = tools;

  async function show(caller: Caller, person: string): Promise<ShownModule[]> {
    const { id: participantId, personId, programId } = await participants.look(caller, person);
    const { definition } = await programInUse(database, programId);
    const [records, events, ratings, now] = await Promise.all([
      database.trainingRecord.findMany({
        where: { participantId },
        orderBy: [{ doneOn: 'desc' }, { at: 'desc' }],
      }),
      database.event.findMany({
        where: { kind: 'training-completed', programId, personId },
        select: { data: true, at: true, actor: true },
        orderBy: { at: 'desc' },
      }),
      database.moduleRating.findMany({ where: { programId, participantId } }),
      tools.clock.now(),
    ]);
    const day = (at: Date) => wallClock(instant(at), definition.zone).slice(0, 10);
    const today = day(now);
    return definition.transition.training.map((module): ShownModule => {
      const taken = records.find((one) => one.module === module.id && one.item === 'module');
      const kit = records.find((one) => one.module === module.id && one.item === 'kit');
      const event = events.find(({ data }) => (data as { module?: unknown }).module === module.id);
      const rating = ratings.find((one) => one.module === module.id);
      const soon = day(new Date(now.getTime() + millis(module.remindBefore)));
      const goodUntil = taken?.goodUntil ?? null;
      const flags: ShownModule['flags'] = [];
      if (goodUntil && goodUntil < today) flags.push('module-over');
      else if (goodUntil && goodUntil <= soon) flags.push('module-soon');
      const done = Boolean(taken ?? event);
      if (module.kit && done) {
        if (!kit) flags.push('kit-missing');
        else if (kit.goodUntil && kit.goodUntil < today) flags.push('kit-over');
        else if (kit.goodUntil && kit.goodUntil <= soon) flags.push('kit-soon');
      }
      return {
        id: module.id,
        title: module.title,
        hours: module.hours ?? null,
        kind: module.kind,
        done,
        doneOn: taken?.doneOn ?? (event ? day(event.at) : null),
        goodUntil,
        credited: taken?.credited ?? false,
        proof: taken?.proof ?? null,
        by: taken?.by ?? event?.actor ?? null,
        ...(module.kit ? { kit: { title: module.kit.title, goodUntil: kit?.goodUntil ?? null } } : {}),
        flags,
        rating: rating ? { stars: rating.stars, words: rating.words } : null,
      };
    });
  }

  /**
   * Notes the first shift beside an experienced peer: when it was, and beside whom.
   * @throws Refused `NotExperienced` unless the other one may work shifts themself
   */
  async function shadowed(
    caller: Caller,
    person: string,
    input: { on: string; beside: string; shiftId?: string },
    options?: ActOptions,
  ): Promise<Standing> {
    const { participant, journeyId } = await journeys.current(caller, person, 'decide-journeys');
    const beside = await participants.find(caller, input.beside);
    const experienced = beside.journeys[0]?.privileges.includes('work-shifts') ?? false;
    if (beside.id === participant.id || beside.programId !== participant.programId || !experienced)
      throw new Refused(
        'NotExperienced',
        `${staffName(beside.person)} does not work shifts in this program; name the peer who was beside them.`,
      );
    if (input.shiftId) await onOneShift(input.shiftId, [participant.personId, beside.personId]);
    dayOf(input.on);
    return fullCircle.journeys.peerAct(journeyId, { what: 'shadow-shift', by: caller.actor }, options);
  }

  async function onOneShift(shiftId: string, people: string[]): Promise<void> {
    const shift = await database.shift.findUnique({
      where: { id: shiftId },
      include: { peers: { where: { removedAt: null } } },
    });
    if (!shift) throw new NotThere(`shift ${shiftId}`);
    if (!people.every((id) => shift.peers.some(({ personId }) => personId === id)))
      throw new Refused('NotTogether', 'They were not both on that shift.');
  }

  return { show, kit: recordKit(tools, journeys.current), shadowed };
}
