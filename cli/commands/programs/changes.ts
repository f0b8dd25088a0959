import type { Change } from '../../../programs';
import { lazily } from '../../lazily';
import { printJson, say } from '../../output';

/** What changes for people, stage by stage. */
export function printChanges(
  output: 'table' | 'json' | 'csv',
  changes: readonly Change[],
  versions: { from: string; to: string },
): void {
  if (output === 'json') return printJson({ ...versions, changes });
  if (changes.length === 0) return say('Nothing changes for anybody.');
  const { AREA_TITLES } = lazily.programs();
  let area: string | undefined;
  for (const change of changes) {
    if (change.area !== area) say(`${area === undefined ? '' : '\n'}${AREA_TITLES[change.area].en}`);
    area = change.area;
    say(`  ${change.words.en}`);
  }
}
