import { MINUTE } from '../../domain/duration';
import { taskTitle } from '../i18n/ledger';
import type { Labels } from '../i18n/ledger';
import type { View } from './frame';

/** What is waited for, in words: with the step, the task or the number where there is one. */
export function waitText(
  view: Pick<View, 'lang' | 'w'>,
  wait: { kind: string; details?: Record<string, string | number | boolean | null> | null },
  labels?: Labels,
): string {
  const name = view.w.waits[wait.kind as 'survey'] ?? wait.kind;
  const details = wait.details ?? {};
  // So that no line begins with the colon.
  const space = view.lang === 'fr' ? '\u00a0' : '';
  switch (wait.kind) {
    case 'screening-step':
    case 'peer-word':
      return labels ? `${name}${space}: ${labels.step(details['step'])}` : name;
    case 'survey':
      return labels ? `${name}${space}: ${labels.survey(details['survey'])}` : name;
    case 'training':
      return labels ? `${name}${space}: ${labels.training(details['module'])}` : name;
    case 'support':
      return labels ? `${name}${space}: ${labels.support(details['support'])}` : name;
    case 'renewal':
      return labels ? `${name}${space}: ${labels.training(details['module'])}` : name;
    case 'staff-task': {
      const level = labels && details['level'] ? ` (${labels.level(details['level'])})` : '';
      const what = taskTitle(details['reason'], view.lang) + level;
      return what ? what.charAt(0).toUpperCase() + what.slice(1) : name;
    }
    default:
      return name;
  }
}

/** Since when it is waited for; nothing for what has only just begun. */
export function sinceText(view: Pick<View, 'w' | 'now'>, since: Date): string | undefined {
  const ago = view.now.getTime() - since.getTime();
  return ago >= MINUTE ? view.w.since(view.w.span(ago)) : undefined;
}
