import { patched } from '@temporalio/workflow';
import type { ClockActivities } from '../contract';
import { clock, clockAtHand } from './proxies';

/** The instant of the next wall-clock time, computed by an activity because zone rules change between releases (rule 7). */
export const nextWall: ClockActivities['nextWall'] = async (question) => {
  if (patched('clock-at-hand')) {
    try {
      return await clockAtHand.nextWall(question);
    } catch {
      // Too slow, or a release with broken rules: the ordinary one waits until it can be answered.
    }
  }
  return clock.nextWall(question);
};
