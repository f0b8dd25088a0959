/**
 * Versions of the program: a path keeps the one it runs on within a stage, and takes up the one in use as it enters the
 * next stage, or when staff say so. What a move does to the person is decided by `domain/versions`.
 */
import { patched } from '@temporalio/workflow';
import { plus } from '../../domain/duration';
import type { Duration } from '../../domain/ids';
import type { ProgramPolicy, Stage } from '../../domain/policy';
import { effectOf, type MoveEffect, type Stands } from '../../domain/versions';
import type { Actor, MoveToVersion } from '../contract';
import { now } from '../support/now';
import { looking } from '../support/proxies';
import { refuse } from '../support/refuse';
import { grantPrivileges, openSteps } from './ladder';
import type { Path } from './path';
import { askForTraining } from './transition';

const LOOK_AGAIN_AFTER = 'PT1H' as Duration;

/** As a stage is entered, before anything of it is asked: the version in use, where it is another one. */
export async function takeUpVersion(path: Path): Promise<void> {
  if (!path.state.atNewStage) return;
  delete path.state.atNewStage;
  if (patched('version-at-stage')) await lookForVersion(path);
}

/** A database that is away keeps nobody from their next stage: the path goes on as it is, and looks again later. */
export async function lookForVersion(path: Path): Promise<void> {
  let policy: ProgramPolicy | null;
  try {
    policy = await looking.policyInUse({ programId: path.policy.program, version: path.policy.version });
  } catch {
    path.course.plan({ do: 'look-for-version', at: plus(now(), LOOK_AGAIN_AFTER) });
    return;
  }
  if (policy && path.goesOn) move(path, policy, 'stage', 'system');
}

export function checkMove(path: Path, { policy }: MoveToVersion): void {
  if (policy.program !== path.policy.program) {
    refuse('OtherProgram', `this path is one of ${path.policy.program}, and stays in it`);
  }
}

export function moveToVersion(path: Path, { policy, by }: MoveToVersion): void {
  move(path, policy, 'staff', by);
}

function move(path: Path, policy: ProgramPolicy, why: 'stage' | 'staff', by: Actor): void {
  const { state, policy: before } = path;
  if (policy.version === before.version) return;
  const effect = effectOf(before, policy, stands(path));
  path.policy = policy;
  state.kept = effect.kept;
  state.excused = [...(state.excused ?? []), ...effect.excused];
  path.happened('version-moved', by, { from: before.version, to: policy.version, why });
  letGo(path, effect, by);
  grantPrivileges(path, by);
  if (!policy.stages.includes('retention')) stopCheckIns(path, by);
  if (effect.stage) {
    for (const waiting of WAITS_OF[state.stage]) path.settle(NOT_IN_VERSION, by, waiting);
    path.enter(effect.stage, by);
    delete state.atNewStage;
  }
  if (!path.hasStage('screening')) return;
  openSteps(path, by);
  if (path.isAt('transition') && state.consentedToTransition) askForTraining(path);
}

const NOT_IN_VERSION = 'not-in-version';

/** What a stage waits for, by the first part of its key. */
const WAITS_OF: Record<Stage, readonly string[]> = {
  screening: [],
  matching: ['survey', 'match'],
  mentorship: [],
  retention: [],
  achievement: ['review'],
  transition: ['consent', 'training'],
};

/** What is asked and is not in the new version is asked no longer; what is passed stays passed. */
function letGo(path: Path, { stepsGone, trainingGone }: MoveEffect, by: Actor): void {
  for (const step of stepsGone) path.settle(NOT_IN_VERSION, by, 'step', step);
  path.state.steps = path.state.steps.filter(({ id }) => !stepsGone.includes(id));
  for (const module of trainingGone) path.settle(NOT_IN_VERSION, by, 'training', module);
}

function stopCheckIns(path: Path, by: Actor): void {
  path.settle(NOT_IN_VERSION, by, 'check-in');
  path.course.unplan((due) => due.do === 'plan-check-in' || due.do === 'ask-check-in');
}

function stands({ state }: Path): Stands {
  const passed = state.steps.filter(({ status }) => status === 'passed').map(({ id }) => id);
  return {
    role: state.role,
    stage: state.stage,
    passedSteps: passed,
    openSteps: state.steps.map(({ id }) => id).filter((id) => !passed.includes(id)),
    privileges: state.privileges,
    tier: state.tier,
    training: state.training,
    becoming: state.consentedToTransition,
    kept: state.kept,
    excused: state.excused,
  };
}
