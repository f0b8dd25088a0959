import { between, plus } from '../../domain/duration';
import type { Stage } from '../../domain/policy';
import type { DecideAchievement } from '../contract';
import { refuse } from '../support/refuse';
import { letGoOfCheckIns } from './checkIns';
import { markReviewed } from './goals';
import type { Path } from './path';

/** Staff and the person look together at what was reached, and at what comes next. */
export async function achievement(path: Path): Promise<void> {
  if (!path.isAt('achievement')) return;
  askForReview(path);
  askForOwnWords(path);
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
  const key = path.key('review', sequence, 'told');
  const ownWordsWithin = path.policy.achievement.ownWordsWithin;
  if (!ownWordsWithin) return path.remind(key, 'achievement-review', { at: dueAt }, dueAt, wait);
  // Their own words come first; the date of the review is said once there was time for them.
  const at = plus(stageSince, ownWordsWithin);
  const refs = { at: dueAt };
  path.course.plan({ do: 'remind', at, wait, key, template: 'achievement-review', refs, expiresAt: dueAt });
}

/** How it was for the person, in their own words, before anybody judges: by link, or taken down by staff. */
function askForOwnWords(path: Path): void {
  const within = path.policy.achievement.ownWordsWithin;
  const review = path.waitingFor('review')?.key;
  // Asked once a review: a run that continues another finds it asked, answered or not.
  if (!within || !review || !path.firstTime('own-words', review)) return;
  const dueAt = plus(path.state.stageSince, within);
  const again = plus(path.state.stageSince, Math.floor(between(path.state.stageSince, dueAt) / 2));
  path.ask({
    key: ['own-words', path.state.sequence],
    kind: 'own-words',
    owedBy: 'participant',
    dueAt,
    details: { review },
    message: { template: 'own-words-asked', expiresAt: again },
    reminders: { template: 'own-words-asked', at: [again] },
  });
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
  const review = path.waitingFor('review')?.key;
  path.settle(outcome, by, 'review');
  path.settle('reviewed', by, 'own-words');
  path.state.achievement = outcome;
  path.happened('achievement-decided', by, { outcome, ...reached(path) });
  if (path.policy.achievement.ownWordsWithin && outcome !== 'finish') celebrate(path, review);
  if (outcome === 'finish') {
    finishWell(path, review);
    return;
  }
  if (outcome === 'new-goals') markReviewed(path);
  if (outcome === 'become-mentor') delete path.state.consentedToTransition;
  path.enter(outcome === 'become-mentor' ? 'transition' : whereGoalsAreReached(path), by);
}

/** The stage before the review, in a program that has no retention. */
function whereGoalsAreReached({ stages }: Path): Stage {
  const before = stages[stages.indexOf('achievement') - 1];
  return stages.includes('retention') ? 'retention' : (before ?? 'achievement');
}

/** Partial progress counts: how many goals there were, how many are reached, and how far they are on average. */
function reached(path: Path): { goals: number; reached: number; percent: number } {
  const goals = path.state.goals.filter((goal) => !goal.reviewed);
  const sum = goals.reduce((total, { progress }) => total + progress, 0);
  return {
    goals: goals.length,
    reached: goals.filter(({ progress }) => progress >= 100).length,
    percent: goals.length === 0 ? 0 : Math.round(sum / goals.length),
  };
}

/** Whatever comes next, what was reached is celebrated: with a certificate to print. */
function celebrate(path: Path, review: string | undefined): void {
  path.notice('achievement-celebration', {
    count: reached(path).reached,
    ...(review && { wait: review }),
  });
}

function finishWell(path: Path, review: string | undefined): void {
  if (path.policy.achievement.ownWordsWithin) celebrate(path, review);
  else path.notice('achievement-celebration', { count: path.state.goals.length });
  path.leaveMentorships('achieved');
  letGoOfCheckIns(path, 'finished', 'system');
  path.settle('finished', 'system');
  path.end();
}
