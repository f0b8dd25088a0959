import { startCheckIns } from './checkIns';
import { startDuties } from './duties';
import { haveBeenReached } from './goals';
import { seekMatch } from './mentorships';
import type { Path } from './path';

/** Check-ins that thin out while all is well, beside meetings that go on, until the person's own goals are reached. */
export async function retention(path: Path): Promise<void> {
  if (!path.isAt('retention')) return;
  startCheckIns(path);
  seekMatch(path);
  startDuties(path);
  await path.stay('retention', () => haveBeenReached(path));
}
