/**
 * Mentors on the deciding side of a step: they are asked for their word, and those who decide see it. A word is a row in
 * PostgreSQL before it comes here; only that it was given, and which one, matters to the path.
 */
import { plus } from '../../domain/duration';
import type { Duration } from '../../domain/ids';
import type { AskPeers, GivePeerWord } from '../contract';
import { now } from '../support/now';
import { refuse } from '../support/refuse';
import { openedStep } from './ladder';
import type { Path } from './path';

const WORD_WITHIN = 'P5D' as Duration;
const REMIND_AFTER = 'P2D' as Duration;

export function checkAskPeers(path: Path, { step: id, peers }: AskPeers): void {
  const { step, state } = openedStep(path, id);
  if (step.decidedBy === undefined || step.decidedBy === 'staff')
    refuse('NotPossibleNow', 'staff alone decide this step; mentors are asked where the program says so');
  if (state.status === 'passed') refuse('AlreadyDecided', 'the step is passed already');
  if (peers.length === 0) refuse('PersonNeeded', 'name at least one mentor to ask');
  if (peers.includes(path.input.personId))
    refuse('UnknownPeer', 'nobody gives their word about their own step');
}

/** Whoever has been asked and has not answered is not asked twice. */
export function askPeers(path: Path, { step: id, peers, by }: AskPeers): void {
  for (const peer of new Set(peers)) {
    if (path.waitingFor('peers', id, peer)) continue;
    path.happened('peer-word-asked', by, { step: id, peer });
    const dueAt = plus(now(), WORD_WITHIN);
    const refs = { step: id, other: path.input.personId };
    path.ask({
      key: ['peers', id, peer, path.state.sequence],
      kind: 'peer-word',
      owedBy: 'participant',
      of: peer,
      dueAt,
      details: { step: id },
      message: { template: 'peer-word-asked', refs, expiresAt: plus(now(), REMIND_AFTER) },
      reminders: { template: 'peer-word-asked', refs, at: [plus(now(), REMIND_AFTER)] },
      lateIsATask: true,
    });
  }
}

export function checkPeerWord(path: Path, { step: id }: GivePeerWord): void {
  const { state } = openedStep(path, id);
  if (state.status === 'passed') refuse('AlreadyDecided', 'the step is passed already');
}

export function givePeerWord(path: Path, { step: id, peer, word, by }: GivePeerWord): void {
  const { state } = openedStep(path, id);
  path.settle(word, by, 'peers', id, peer);
  state.peerWords = (state.peerWords ?? 0) + 1;
  path.happened('peer-word-given', by, { step: id, word, peer });
}
