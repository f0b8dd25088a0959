import type { ProgramPolicy, Role } from '../../../domain/policy';
import type { JourneyState } from '../../../workflows/contract';
import type { Told } from './told';

/** The rhythm of check-ins as the ledger tells of it: how it has thinned out, and what was missed. */
export function rhythmOf(
  { retention: policy, stages }: Pick<ProgramPolicy, 'retention' | 'stages'>,
  told: readonly Told[],
  role: Role,
): JourneyState['retention'] {
  const { cadences, steadyAfter, missesBeforeStaffTask } = policy;
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
      state.missed = Number(data['inARow']);
      state.steady = 0;
      state.cadence = Math.max(0, state.cadence - 1);
      if (state.missed % missesBeforeStaffTask === 0) state.task = Number(data['number']);
    } else if (kind === 'check-in-answered') {
      state.missed = 0;
      delete state.task;
      if (data['answer'] === 'ok') state.steady += 1;
      if (state.steady >= steadyAfter && state.cadence < cadences.length - 1) {
        state.cadence += 1;
        state.steady = 0;
      }
      if (data['answer'] === 'not-ok') {
        state.steady = 0;
        state.cadence = Math.max(0, state.cadence - 1);
      }
    } else if (kind === 'check-ins-declined') {
      state.declinedAt = at;
      state.missed = 0;
      delete state.task;
    } else if (kind === 'check-ins-resumed') {
      delete state.declinedAt;
    }
  }
  return state;
}
