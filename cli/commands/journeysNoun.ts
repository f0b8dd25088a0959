import type { Standing } from '../../workflows/contract';
import { printOne, words, type Format } from '../output';
import type { Root } from '../program';

/** The noun that everything about paths belongs to. */
export function journeysNoun(root: Root) {
  return root.command('journeys').description('paths through a program');
}
export type JourneysNoun = ReturnType<typeof journeysNoun>;

/** Where the person stands after an act. */
export function printDone(format: Format, standing: Standing): void {
  const waiting = standing.waitingFor.map(({ kind, owedBy }) => `${words(kind)} (${owedBy})`);
  printOne(
    format,
    standing,
    `Done. Stage ${standing.stage}, ${standing.status}; waiting for: ${waiting.join(', ') || 'nothing'}.`,
  );
}
