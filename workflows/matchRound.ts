import type { MatchRoundInput, MatchRoundResult } from './contract';
import { now } from './support/now';
import { matchmaking } from './support/proxies';

/** One round of matching: the best assignment over everybody who waits, stored as proposals for staff to decide on. */
export async function matchRound(input: MatchRoundInput): Promise<MatchRoundResult> {
  return matchmaking.propose({ ...input, at: now() });
}
