import type { Root } from '../../program';

/** The noun that the verbs of this folder hang on. */
export function programsNoun(root: Root) {
  return root.command('programs').description('program definitions');
}
export type ProgramsNoun = ReturnType<typeof programsNoun>;
