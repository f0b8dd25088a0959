import { Refused } from '../../client/fullCircle';
import { as, instant, type OccurrenceKey } from '../../domain/ids';
import { wallClock } from '../../domain/time';
import { idFromKey, newId } from '../../platform/newId';
import type { Standing } from '../../workflows/contract';
import type { Caller } from '../access';
import { programInUse } from '../definitions';
import { dayOf, perhapsWords } from '../input';
import type { Current } from '../journeys';
import type { ActOptions, OfficeTools } from '../tools';
import { expiryOf, goodUntilOf } from './expiry';

export interface TrainingTaken {
  module: string;
  /** Calendar day; today when absent. */
  on?: string;
  /** Last day on which it is good, where that is not what the program says. */
  goodUntil?: string;
  proof?: string;
  /** Taken before, or elsewhere. */
  credited?: boolean;
  sessionId?: string;
}

/**
 * Records a module that somebody has taken, whenever and wherever that was, and when it runs out. The row comes first;
 * the path is told of it, and of the date.
 * @throws Refused `UnknownModule`, `NotADay`, `NotYet`
 */
export function recordTraining(tools: OfficeTools, current: Current) {
  const { database, fullCircle } = tools;
  return async (
    caller: Caller,
    person: string,
    input: TrainingTaken,
    options?: ActOptions,
  ): Promise<Standing> => {
    const { participant, journeyId } = await current(caller, person, 'decide-journeys');
    const { definition } = await programInUse(database, participant.programId);
    const { module } = input;
    if (!definition.transition.training.some(({ id }) => id === module))
      throw new Refused(
        'UnknownModule',
        `"${module}" is not a module of ${participant.programId}; its modules are ${definition.transition.training.map(({ id }) => id).join(', ')}.`,
      );
    const at = await tools.clock.now();
    const today = wallClock(instant(at), definition.zone).slice(0, 10);
    const doneOn = input.on ? dayOf(input.on) : today;
    if (doneOn > today)
      throw new Refused('NotYet', `${doneOn} has not come yet; record a training once it was taken.`);
    const goodUntil = input.goodUntil ? dayOf(input.goodUntil) : goodUntilOf(definition, module, doneOn);
    // The same module on the same day is the same record.
    const id = idFromKey('training', participant.id, module, options?.key ?? doneOn);
    await database.trainingRecord.createMany({
      skipDuplicates: true,
      data: {
        id,
        participantId: participant.id,
        module,
        item: 'module',
        doneOn,
        goodUntil: goodUntil ?? null,
        credited: input.credited ?? doneOn < today,
        proof: perhapsWords(input.proof, 'A proof', 500) ?? null,
        sessionId: input.sessionId ?? null,
        by: caller.actor,
        at,
      },
    });
    const key = options?.key ?? id;
    const standing = await fullCircle.journeys.completeTraining(
      journeyId,
      { module, by: caller.actor },
      { ...options, key },
    );
    const expiry = expiryOf(definition, module, goodUntil);
    if (!expiry) return standing;
    return fullCircle.journeys.peerAct(
      journeyId,
      { what: 'expiry', item: 'module', module, ...expiry, by: caller.actor },
      { ...options, key: `${key}/expiry` as OccurrenceKey },
    );
  };
}

/**
 * Records a kit that somebody was handed: it has a date of its own, whatever that of the training is.
 * @throws Refused `NoKit`, `NotADay`
 */
export function recordKit(tools: OfficeTools, current: Current) {
  const { database, fullCircle } = tools;
  return async (
    caller: Caller,
    person: string,
    input: { module: string; goodUntil: string },
    options?: ActOptions,
  ): Promise<Standing> => {
    const { participant, journeyId } = await current(caller, person, 'decide-journeys');
    const { definition } = await programInUse(database, participant.programId);
    const { module } = input;
    if (!definition.transition.training.find(({ id }) => id === module)?.kit)
      throw new Refused('NoKit', `No kit comes with "${module}".`);
    const goodUntil = dayOf(input.goodUntil);
    const at = await tools.clock.now();
    await database.trainingRecord.create({
      data: {
        id: newId(),
        participantId: participant.id,
        module,
        item: 'kit',
        doneOn: wallClock(instant(at), definition.zone).slice(0, 10),
        goodUntil,
        by: caller.actor,
        at,
      },
    });
    const expiry = expiryOf(definition, module, goodUntil);
    return fullCircle.journeys.peerAct(
      journeyId,
      { what: 'expiry', item: 'kit', module: as(module), ...expiry, by: caller.actor },
      options,
    );
  };
}
