import { readFileSync } from 'node:fs';
import type { WorkflowBundle } from '@temporalio/worker';

/** Stands in for the product's own bundle: the same workflows, with counters. */
export async function workflowBundle(): Promise<WorkflowBundle> {
  return { code: readFileSync(process.env['FULLCIRCLE_COVERAGE_BUNDLE']!, 'utf8') };
}
