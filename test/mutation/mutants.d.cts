export interface Mutant {
  start: number;
  end: number;
  text: string;
  line: number;
  code: string;
  what: string;
}
export function mutantsOf(source: string, file: string): Mutant[];
