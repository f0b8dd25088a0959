import { defineSearchAttributeKey } from '@temporalio/common';
import { upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import type { SEARCH_ATTRIBUTES } from '../contract';

type Name = (typeof SEARCH_ATTRIBUTES)[number];

/** Shows codes (never personal data) where staff look for workflows; writes nothing when nothing changed. */
export function show(codes: Partial<Record<Name, string | undefined>>): void {
  const shown = workflowInfo().typedSearchAttributes;
  const changed = Object.entries(codes)
    .map(([name, value]) => ({ key: defineSearchAttributeKey(name, 'KEYWORD'), value }))
    .filter(({ key, value }) => value !== undefined && shown.get(key) !== value)
    .map(({ key, value }) => ({ key, value: value }));
  if (changed.length > 0) upsertSearchAttributes(changed);
}
