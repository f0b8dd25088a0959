interface Coverage {
  branchMap: Record<
    string,
    { loc: { start: { line: number } }; locations: { start: { line?: number } }[] }
  >;
}
export function isCounted(file: string): boolean;
export function instrument(source: string, file: string): { code: string; coverage: Coverage };
