import type { TemplateId } from '../../domain/messages/templates';
import type { Due } from '../contract';
import { askCheckIn, askMoreOften, lookAtCheckIn, missCheckIn, planCheckIn } from './checkIns';
import { lookAgain } from './ladder';
import { askForReview, askForSupervision } from './duties';
import { askForRenewal } from './expiries';
import { comeBack } from './leaving';
import type { Path } from './path';
import { remindTraining } from './transition';
import { lookForVersion } from './versions';

/** What a journey does by itself when its time has come. */
export const doers: Record<string, (path: Path, due: Due) => void | Promise<void>> = {
  remind: (path, { key, template, refs, expiresAt, wait, to }) => {
    if (key && expiresAt) path.remind(key, template as TemplateId, refs ?? {}, expiresAt, wait, to);
  },
  late: (path, due) => path.late(due),
  'look-again': lookAgain,
  'plan-check-in': planCheckIn,
  'ask-check-in': askCheckIn,
  'look-at-check-in': lookAtCheckIn,
  // Of check-ins that were asked by an earlier release.
  'check-in-missed': missCheckIn,
  'ask-more-often': askMoreOften,
  'remind-training': remindTraining,
  renew: askForRenewal,
  supervision: askForSupervision,
  'work-review': askForReview,
  'look-for-version': lookForVersion,
  'come-back': (path) => comeBack(path, 'system'),
};
