/** Finding a mentor, and what a mentorship tells of itself. */
import { plus } from '../../domain/duration';
import { patched } from '@temporalio/workflow';
import type { MentorshipId } from '../../domain/ids';
import type { DecideMatch, MentorshipMoved } from '../contract';
import { now } from '../support/now';
import { matchmaking, pairing } from '../support/proxies';
import { refuse } from '../support/refuse';
import type { Path } from './path';

export function hasActiveMentorship(path: Path): boolean {
  return path.state.mentorships.some(({ status, own }) => status === 'active' && !own);
}

/** While somebody is without a match, staff owe them one: from the survey on, and again whenever a match comes to nothing. */
export function seekMatch(path: Path): void {
  const { state, policy } = path;
  const isLooking = state.stage === 'matching' || (path.role === 'mentee' && state.stage === 'retention');
  if (!isLooking || !path.isAt(state.stage) || !path.hasStage('matching')) return;
  if (!state.surveyDone || state.mentorships.some(({ own }) => !own) || path.waitingFor('match')) return;
  const isMentee = path.role === 'mentee';
  path.ask({
    key: ['match', state.sequence],
    kind: 'match',
    owedBy: 'staff',
    // A mentor is available for as long as it takes; only a mentee can have waited too long.
    ...(isMentee && { dueAt: plus(now(), policy.matching.staleAfter), lateIsATask: true }),
  });
}

export function checkMatch(path: Path, { mentorshipId, decision }: DecideMatch): void {
  const { state, policy } = path;
  if (state.seen.includes(decisionKey(mentorshipId, decision))) return;
  const other = decision === 'approve' ? 'reject' : 'approve';
  if (state.seen.includes(decisionKey(mentorshipId, other))) {
    refuse('AlreadyDecided', `staff have already said ${other} to this match`);
  }
  if (path.role !== 'mentee') refuse('NotPossibleNow', "a match is decided on the mentee's journey");
  if (path.isPaused) refuse('NotPossibleNow', 'the person has paused; resume the journey first');
  if (path.hasStage('screening') && !path.may(policy.matching.menteeNeeds)) {
    refuse(
      'NotPossibleNow',
      `the person cannot be matched before screening grants ${policy.matching.menteeNeeds}`,
    );
  }
  if (!['matching', 'mentorship', 'retention'].includes(state.stage)) {
    refuse('NotPossibleNow', 'matches are made in the stages matching, mentorship and retention');
  }
}

function decisionKey(id: string, decision: DecideMatch['decision']): string {
  return `match/${id}/${decision}`;
}

export function decideMatch(path: Path, act: DecideMatch): void {
  const { mentorshipId: id, decision, mentor, by } = act;
  if (!path.firstTime(decisionKey(id, decision))) return;
  const data = { mentorship: id, mentor: mentor.personId };
  if (decision === 'reject') {
    path.happened('match-rejected', by, data);
    path.course.decide({ mentorship: { id, status: 'rejected', block: 'refused-by-staff' } });
    proposeAgain(path, id);
    return;
  }
  path.state.mentorships.push({
    id,
    status: 'offered',
    with: mentor.personId,
    meetingsHeld: 0,
    missedInARow: 0,
  });
  path.settle('approved', by, 'match');
  path.happened('match-approved', by, data);
  path.course.decide({ mentorship: { id, status: 'offered' } });
  path.course.afterwards(() => startMentorship(path, act), id);
}

/**
 * Not as a child: a pair outlives the runs, and sometimes the whole path, of either side, and a child that completes after
 * its parent has closed stops the clock of the time-skipping server for good.
 */
async function startMentorship(path: Path, { mentorshipId, mentor, by }: DecideMatch): Promise<void> {
  const { input, policy } = path;
  await pairing.startMentorship({
    mentorshipId,
    programId: policy.program,
    ...(input.siteId && { siteId: input.siteId }),
    zone: policy.zone,
    mentee: { participantId: input.participantId, personId: input.personId, journeyId: input.journeyId },
    mentor,
    policy: {
      ...policy.mentorship,
      offerLapsesAfter: policy.matching.offerLapsesAfter,
      remindOfferAfter: policy.matching.remindOfferAfter,
    },
    approvedBy: by,
    ...(input.historyLimit !== undefined && { historyLimit: input.historyLimit }),
  });
}

/** The round that proposed a pair which came to nothing looks for another one; what it proposed for others stays. */
function proposeAgain(path: Path, mentorshipId: MentorshipId): void {
  if (!patched('propose-again')) return;
  const { policy } = path;
  path.course.afterwards(async () => {
    try {
      await matchmaking.proposeAgain({
        programId: policy.program,
        mentorshipId,
        policy: policy.matching,
        at: now(),
      });
    } catch {
      // Staff owe the person a match, and see that they do: a round of theirs finds one as well.
    }
  });
}

/** The pair began while this person paused or left, and was not told: it was not known here yet. */
function sayThatAway(path: Path, id: MentorshipId): void {
  if (path.isActive || !patched('a-pair-hears-who-is-away')) return;
  path.tellMentorships(path.isPaused ? 'paused' : 'withdrawn', id);
  if (!path.isPaused) path.state.mentorships = path.state.mentorships.filter((one) => one.id !== id);
}

/** What a mentorship says of itself; a repeat changes nothing. */
export function mentorshipHasMoved(path: Path, moved: MentorshipMoved): void {
  if (!path.goesOn || !path.firstTime(moved.key)) return;
  const { state } = path;
  const known = state.mentorships.find(({ id }) => id === moved.mentorshipId);
  switch (moved.what) {
    case 'offered':
    case 'active': {
      const status = moved.what;
      if (known) known.status = status;
      else if (path.role === 'mentor' || status === 'active') {
        state.mentorships.push({
          id: moved.mentorshipId,
          status,
          with: moved.with,
          meetingsHeld: 0,
          missedInARow: 0,
        });
      }
      if (status === 'active' && !known?.own) path.settle('matched', 'system', 'match');
      sayThatAway(path, moved.mentorshipId);
      return;
    }
    case 'meeting-attended':
      if (!known) return;
      // Pairs used to tell of the offer and of both yeses at once, and the offer may have arrived last.
      if (known.status === 'offered' && patched('who-meets-is-a-pair')) {
        known.status = 'active';
        path.settle('matched', 'system', 'match');
      }
      known.meetingsHeld += 1;
      known.missedInARow = 0;
      state.meetingsHeld += 1;
      return;
    case 'meeting-taken-back':
      if (known) known.meetingsHeld = Math.max(0, known.meetingsHeld - 1);
      state.meetingsHeld = Math.max(0, state.meetingsHeld - 1);
      return;
    case 'meeting-missed':
      if (known) known.missedInARow += 1;
      return;
    case 'declined':
    case 'lapsed':
    case 'ended':
      state.mentorships = state.mentorships.filter(({ id }) => id !== moved.mentorshipId);
      seekMatch(path);
      if (moved.what !== 'ended' && path.role === 'mentee') proposeAgain(path, moved.mentorshipId);
  }
}
