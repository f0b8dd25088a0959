import type { UpdateDefinition } from '@temporalio/common';
import { condition, setHandler } from '@temporalio/workflow';
import * as contract from '../contract';
import type { CriticalTransitionState } from '../contract';
import { arrangeHandOver, checkHandOver, checkMark, markContact } from './marking';
import type { Crossing } from './crossing';
import { checkMove, moveDate } from './date';
import { checkClose, close, journeyHasMoved } from './ending';

/** Registers everything that a critical transition answers to. Whoever acts hears how the plan stands after it. */
export function listen(crossing: Crossing): void {
  const on = <A>(
    update: UpdateDefinition<CriticalTransitionState, [A]>,
    carryOut: (crossing: Crossing, act: A) => void,
    check: (crossing: Crossing, act: A) => void,
  ): void => {
    setHandler(
      update,
      async (act: A) => {
        carryOut(crossing, act);
        await condition(() => crossing.isPlanned);
        await crossing.course.written();
        return crossing.snapshot();
      },
      { validator: (act: A) => check(crossing, act) },
    );
  };

  setHandler(contract.transitionState, () => crossing.snapshot());
  setHandler(contract.journeyMoved, (moved) => journeyHasMoved(crossing, moved));
  on(contract.moveDate, moveDate, checkMove);
  on(contract.markContact, markContact, checkMark);
  on(contract.arrangeHandOver, arrangeHandOver, checkHandOver);
  on(contract.closeTransition, close, checkClose);
}
