/** What happens to somebody who trains or works as a peer, one act at a time. */
import { plus } from '../../domain/duration';
import type { PeerAct } from '../contract';
import { now } from '../support/now';
import { refuse } from '../support/refuse';
import { startDuties } from './duties';
import { setExpiry } from './expiries';
import type { Path } from './path';

export function checkPeerAct(path: Path, act: PeerAct): void {
  switch (act.what) {
    case 'own-words':
      if (!path.isAt('achievement'))
        refuse('NotPossibleNow', 'words are asked for before the achievement review');
      return;
    case 'shadow-shift':
      if (!path.waitingFor('shadow-shift') && !path.state.peer?.shadowed)
        refuse('NotPossibleNow', 'no first shift beside an experienced peer is waited for');
      return;
    case 'agreement':
      if (act.version !== path.policy.peerWork?.agreement)
        refuse('NotPossibleNow', 'the agreement has changed; read it again and agree to the new one');
      return;
    case 'support':
      if (!path.policy.peerWork?.supports.some(({ id }) => id === act.support))
        refuse('NotPossibleNow', 'this program offers no such support');
      return;
    case 'tier-review':
      if (!path.waitingFor('tier-review', act.changeId) && !path.state.seen.includes(reviewed(act.changeId)))
        refuse('NotPossibleNow', 'nobody has asked for this change to be looked at again');
      return;
    case 'own-mentor-ends':
      if (!path.state.mentorships.some(({ own }) => own))
        refuse('NotPossibleNow', 'this person has no mentor of their own');
      return;
    case 'expiry':
    case 'supervisor':
    case 'supervision':
    case 'review':
    case 'tier-word':
    case 'support-given':
  }
}

function reviewed(changeId: string): string {
  return `tier-review/${changeId}`;
}

export function peerAct(path: Path, act: PeerAct): void {
  const { by } = act;
  const peer = (path.state.peer ??= {});
  switch (act.what) {
    case 'own-words':
      if (!path.waitingFor('own-words')) return;
      path.settle('given', by, 'own-words');
      return path.happened('own-words-given', by);
    case 'expiry':
      return setExpiry(path, act);
    case 'shadow-shift':
      if (peer.shadowed) return;
      peer.shadowed = true;
      path.settle('done', by, 'shadow-shift');
      return path.happened('shadow-shift-done', by);
    case 'agreement':
      if (peer.agreement === act.version) return;
      peer.agreement = act.version;
      path.settle('agreed', by, 'agreement');
      return path.happened('boundaries-agreed', by, { version: act.version });
    case 'supervisor':
      if (peer.supervisor === act.personId) return;
      peer.supervisor = act.personId;
      path.happened('supervisor-named', by, { to: act.personId });
      return startDuties(path);
    case 'supervision':
      path.settle(act.outcome, by, 'supervision');
      return path.happened('supervision-held', by, { outcome: act.outcome });
    case 'review':
      path.settle('given', by, 'work-review', act.direction);
      return path.happened('work-reviewed', by, { direction: act.direction });
    case 'tier-word':
      return tierWord(path, act);
    case 'tier-review':
      if (!path.firstTime(reviewed(act.changeId))) return;
      path.settle(act.outcome, by, 'tier-review', act.changeId);
      path.happened('tier-reviewed', by, { change: act.changeId, outcome: act.outcome });
      return void path.notice('tier-reviewed', { tier: path.state.tier ?? '', outcome: act.outcome });
    case 'support': {
      if (!path.firstTime('support', act.supportId)) return;
      const within = path.policy.peerWork?.supports.find(({ id }) => id === act.support)?.within;
      path.happened('support-asked', by, { support: act.support });
      path.ask({
        key: ['support', act.supportId],
        kind: 'support',
        owedBy: 'staff',
        ...(within && { dueAt: plus(now(), within), lateIsATask: true }),
        details: { support: act.support, request: act.supportId },
      });
      return;
    }
    case 'support-given':
      if (!path.waitingFor('support', act.supportId)) return;
      path.settle(act.outcome, by, 'support', act.supportId);
      return path.happened('support-given', by, { outcome: act.outcome });
    case 'own-mentor-ends':
      return path.leaveOwnMentor();
  }
}

/** Somebody else looks at it, in time: whether or not they agree in the end, it is looked at. */
function tierWord(path: Path, { changeId, answer, by }: Extract<PeerAct, { what: 'tier-word' }>): void {
  if (!path.waitingFor('tier', changeId)) return;
  path.settle(answer, by, 'tier', changeId);
  if (answer === 'fine') return;
  path.happened('tier-review-asked', by, { change: changeId });
  path.ask({
    key: ['tier-review', changeId],
    kind: 'tier-review',
    owedBy: 'staff',
    dueAt: plus(now(), path.policy.peerWork?.tierReviewWithin ?? path.policy.transition.consentWithin),
    details: { change: changeId },
    lateIsATask: true,
  });
}
