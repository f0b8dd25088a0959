/** What a person owes for a step of screening has come in: from then on the next move is the staff's. */
import type { SendInStep } from '../contract';
import { now } from '../support/now';
import { refuse } from '../support/refuse';
import { askForStep, openedStep } from './ladder';
import type { Path } from './path';

export function checkSendIn(path: Path, { step: id }: SendInStep): void {
  const { step, state } = openedStep(path, id);
  if (step.owedBy !== 'participant')
    refuse('NotPossibleNow', 'nothing is to be sent in for this step: staff decide it');
  if (state.status === 'passed') refuse('AlreadyDecided', 'the step is passed already');
}

/** Sending it in again, or while the step rests until a date, is kept and changes nothing of what was decided. */
export function sendInStep(path: Path, { step: id, by }: SendInStep): void {
  const { step, state } = openedStep(path, id);
  if (state.sentInAt) return;
  state.sentInAt = now();
  path.happened('screening-step-sent-in', by, { step: id });
  if (state.status !== 'open') return;
  path.settle('sent-in', by, 'step', id);
  // Who decides has as long from here on as the step gives.
  askForStep(path, step, { ...state, openedAt: state.sentInAt });
}
