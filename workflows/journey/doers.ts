import type { TemplateId } from '../../domain/messages/templates';
import type { Due } from '../contract';
import { askCheckIn, missCheckIn, planCheckIn } from './checkIns';
import { lookAgain } from './ladder';
import { comeBack } from './leaving';
import type { Path } from './path';
import { remindTraining } from './transition';

/** What a journey does by itself when its time has come. */
export const doers: Record<string, (path: Path, due: Due) => void | Promise<void>> = {
  remind: (path, { key, template, refs, expiresAt, wait, to }) => {
    if (key && expiresAt) path.remind(key, template as TemplateId, refs ?? {}, expiresAt, wait, to);
  },
  late: (path, due) => path.late(due),
  'look-again': lookAgain,
  'plan-check-in': planCheckIn,
  'ask-check-in': askCheckIn,
  'check-in-missed': missCheckIn,
  'remind-training': remindTraining,
  'come-back': (path) => comeBack(path, 'system'),
};
