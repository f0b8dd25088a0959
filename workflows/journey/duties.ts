/**
 * What goes on for somebody who works as a peer, on whatever stage: the agreement about boundaries, supervision by a named
 * worker, reviews both ways. What staff owe stays owed until it is done; nothing here takes anything away from a peer.
 */
import { plus } from '../../domain/duration';
import { now } from '../support/now';
import type { Path } from './path';

/** Begins what has not begun; changes nothing where it runs. */
export function startDuties(path: Path): void {
  const duties = path.policy.peerWork;
  if (!duties || (path.role !== 'mentor' && path.state.tier === undefined)) return;
  askForAgreement(path);
  if (duties.supervision) planNext(path, 'supervision', duties.supervision.every);
  if (duties.reviews) planNext(path, 'work-review', duties.reviews.every);
}

function planNext(path: Path, what: 'supervision' | 'work-review', every: Parameters<typeof plus>[1]): void {
  if (path.state.agenda.some((due) => due.do === what)) return;
  path.course.plan({ do: what, at: plus(now(), every) });
}

/** Asked once a version: another text is agreed to anew. */
function askForAgreement(path: Path): void {
  const version = path.policy.peerWork?.agreement;
  if (!version || path.state.peer?.agreement === version || path.waitingFor('agreement', version)) return;
  path.settle('superseded', 'system', 'agreement');
  const dueAt = plus(now(), path.policy.transition.consentWithin);
  const again = plus(now(), path.policy.transition.remindTrainingEvery);
  path.ask({
    key: ['agreement', version, path.state.sequence],
    kind: 'agreement',
    owedBy: 'participant',
    dueAt,
    details: { version },
    message: { template: 'agreement-asked', expiresAt: again < dueAt ? again : dueAt },
    reminders: { template: 'agreement-asked', at: again < dueAt ? [again] : [] },
    lateIsATask: true,
  });
}

/** One that is still owed stays the one that is owed: a second does not make the first any less late. */
export function askForSupervision(path: Path): void {
  const policy = path.policy.peerWork?.supervision;
  if (!policy) return;
  path.course.plan({ do: 'supervision', at: plus(now(), policy.every) });
  if (path.waitingFor('supervision')) return;
  const peer = (path.state.peer ??= {});
  const number = (peer.supervisions = (peer.supervisions ?? 0) + 1);
  path.ask({
    key: ['supervision', number],
    kind: 'supervision',
    owedBy: 'staff',
    ...(peer.supervisor && { of: peer.supervisor }),
    dueAt: plus(now(), policy.within),
    details: { number },
    lateIsATask: true,
  });
}

/** Both ways at once: the peer about the program and who supervises them, staff about the work. */
export function askForReview(path: Path): void {
  const policy = path.policy.peerWork?.reviews;
  if (!policy) return;
  path.course.plan({ do: 'work-review', at: plus(now(), policy.every) });
  const peer = (path.state.peer ??= {});
  const number = (peer.reviews = (peer.reviews ?? 0) + 1);
  const dueAt = plus(now(), policy.within);
  // A word that was not given is nothing to be chased for; the next time comes.
  path.settle('not-given', 'system', 'work-review', 'of-program');
  path.ask({
    key: ['work-review', 'of-program', number],
    kind: 'work-review',
    owedBy: 'participant',
    dueAt,
    details: { direction: 'of-program', number },
    message: { template: 'work-review-asked', expiresAt: dueAt },
  });
  if (path.waitingFor('work-review', 'of-work')) return;
  path.ask({
    key: ['work-review', 'of-work', number],
    kind: 'work-review',
    owedBy: 'staff',
    ...(peer.supervisor && { of: peer.supervisor }),
    dueAt,
    details: { direction: 'of-work', number },
    lateIsATask: true,
  });
}
