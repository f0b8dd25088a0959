/** What changes a person's standing beside the stages: the survey, the tier, a critical transition. */
import type { ChangeTier, ReportTransition, SubmitSurvey } from '../contract';
import { refuse } from '../support/refuse';
import { grantPrivileges } from './ladder';
import { seekMatch } from './mentorships';
import type { Path } from './path';

export function submitSurvey(path: Path, { survey, responseId, by }: SubmitSurvey): void {
  if (!path.firstTime('survey', responseId)) return;
  path.happened('survey-answered', by, { survey, response: responseId });
  if (survey !== path.policy.matching.survey) return;
  path.state.surveyDone = true;
  path.settle('answered', by, 'survey');
  seekMatch(path);
}

export function checkTier(path: Path, { tier, reason }: ChangeTier): void {
  const tiers = path.policy.tiers.map(({ id }) => id);
  if (!tiers.includes(tier)) {
    refuse('UnknownTier', `this program has no such tier; its tiers are ${tiers.join(', ')}`);
  }
  const isDown = path.state.tier !== undefined && tiers.indexOf(tier) < tiers.indexOf(path.state.tier);
  if (isDown && reason === 'growth') {
    refuse(
      'ReasonNeeded',
      "a move down needs the peer's own word (own-word) or a stated reason (stated-reason)",
    );
  }
}

export function changeTier(path: Path, { tier, reason, by }: ChangeTier): void {
  const before = path.state.tier;
  if (before === tier) return;
  path.state.tier = tier;
  if (path.state.kept) path.state.kept.tier = [];
  path.happened('tier-changed', by, { from: before ?? null, to: tier, reason });
  grantPrivileges(path, by);
}

export function reportTransition(path: Path, { transitionId, kind, by }: ReportTransition): void {
  if (!path.firstTime('transition', transitionId)) return;
  path.happened('transition-reported', by, { transition: transitionId, kind });
  path.staffTask('critical-transition', { transition: transitionId, kind }, transitionId);
}
