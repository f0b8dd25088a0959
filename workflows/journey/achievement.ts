import { plus } from '../../domain/duration';
import type { DecideAchievement } from '../contract';
import { refuse } from '../support/refuse';
import { markReviewed } from './goals';
import type { Path } from './path';

/** Staff and the person look together at what was reached, and at what comes next. */
export async function achievement(path: Path): Promise<void> {
  if (!path.isAt('achievement')) return;
  askForReview(path);
  await path.course.until(() => !path.isAt('achievement'));
}

function askForReview(path: Path): void {
  if (path.waitingFor('review')) return;
  const { sequence, stageSince } = path.state;
  const dueAt = plus(stageSince, path.policy.achievement.reviewWithin);
  const wait = path.ask({
    key: ['review', sequence],
    kind: 'achievement-review',
    owedBy: 'staff',
    dueAt,
    lateIsATask: true,
  });
  path.remind(path.key('review', sequence, 'told'), 'achievement-review', { at: dueAt }, dueAt, wait);
}

export function checkAchievement(path: Path, { outcome }: DecideAchievement): void {
  if (isRepeat(path, outcome)) return;
  if (!path.isAt('achievement')) refuse('NotPossibleNow', 'the person is not at the achievement review');
  if (path.isPaused) refuse('NotPossibleNow', 'the person has paused; resume the journey first');
  const canBecomeMentor = path.hasStage('transition') && path.policy.transition.offersMentorRole;
  if (outcome === 'become-mentor' && !canBecomeMentor) {
    refuse(
      'NotPossibleNow',
      'this program does not lead to the mentor role; new-goals and finish are possible',
    );
  }
}

function isRepeat(path: Path, outcome: DecideAchievement['outcome']): boolean {
  return path.state.achievement === outcome && !path.isAt('achievement');
}

export function decideAchievement(path: Path, { outcome, by }: DecideAchievement): void {
  if (isRepeat(path, outcome)) return;
  path.settle(outcome, by, 'review');
  path.state.achievement = outcome;
  path.happened('achievement-decided', by, { outcome });
  if (outcome === 'finish') {
    finishWell(path);
    return;
  }
  if (outcome === 'new-goals') markReviewed(path);
  if (outcome === 'become-mentor') delete path.state.consentedToTransition;
  path.enter(outcome === 'become-mentor' ? 'transition' : 'retention', by);
}

function finishWell(path: Path): void {
  path.notice('achievement-celebration', { count: path.state.goals.length });
  path.leaveMentorships('achieved');
  path.settle('finished', 'system');
  path.end();
}
