/** Critical transitions of the person: each has a workflow of its own; what the path does is come closer, or hold back. */
import { getExternalWorkflowHandle } from '@temporalio/workflow';
import type { TransitionId } from '../../domain/ids';
import type { CriticalTransitionPolicy } from '../../domain/policy';
import { journeyMoved, workflowIds, type ReportTransition, type TransitionMoved } from '../contract';
import { now } from '../support/now';
import { pairing } from '../support/proxies';
import { isInside } from './around';
import { askMoreOften, holdCheckIns, takeUpCheckIns } from './checkIns';
import type { Path } from './path';

/** A program of an earlier release has no plan for it: then it is a task for staff, as it was. */
export function reportTransition(path: Path, act: ReportTransition): void {
  const { transitionId, kind, by } = act;
  if (!path.firstTime('transition', transitionId)) return;
  path.happened('transition-reported', by, { transition: transitionId, kind });
  const policy = act.plan ?? path.policy.criticalTransitions?.find((plan) => plan.kind === kind);
  if (!policy) {
    path.staffTask('critical-transition', { transition: transitionId, kind }, transitionId);
    return;
  }
  const inside = act.insideSince !== undefined && act.insideSince <= now();
  path.state.transitions = [
    ...(path.state.transitions ?? []),
    { id: transitionId, inside, every: policy.checkIns.every },
  ];
  if (inside) holdCheckIns(path);
  path.course.afterwards(() => start(path, act, policy), act.transitionId);
}

/**
 * Not as a child: it outlives the runs of the path, and a child that completes after its parent has closed stops the
 * clock of the time-skipping server for good.
 */
async function start(path: Path, act: ReportTransition, policy: CriticalTransitionPolicy): Promise<void> {
  const { input } = path;
  await pairing.startTransition({
    transitionId: act.transitionId,
    programId: path.policy.program,
    ...(input.siteId && { siteId: input.siteId }),
    journeyId: input.journeyId,
    participantId: input.participantId,
    personId: input.personId,
    zone: act.zone ?? path.policy.zone,
    policy,
    ...(act.date && { date: act.date }),
    ...(act.insideSince && { insideSince: act.insideSince }),
    ...(act.partner && { partner: act.partner }),
    reportedBy: act.by,
    ...(input.historyLimit !== undefined && { historyLimit: input.historyLimit }),
  });
}

/** What a transition says of itself; a repeat changes nothing. */
export function transitionHasMoved(path: Path, moved: TransitionMoved): void {
  if (!path.goesOn || !path.firstTime(moved.key)) return;
  const { transitionId: id, inside, every, from, until } = moved;
  const wasInside = isInside(path);
  const others = (path.state.transitions ?? []).filter((one) => one.id !== id);
  path.state.transitions = moved.over
    ? others
    : [...others, { id, inside, every, ...(from && { from }), ...(until && { until }) }];
  if (isInside(path)) {
    if (!wasInside) holdCheckIns(path);
  } else if (wasInside) takeUpCheckIns(path);
  else askMoreOften(path);
}

/** Ends the plans of somebody who leaves, or has died. */
export function leaveTransitions(path: Path, what: 'withdrawn' | 'died'): void {
  const ids = (path.state.transitions ?? []).map(({ id }) => id);
  path.state.transitions &&= [];
  for (const id of ids) path.course.afterwards(() => signal(path, id, what), id);
}

async function signal(path: Path, id: TransitionId, what: 'withdrawn' | 'died'): Promise<void> {
  const key = path.key(path.state.sequence, what, id);
  try {
    await getExternalWorkflowHandle(workflowIds.criticalTransition(id)).signal(journeyMoved, {
      key,
      what,
      journeyId: path.input.journeyId,
    });
  } catch {
    // It is over already: then there is nothing left to end.
  }
}
