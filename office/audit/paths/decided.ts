import { as, type PersonId } from '../../../domain/ids';
import { earned, ladderFor, opening } from '../../../domain/ladder';
import type { ProgramPolicy, Role } from '../../../domain/policy';
import type { JourneyState, PeerState } from '../../../workflows/contract';
import { highest, last, type Told, type WaitRow } from './told';

/** What a path remembers of what was decided on it, and of somebody who works as a peer, as the ledger tells of it. */

export function consentOf(told: readonly Told[]): boolean | undefined {
  let consented: boolean | undefined;
  for (const { kind, data } of told) {
    if (kind === 'achievement-decided' && data['outcome'] === 'become-mentor') consented = undefined;
    if (kind === 'transition-consented') consented = data['consents'] === true;
  }
  return consented;
}

export function achievementOf(told: readonly Told[]): Pick<JourneyState, 'achievement'> {
  const outcome = last(told, 'achievement-decided')?.data['outcome'];
  return outcome ? { achievement: outcome as NonNullable<JourneyState['achievement']> } : {};
}

type Expiries = NonNullable<PeerState['expiries']>;

export function peerOf(
  told: readonly Told[],
  waits: readonly WaitRow[],
  expiries: Expiries,
): JourneyState['peer'] {
  const keys = waits.map(({ key }) => key);
  const agreement = last(told, 'boundaries-agreed')?.data['version'];
  const supervisor = last(told, 'supervisor-named')?.data['to'];
  const supervisions = highest(keys, /\/supervision\/(\d+)$/);
  const reviews = highest(keys, /\/work-review\/of-program\/(\d+)$/);
  const peer: NonNullable<JourneyState['peer']> = {
    ...(Object.keys(expiries).length > 0 && { expiries }),
    ...(last(told, 'shadow-shift-done') && { shadowed: true }),
    ...(agreement !== undefined && { agreement: String(agreement) }),
    ...(supervisor !== undefined && { supervisor: as<PersonId>(String(supervisor)) }),
    ...(supervisions > 0 && { supervisions }),
    ...(reviews > 0 && { reviews }),
  };
  return Object.keys(peer).length > 0 ? peer : undefined;
}

interface Earned {
  policy: ProgramPolicy;
  told: readonly Told[];
  steps: JourneyState['steps'];
  role: Role;
  tier: string | undefined;
  privileges: readonly string[];
}

/** What the rules do not give and somebody has, and what the rules ask and nobody asks of them any more. */
export function besideTheRules({
  policy,
  told,
  steps,
  role,
  tier,
  privileges,
}: Earned): Pick<JourneyState, 'kept' | 'excused'> {
  const byRules = earned(policy.screening.steps, steps, policy.tiers.find(({ id }) => id === tier)?.grants);
  const kept = privileges.filter((one) => !byRules.includes(one));
  const becoming: Role[] = consentOf(told) ? [role, 'mentor'] : [role];
  // What a version asked for that came when the person was past it: else it would be open.
  const excused = last(told, 'version-moved')
    ? opening(ladderFor(policy.screening.steps, becoming), steps).map(({ id }) => id)
    : [];
  return {
    ...(kept.length > 0 && { kept: { steps: kept, tier: [] } }),
    ...(excused.length > 0 && { excused }),
  };
}
