import type { UpdateDefinition } from '@temporalio/common';
import { setHandler } from '@temporalio/workflow';
import * as contract from '../contract';
import type { Standing } from '../contract';
import { refuse } from '../support/refuse';
import { checkAchievement, decideAchievement } from './achievement';
import { answerCheckIn, checkAnswer } from './checkIns';
import { checkProgress, recordProgress, setGoal } from './goals';
import { checkStep, decideStep } from './ladder';
import { checkPause, comeBack, pause, recordDeath, reopen, withdraw } from './leaving';
import { checkMatch, decideMatch, mentorshipHasMoved } from './mentorships';
import type { Path } from './path';
import { askPeers, checkAskPeers, checkPeerWord, givePeerWord } from './peers';
import { checkSendIn, sendInStep } from './sendIn';
import { changeTier, checkTier, reportTransition, submitSurvey } from './standingInProgram';
import { checkConsent, checkTraining, completeTraining, consent } from './transition';
import { checkUndo, undoStep } from './undo';

type Act<A> = (path: Path, act: A) => void;

/** Registers everything that a journey answers to. Nothing here waits before every handler is there (rule 11). */
export function listen(path: Path): void {
  const on = <A>(update: UpdateDefinition<Standing, [A]>, carryOut: Act<A>, ...checks: Act<A>[]): void => {
    setHandler(
      update,
      async (act: A) => {
        carryOut(path, act);
        await path.course.written();
        return path.standing();
      },
      { validator: (act: A) => checks.forEach((check) => check(path, act)) },
    );
  };

  setHandler(contract.standing, () => path.standing());
  setHandler(contract.mentorshipMoved, (moved) => mentorshipHasMoved(path, moved));

  on(contract.recordScreeningStep, decideStep, isHere, checkStep);
  on(contract.sendInStep, sendInStep, isHere, checkSendIn);
  on(contract.askPeers, askPeers, isHere, checkAskPeers);
  on(contract.givePeerWord, givePeerWord, isHere, checkPeerWord);
  on(contract.undoStep, undoStep, isHere, checkUndo);
  on(contract.submitSurvey, submitSurvey, isHere);
  on(contract.decideMatch, decideMatch, isHere, checkMatch);
  on(contract.setGoal, setGoal, isHere);
  on(contract.recordGoalProgress, recordProgress, isHere, checkProgress);
  on(contract.answerCheckIn, answerCheckIn, isHere, checkAnswer);
  on(contract.decideAchievement, decideAchievement, isHere, checkAchievement);
  on(contract.consentToTransition, consent, isHere, checkConsent);
  on(contract.completeTraining, completeTraining, isHere, checkTraining);
  on(contract.changeTier, changeTier, isHere, checkTier);
  on(contract.reportTransition, reportTransition, isHere);
  on(contract.pause, pause, isHere, checkPause);
  on(contract.resume, (at, { by }) => comeBack(at, by), isHere);
  on(contract.withdraw, withdraw, goesOn);
  on(contract.reopen, reopen, goesOn);
  on(contract.recordDeath, recordDeath);
}

function goesOn(path: Path): void {
  if (!path.goesOn) refuse('NotPossibleNow', 'this journey has ended');
}

function isHere(path: Path): void {
  goesOn(path);
  if (path.state.status === 'withdrawn') {
    refuse('NotPossibleNow', 'the person has withdrawn; reopen the journey first');
  }
}
