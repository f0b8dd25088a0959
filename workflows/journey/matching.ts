import { plus } from '../../domain/duration';
import { startCheckIns } from './checkIns';
import { startDuties } from './duties';
import { hasActiveMentorship, seekMatch } from './mentorships';
import type { Path } from './path';

/** Until there is somebody on the other side: a mentor for a mentee, a first mentee for a mentor. */
export async function matching(path: Path): Promise<void> {
  if (!path.isAt('matching')) return;
  askSurvey(path);
  seekMatch(path);
  if (path.role === 'mentor') startCheckIns(path);
  startDuties(path);
  await path.stay('matching', () => hasActiveMentorship(path));
}

function askSurvey(path: Path): void {
  if (path.state.surveyDone || path.waitingFor('survey')) return;
  const { survey, remindOfferAfter, staleAfter, byText } = path.policy.matching;
  const template = byText ? 'survey-asked' : 'personal-link';
  const dueAt = plus(path.state.stageSince, staleAfter);
  const reminder = plus(path.state.stageSince, remindOfferAfter);
  path.ask({
    key: ['survey', path.state.sequence],
    kind: 'survey',
    owedBy: 'participant',
    dueAt,
    details: { survey },
    message: { template, refs: { survey }, expiresAt: reminder },
    reminders: { template, refs: { survey }, at: reminder < dueAt ? [reminder] : [] },
    lateIsATask: true,
  });
}
