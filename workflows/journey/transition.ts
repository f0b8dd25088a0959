import { between, plus } from '../../domain/duration';
import type { CompleteTraining, ConsentToTransition, Due } from '../contract';
import { now } from '../support/now';
import { refuse } from '../support/refuse';
import { grantPrivileges, isScreened, openSteps } from './ladder';
import type { Path } from './path';

/** From mentee to mentor: consent, the steps of the mentors' ladder that are missing, and the training not yet done. */
export async function transition(path: Path): Promise<void> {
  if (!path.isAt('transition')) return;
  askForConsent(path);
  await path.course.until(() => !path.isAt('transition') || path.state.consentedToTransition === true);
  if (!path.isAt('transition')) return;
  openSteps(path, 'system');
  askForTraining(path);
  askForShadowShift(path);
  const isReady = () =>
    path.isActive && missingTraining(path).length === 0 && isScreened(path, 'mentor') && hasShadowed(path);
  await path.course.until(() => !path.isAt('transition') || isReady());
  if (path.isAt('transition')) becomeMentor(path);
}

function askForConsent(path: Path): void {
  if (path.state.consentedToTransition || path.waitingFor('consent')) return;
  const { sequence, stageSince } = path.state;
  const dueAt = plus(stageSince, path.policy.transition.consentWithin);
  const halfWay = plus(stageSince, Math.floor(between(stageSince, dueAt) / 2));
  path.ask({
    key: ['consent', sequence],
    kind: 'transition-consent',
    owedBy: 'participant',
    dueAt,
    message: { template: 'transition-consent', expiresAt: halfWay },
    reminders: { template: 'transition-consent', at: [halfWay] },
    lateIsATask: true,
  });
}

export function checkConsent(path: Path, { consents }: ConsentToTransition): void {
  if (path.state.consentedToTransition === consents) return;
  if (!path.isAt('transition')) refuse('NotPossibleNow', 'consent is asked for at the transition stage');
  if (path.isPaused) refuse('NotPossibleNow', 'the person has paused; resume the journey first');
}

/**
 * A no goes back to the achievement review, where new goals or a good end are open: saying no to a role must not cost
 * anybody the support they have.
 */
export function consent(path: Path, { consents, ownMentor, by }: ConsentToTransition): void {
  if (path.state.consentedToTransition === consents) return;
  delete path.state.ownMentorEnds;
  if (consents && ownMentor === 'ends') path.state.ownMentorEnds = true;
  path.state.consentedToTransition = consents;
  path.settle(consents ? 'yes' : 'no', by, 'consent');
  path.happened('transition-consented', by, {
    consents,
    ...(path.state.ownMentorEnds && { ownMentor: 'ends' }),
  });
  if (consents) return;
  path.settle('declined-role', by, 'training');
  path.settle('declined-role', by, 'shadow-shift');
  path.course.unplan((due) => due.do === 'remind-training');
  path.enter('achievement', by);
}

function missingTraining(path: Path): string[] {
  return path.policy.transition.training.filter((module) => !path.state.training.includes(module));
}

/** For each module that is missing and not asked for yet. */
export function askForTraining(path: Path): void {
  const missing = missingTraining(path);
  for (const module of missing) {
    if (path.waitingFor('training', module)) continue;
    path.ask({
      key: ['training', module, path.state.sequence],
      kind: 'training',
      owedBy: 'participant',
      details: { module },
    });
  }
  if (missing.length > 0 && !path.state.agenda.some((due) => due.do === 'remind-training')) {
    path.course.plan({ do: 'remind-training', at: now(), number: 1 });
  }
}

/** One module at a time: a list of everything that is missing helps nobody. */
export function remindTraining(path: Path, due: Due): void {
  const module = missingTraining(path)[0];
  const wait = module === undefined ? undefined : path.waitingFor('training', module)?.key;
  if (module === undefined || !wait) return;
  const next = plus(now(), path.policy.transition.remindTrainingEvery);
  const number = due.number ?? 1;
  const key = path.key('training', path.state.sequence, module, 'reminder', number);
  path.remind(key, 'training-reminder', { module, wait }, next, wait);
  path.course.plan({ do: 'remind-training', at: next, number: number + 1 });
}

export function checkTraining(path: Path, { module }: CompleteTraining): void {
  const { training } = path.policy.transition;
  if (!training.includes(module)) {
    refuse('UnknownModule', `this program has no such module; its modules are ${training.join(', ')}`);
  }
}

/** Counts whenever it was done, also years before it is needed. */
export function completeTraining(path: Path, { module, by }: CompleteTraining): void {
  if (path.state.training.includes(module)) return;
  path.state.training.push(module);
  path.settle('done', by, 'training', module);
  path.happened('training-completed', by, { module });
}

function hasShadowed(path: Path): boolean {
  return !path.policy.transition.shadowShift || path.state.peer?.shadowed === true;
}

/** A first shift beside an experienced peer: staff find one, and say when it was. */
function askForShadowShift(path: Path): void {
  if (hasShadowed(path) || path.waitingFor('shadow-shift')) return;
  path.ask({
    key: ['shadow-shift', path.state.sequence],
    kind: 'shadow-shift',
    owedBy: 'staff',
    dueAt: plus(now(), path.policy.transition.consentWithin),
    lateIsATask: true,
  });
}

/** The same path goes on in the new role; steps, training, tier and history stay, and so does the person's own support. */
function becomeMentor(path: Path): void {
  const { ownMentorStays } = path.policy.transition;
  path.course.unplan((due) => due.do === 'remind-training');
  if (ownMentorStays && !path.state.ownMentorEnds)
    for (const mentorship of path.state.mentorships) mentorship.own = true;
  else path.leaveMentorships('achieved');
  path.state.role = 'mentor';
  path.happened('became-mentor', 'system');
  takeUpTier(path);
  path.notice('became-mentor');
  path.enter(path.stages.find((stage) => stage !== 'screening') ?? 'screening');
  path.course.freshRun();
}

function takeUpTier(path: Path): void {
  const tiers = path.policy.tiers.map(({ id }) => id);
  const to = path.policy.transition.tier;
  const from = path.state.tier;
  if (to === undefined || tiers.indexOf(to) <= tiers.indexOf(from ?? '')) return;
  path.state.tier = to;
  path.happened('tier-changed', 'system', { from: from ?? null, to, reason: 'growth' });
  grantPrivileges(path, 'system');
}
