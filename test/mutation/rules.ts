const ESCALATION = ['levels', 'owning', 'answering', 'ending', 'always'].map(
  (name) => `test/workflows/escalation/${name}.test.ts`,
);

/** Pure rules, and the tests that must hold them; the quickest first. */
export const RULES: readonly { file: string; tests: readonly string[] }[] = [
  ...['domain/matching.ts', 'domain/matching/rules.ts'].map((file) => ({
    file,
    tests: ['test/domain/matchingByExample.test.ts', 'test/domain/matching.test.ts'],
  })),
  { file: 'domain/ladder.ts', tests: ['test/domain/ladder.test.ts'] },
  { file: 'domain/cadence.ts', tests: ['test/domain/cadence.test.ts'] },
  ...['alarm', 'answering', 'climb', 'ending', 'levels', 'owning', 'telling', 'waits'].map((name) => ({
    file: `workflows/escalation/${name}.ts`,
    tests: ESCALATION,
  })),
  { file: 'domain/rota.ts', tests: ['test/domain/rota.test.ts'] },
  { file: 'domain/shiftPlan.ts', tests: ['test/domain/shiftPlan.test.ts'] },
  { file: 'domain/figures/suppress.ts', tests: ['test/domain/figures/suppress.test.ts'] },
  { file: 'domain/figures/period.ts', tests: ['test/domain/figures/period.test.ts'] },
];
