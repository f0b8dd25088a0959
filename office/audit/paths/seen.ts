import type { Told, WaitRow } from './told';
import { tasksSeen } from './told';

const REMEMBERED = 200;

/** What a path has taken already, under the names that it remembers it by: the same act again stays the same act. */
export function seenBy(told: readonly Told[], waits: readonly WaitRow[]): string[] {
  const acts = told.flatMap(({ kind, key, data }): string[] => {
    const of = (name: string) => String(data[name] ?? '');
    switch (kind) {
      case 'match-approved':
        return [`match/${of('mentorship')}/approve`];
      case 'match-rejected':
        return [`match/${of('mentorship')}/reject`];
      case 'survey-answered':
        return [`survey/${of('response')}`];
      case 'check-in-answered':
        return [`${key.split('/')[0]}/check-in/${of('number')}/${of('answer')}`];
      case 'transition-reported':
        return [`transition/${of('transition')}`];
      case 'tier-reviewed':
        return [`tier-review/${of('change')}`];
      default:
        return [];
    }
  });
  const asked = waits.flatMap(({ kind, details }) => {
    const { review, request } = (details ?? {}) as Record<string, string | undefined>;
    if (kind === 'own-words' && review) return [`own-words/${review}`];
    return kind === 'support' && request ? [`support/${request}`] : [];
  });
  return [...acts, ...asked, ...tasksSeen(waits)].slice(-REMEMBERED);
}
