/**
 * The floor: the least that a durable path can be. One workflow, one update that changes one field, nothing stored
 * anywhere else. What ours costs more than this is what keeping records costs.
 */
import { allHandlersFinished, condition, defineUpdate, setHandler } from '@temporalio/workflow';

export const poke = defineUpdate<number, [number]>('poke');

export async function floor(): Promise<void> {
  let sum = 0;
  let ended = false;
  setHandler(poke, (by) => {
    if (by === 0) ended = true;
    return (sum += by);
  });
  await condition(() => ended);
  await condition(allHandlersFinished);
}
