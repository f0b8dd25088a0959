import { startDuties } from './duties';
import { hasActiveMentorship } from './mentorships';
import type { Path } from './path';

/**
 * Until the mentee has met their mentor often enough for the retention stage; for a mentor, for as long as there is a
 * mentee. Whoever is left alone goes back to matching.
 */
export async function mentorship(path: Path): Promise<void> {
  if (!path.isAt('mentorship')) return;
  startDuties(path);
  const enough = path.policy.mentorship.meetingsBeforeRetention;
  const isAlone = () => path.isActive && path.hasStage('matching') && !hasActiveMentorship(path);
  const hasMetEnough = () => path.role === 'mentee' && path.state.meetingsHeld >= enough;
  await path.stay(
    'mentorship',
    () => isAlone() || hasMetEnough(),
    () => (isAlone() ? 'matching' : path.nextStage),
  );
}
