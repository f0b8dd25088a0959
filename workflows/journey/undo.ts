/** A decision that was a slip, taken back openly: with a reason, and the person is told. */
import * as rules from '../../domain/ladder';
import type { StepState } from '../../domain/ladder';
import type { UndoStep } from '../contract';
import { now } from '../support/now';
import { refuse } from '../support/refuse';
import { askForStep, grantPrivileges, openedStep, refuseWith, replace } from './ladder';
import type { Path } from './path';

/** Steps that stand open because this one is passed. */
function builtOn(path: Path, id: string): StepState[] {
  const above = path.policy.screening.steps.filter(({ requires }) => requires.includes(id));
  return path.state.steps.filter((one) => above.some((step) => step.id === one.id));
}

export function checkUndo(path: Path, { step: id }: UndoStep): void {
  const { state } = openedStep(path, id);
  refuseWith(rules.undoRefusal(state, builtOn(path, id), now()));
  if (state.status === 'passed' && !path.isAt('screening'))
    refuse(
      'NotPossibleNow',
      'the path has gone on to another stage; what was earned for it is not taken back',
    );
}

export function undoStep(path: Path, { step: id, by }: UndoStep): void {
  const { step, state } = openedStep(path, id);
  path.settle('undone', by, 'step', id);
  for (const above of state.status === 'passed' ? builtOn(path, id) : []) {
    path.settle('undone', by, 'step', above.id);
    path.settle('undone', by, 'peers', above.id);
    path.state.steps = path.state.steps.filter((one) => one !== above);
  }
  const reopened: StepState = {
    ...rules.reopenedStep(state, now()),
    ...(state.peerWords && { peerWords: state.peerWords }),
  };
  replace(path, reopened);
  path.happened('screening-step-undone', by, { step: id, was: state.status });
  grantPrivileges(path, by);
  path.notice('screening-step-reopened', { step: id });
  askForStep(path, step, reopened);
}
