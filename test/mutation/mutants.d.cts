export interface Mutant {
  start: number;
  end: number;
  text: string;
  line: number;
  what: string;
}
export function mutantsOf(source: string, file: string): Mutant[];
export function mutated(source: string, mutant: Mutant): string;
