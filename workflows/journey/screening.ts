import { isScreened, openSteps } from './ladder';
import type { Path } from './path';

/** Until the person may be matched; later steps go on beside the later stages. */
export async function screening(path: Path): Promise<void> {
  if (!path.isAt('screening')) return;
  openSteps(path, 'system');
  await path.stay('screening', () => isScreened(path, path.role));
}
