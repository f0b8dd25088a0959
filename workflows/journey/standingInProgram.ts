/** What changes a person's standing beside the stages: the survey, the tier. */
import { plus } from '../../domain/duration';
import type { Duration } from '../../domain/ids';
import type { ChangeTier, SubmitSurvey } from '../contract';
import { now } from '../support/now';
import { refuse } from '../support/refuse';
import { grantPrivileges } from './ladder';
import { startDuties } from './duties';
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

export function changeTier(path: Path, { tier, reason, changeId, by }: ChangeTier): void {
  const before = path.state.tier;
  if (before === tier) return;
  path.state.tier = tier;
  if (path.state.kept) path.state.kept.tier = [];
  path.happened('tier-changed', by, {
    from: before ?? null,
    to: tier,
    reason,
    ...(changeId && { change: changeId }),
  });
  grantPrivileges(path, by);
  if (changeId) tellOfTier(path, changeId, tier, reason);
  startDuties(path);
}

/** A move that the person did not ask for is theirs to question: somebody else looks at it when they say so. */
function tellOfTier(path: Path, changeId: string, tier: string, reason: ChangeTier['reason']): void {
  path.settle('superseded', 'system', 'tier');
  if (reason !== 'stated-reason') {
    path.notice('tier-changed', { tier });
    return;
  }
  path.ask({
    key: ['tier', changeId],
    kind: 'tier-change',
    owedBy: 'participant',
    details: { change: changeId },
    message: { template: 'tier-changed', refs: { tier }, expiresAt: plus(now(), TIER_NEWS_HOLD_FOR) },
  });
}

const TIER_NEWS_HOLD_FOR = 'P7D' as Duration;
