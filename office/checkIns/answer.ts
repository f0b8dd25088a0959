import { answerInTime } from '../../activities/retentionAnswer';
import { workflowIds, type CheckInAnswer, type Standing } from '../../workflows/contract';
import type { Caller } from '../access';
import type { Current } from '../journeys';
import { businessNow, type ActOptions, type OfficeTools } from '../tools';

export interface AnsweredCheckIn {
  wait: Standing['waitingFor'][number]['key'];
  answer: CheckInAnswer;
}

/**
 * What somebody said to "how are you doing?". An "ok" in time is kept whether or not Temporal is there; everything else
 * the path itself hears. Safe to repeat.
 */
export function answerCheckIn(tools: OfficeTools, current: Current) {
  const { database, fullCircle } = tools;
  return async (
    caller: Caller,
    participantId: string,
    { wait, answer }: AnsweredCheckIn,
    options?: ActOptions,
  ): Promise<AnsweredCheckIn> => {
    const { journeyId } = await current(caller, participantId, 'take-part');
    const by = caller.actor;
    const isOfPath = wait.startsWith(`${workflowIds.journey(journeyId)}/`);
    if (answer === 'ok' && isOfPath) {
      const at = await businessNow(tools);
      const taken = await database.$transaction((tx) => answerInTime(tx, { wait, by, at }));
      if (taken === 'recorded') return { wait, answer };
    }
    await fullCircle.journeys.answerCheckIn(journeyId, { wait, answer, by }, options);
    return { wait, answer };
  };
}
