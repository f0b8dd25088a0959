import { afterAnswer, afterMiss, isForStaff } from '../../../domain/cadence';
import type { ProgramPolicy, Role } from '../../../domain/policy';
import type { JourneyState } from '../../../workflows/contract';
import type { Told } from './told';

/** The rhythm of check-ins as the ledger tells of it: how it has thinned out, and what was missed. */
export function rhythmOf(
  { retention: policy, stages }: Pick<ProgramPolicy, 'retention' | 'stages'>,
  told: readonly Told[],
  role: Role,
): JourneyState['retention'] {
  const state: JourneyState['retention'] = { cadence: 0, steady: 0, missed: 0, number: 0 };
  const begins = ['retention', ...(role === 'mentor' ? ['matching'] : [])];
  for (const { kind, at, data } of told) {
    if (kind === 'stage-entered' && stages.includes('retention') && begins.includes(String(data['stage']))) {
      // Counted from here until there is a first question.
      state.nextAt ??= at;
    } else if (kind === 'check-in-asked') {
      state.number = Number(data['number']);
      state.nextAt = at;
    } else if (kind === 'check-in-missed') {
      Object.assign(state, afterMiss(state), { missed: Number(data['inARow']) });
      if (isForStaff(state, policy)) state.task = Number(data['number']);
    } else if (kind === 'check-in-answered') {
      delete state.task;
      Object.assign(state, afterAnswer(state, data['answer'], policy));
    } else if (kind === 'check-ins-declined') {
      state.declinedAt = at;
      state.missed = 0;
      delete state.task;
    } else if (kind === 'check-ins-resumed') {
      delete state.declinedAt;
    }
  }
  // What is begun again is begun on this release.
  return state.nextAt ? { ...state, besideTheTask: true } : state;
}
