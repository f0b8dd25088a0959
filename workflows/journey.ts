import { patched } from '@temporalio/workflow';
import type { JourneyInput } from './contract';
import { achievement } from './journey/achievement';
import { begin } from './journey/begin';
import { doers } from './journey/doers';
import { away, beginAgain } from './journey/leaving';
import { listen } from './journey/listen';
import { matching } from './journey/matching';
import { mentorship } from './journey/mentorship';
import { Path } from './journey/path';
import { retention } from './journey/retention';
import { screening } from './journey/screening';
import { transition } from './journey/transition';
import { takeUpVersion } from './journey/versions';

/** In the order in which a person goes through them. */
const STAGES = [screening, matching, mentorship, retention, achievement, transition] as const;

/**
 * One participant's path through one program, for months or years.
 *
 * Each stage returns at once when the person is elsewhere, and otherwise once they have left it; so a run that continues
 * another begins here and finds its place again. A mentee who becomes a mentor goes round once more in the new role.
 */
export async function journey(input: JourneyInput): Promise<void> {
  const path = new Path(input, doers);
  if (!input.carried) begin(path);
  else if (isTakenUp(input.carried) && patched('what-a-mistake-ended-is-asked-again')) beginAgain(path);
  listen(path);

  while (path.goesOn) {
    for (const stage of STAGES) {
      await takeUpVersion(path);
      await stage(path);
    }
    await away(path);
  }
  await path.course.finish();
}

/** Nothing has been decided on it yet: it carries what another path had come to. */
function isTakenUp({ sequence }: NonNullable<JourneyInput['carried']>): boolean {
  return sequence === 0;
}
