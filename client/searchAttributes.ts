import { defineSearchAttributeKey, type SearchAttributePair } from '@temporalio/common';
import type { ProgramId, SiteId } from '../domain/ids';
import type { SEARCH_ATTRIBUTES } from '../workflows/contract';

const key = (name: (typeof SEARCH_ATTRIBUTES)[number]) => defineSearchAttributeKey(name, 'KEYWORD');

export interface Tags {
  program?: ProgramId;
  site?: SiteId;
  stage?: string;
  role?: string;
  status: string;
}

/** Codes by which an operator finds a workflow in Temporal's own UI; never personal data (rule 9). */
export function searchAttributes(tags: Tags): SearchAttributePair[] {
  const pairs: SearchAttributePair[] = [{ key: key('FullCircleStatus'), value: tags.status }];
  if (tags.program) pairs.push({ key: key('FullCircleProgram'), value: tags.program });
  if (tags.site) pairs.push({ key: key('FullCircleSite'), value: tags.site });
  if (tags.stage) pairs.push({ key: key('FullCircleStage'), value: tags.stage });
  if (tags.role) pairs.push({ key: key('FullCircleRole'), value: tags.role });
  return pairs;
}
