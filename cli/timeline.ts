import type { TimelineEntry } from '../office/timeline';
import { say, words } from './output';
import type { Session } from './session';

/** What happened, one line each: when, what, its codes, by whom. */
export async function printTimeline(
  timeline: readonly TimelineEntry[],
  local: Session['local'],
): Promise<void> {
  for (const { at, kind, data, actor, programId } of timeline) {
    const codes = Object.entries(data).flatMap(([name, value]) => {
      if (typeof value === 'string' && value !== '') return [value];
      // A second attempt is worth knowing of; the first is not.
      return typeof value === 'number' && !(name === 'attempt' && value === 1)
        ? [`${words(name)} ${value}`]
        : [];
    });
    const detail = codes.length > 0 ? `: ${codes.join(', ')}` : '';
    say(`${await local(at, programId)}  ${words(kind)}${detail}${actor === 'system' ? '' : `  (${actor})`}`);
  }
}
