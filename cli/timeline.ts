import type { TimelineEntry } from '../office/timeline';
import { say, words } from './output';
import type { Session } from './session';

/** What happened, one line each: when, what, its codes, by whom. */
export async function printTimeline(
  timeline: readonly TimelineEntry[],
  local: Session['local'],
): Promise<void> {
  for (const { at, kind, data, actor, programId } of timeline) {
    const codes = Object.values(data)
      .filter((value) => value !== null && value !== '' && typeof value !== 'boolean')
      .map(String);
    const detail = codes.length > 0 ? `: ${codes.join(', ')}` : '';
    say(`${await local(at, programId)}  ${words(kind)}${detail}${actor === 'system' ? '' : `  (${actor})`}`);
  }
}
