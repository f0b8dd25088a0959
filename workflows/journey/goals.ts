/** Goals are the person's own, and partial progress counts. */
import type { LetGoOfGoal, RecordGoalProgress, SetGoal } from '../contract';
import { refuse } from '../support/refuse';
import type { Path } from './path';

export function setGoal(path: Path, { goalId, by }: SetGoal): void {
  if (path.state.goals.some(({ id }) => id === goalId)) return;
  path.state.goals.push({ id: goalId, progress: 0 });
  path.happened('goal-set', by, { goal: goalId });
}

export function checkProgress(path: Path, { goalId, progress }: RecordGoalProgress): void {
  if (!path.state.goals.some(({ id }) => id === goalId)) refuse('UnknownGoal', 'this goal has not been set');
  if (!(progress >= 0 && progress <= 100)) refuse('OutOfRange', 'progress is a percentage from 0 to 100');
}

export function recordProgress(path: Path, { goalId, progress, by }: RecordGoalProgress): void {
  const goal = path.state.goals.find(({ id }) => id === goalId);
  if (!goal || goal.progress === progress) return;
  goal.progress = progress;
  path.happened('goal-progress', by, { goal: goalId, progress });
  path.course.decide({ goals: [{ id: goalId, progress }] });
}

/** The person's own decision: it is not counted any more, and what came of it before stays in the ledger. */
export function letGoOfGoal(path: Path, { goalId, by }: LetGoOfGoal): void {
  if (!path.state.goals.some(({ id }) => id === goalId)) return;
  path.state.goals = path.state.goals.filter(({ id }) => id !== goalId);
  path.happened('goal-let-go', by, { goal: goalId });
}

/** Goals that no achievement review has counted yet have come, on average, as far as the program asks. */
export function haveBeenReached(path: Path): boolean {
  const goals = path.state.goals.filter((goal) => !goal.reviewed);
  if (goals.length === 0) return false;
  const average = goals.reduce((sum, goal) => sum + goal.progress, 0) / goals.length;
  return average >= path.policy.achievement.goalShare * 100;
}

export function markReviewed(path: Path): void {
  for (const goal of path.state.goals) goal.reviewed = true;
}
