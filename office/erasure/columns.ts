import { MESSAGES } from './columns/messages';
import { PATHS } from './columns/paths';
import { PEOPLE } from './columns/people';
import { SAFETY } from './columns/safety';
import { SUPPORT } from './columns/support';
import { SYSTEM } from './columns/system';
import { WORK } from './columns/work';
import type { Columns } from './columns/kinds';

/**
 * Every column that can hold text, and what becomes of it when somebody is erased. The one place where that is decided: a
 * test compares it with the schema, so that a new column is classified or the build fails.
 */
export const COLUMNS: Columns = {
  ...PEOPLE,
  ...PATHS,
  ...SUPPORT,
  ...SAFETY,
  ...WORK,
  ...MESSAGES,
  ...SYSTEM,
};
