import { proxySinks, type Sinks, type WorkflowInterceptors } from '@temporalio/workflow';

/** How often each statement, function and branch of each file was passed. */
export type Counts = Record<
  string,
  { s: Record<string, number>; f: Record<string, number>; b: Record<string, number[]> }
>;

export interface CoverageSinks extends Sinks {
  coverage: { add(counts: Counts): void };
}

const { coverage } = proxySinks<CoverageSinks>();

/** Hands out what was counted in the sandbox, which has no other way out, and starts again from nought. */
export function interceptors(): WorkflowInterceptors {
  return {
    internals: [
      {
        concludeActivation(input, next) {
          const counted = (globalThis as { __coverage__?: Counts }).__coverage__;
          const passed: Counts = {};
          for (const [file, { s, f, b }] of Object.entries(counted ?? {})) {
            const some = [...Object.values(s), ...Object.values(f)].some((n) => n > 0);
            if (!some) continue;
            passed[file] = { s: { ...s }, f: { ...f }, b: Object.fromEntries(Object.entries(b).map(([k, v]) => [k, [...v]])) };
            for (const key of Object.keys(s)) s[key] = 0;
            for (const key of Object.keys(f)) f[key] = 0;
            for (const key of Object.keys(b)) b[key]!.fill(0);
          }
          if (Object.keys(passed).length > 0) coverage.add(passed);
          return next(input);
        },
      },
    ],
  };
}
