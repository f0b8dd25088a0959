import { plus } from '../../../domain/duration';
import type { Instant } from '../../../domain/ids';
import * as rules from '../../../domain/ladder';
import type { StepState } from '../../../domain/ladder';
import type { ProgramPolicy, StepOutcome } from '../../../domain/policy';
import type { Told } from './told';

/**
 * The steps of somebody's ladder as the ledger tells of them, in the order in which they were opened. What the row says is
 * passed is passed, whatever version or earlier path it comes from.
 */
export function stepsOf(
  { screening }: Pick<ProgramPolicy, 'screening'>,
  told: readonly Told[],
  row: { passedSteps: readonly string[]; startedAt: Instant },
): StepState[] {
  const policy = (id: string) => screening.steps.find((step) => step.id === id);
  const steps = new Map<string, StepState>();
  for (const { kind, at, data } of told) {
    const id = String(data['step'] ?? '');
    const state = steps.get(id);
    // Whoever came back was asked anew for what was open.
    if (kind === 'journey-reopened')
      for (const step of steps.values()) if (step.status === 'open') step.openedAt = at;
    if (kind === 'screening-step-opened') {
      steps.set(id, state ? rules.reopenedStep(state, at) : { id, status: 'open', openedAt: at });
    } else if (!state) {
      continue;
    } else if (kind === 'screening-step-sent-in') {
      state.sentInAt = at;
    } else if (kind === 'peer-word-given') {
      state.peerWords = (state.peerWords ?? 0) + 1;
    } else if (kind === 'screening-step-decided') {
      const again = (data['lookAgainAt'] as Instant | undefined) ?? plus(at, policy(id)?.staleAfter ?? 0);
      steps.set(id, rules.decidedStep(state, data['outcome'] as StepOutcome, at, again));
    } else if (kind === 'screening-step-undone') {
      if (data['was'] === 'passed')
        for (const step of screening.steps) if (step.requires.includes(id)) steps.delete(step.id);
      const { peerWords } = state;
      steps.set(id, { ...rules.reopenedStep(state, at), ...(peerWords && { peerWords }) });
    }
  }
  const passed = row.passedSteps.filter((id) => steps.get(id)?.status !== 'passed');
  const { startedAt } = row;
  return [
    ...passed.map((id): StepState => ({ id, status: 'passed', openedAt: startedAt, decidedAt: startedAt })),
    ...[...steps.values()].filter(
      // One that is not in this version was let go as the path moved to it.
      ({ id, status }) => !passed.includes(id) && (status === 'passed' || policy(id) !== undefined),
    ),
  ];
}
