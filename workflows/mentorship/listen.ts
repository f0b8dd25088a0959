import type { UpdateDefinition } from '@temporalio/common';
import { setHandler } from '@temporalio/workflow';
import * as contract from '../contract';
import type { MentorshipState } from '../contract';
import { checkClosingWords, checkEnd, endMatch, hearClosingWords, journeyHasMoved } from './closing';
import { flagMatch } from './flag';
import { checkInterim, interimInTouch, nameInterim } from './interim';
import { checkLog, checkReschedule, logMeeting, reschedule } from './meetings';
import { acceptOffer, checkAnswer, declineOffer } from './offer';
import type { Pair } from './pair';
import { answerTime, checkProposal, checkTimeAnswer, proposeTime } from './times';

/** Registers everything that a mentorship answers to. */
export function listen(pair: Pair): void {
  const on = <A>(
    update: UpdateDefinition<MentorshipState, [A]>,
    carryOut: (pair: Pair, act: A) => void | Promise<void>,
    check: (pair: Pair, act: A) => void,
  ): void => {
    setHandler(
      update,
      async (act: A) => {
        await carryOut(pair, act);
        await pair.course.written();
        return pair.snapshot();
      },
      { validator: (act: A) => check(pair, act) },
    );
  };

  setHandler(contract.mentorshipState, () => pair.snapshot());
  setHandler(contract.journeyMoved, (moved) => journeyHasMoved(pair, moved));

  on(contract.accept, acceptOffer, (at, act) => checkAnswer(at, act, 'accept'));
  on(contract.decline, declineOffer, (at, act) => checkAnswer(at, act, 'decline'));
  on(contract.logMeeting, logMeeting, checkLog);
  on(contract.reschedule, reschedule, checkReschedule);
  on(contract.proposeTime, proposeTime, checkProposal);
  on(contract.answerTime, answerTime, checkTimeAnswer);
  on(contract.nameInterim, nameInterim, checkInterim);
  on(contract.interimInTouch, interimInTouch, () => undefined);
  on(contract.endMatch, endMatch, checkEnd);
  on(contract.flagMatch, flagMatch, () => undefined);
  on(contract.closingWords, hearClosingWords, checkClosingWords);
}
