import type { Instant } from '../../domain/ids';
import type { CriticalTransitionPolicy, ProgramPolicy } from '../../domain/policy';
import type {
  Actor,
  CriticalTransitionInput,
  JourneyInput,
  JourneyState,
  MentorshipInput,
} from '../../workflows/contract';
import { Crossing } from '../../workflows/criticalTransition/crossing';
import { Path } from '../../workflows/journey/path';
import { Pair } from '../../workflows/mentorship/pair';
import type { Course } from '../../workflows/support/course';
import { merge, type Decision } from '../../workflows/support/decision';
import { smallProgram } from './program';

/** Noon, in the middle of a week and far from any change of the clocks. */
export const NOON = '2026-03-04T12:00:00.000Z' as Instant;
const LEE: Actor = 'account:lee';

/**
 * What a workflow's rules decide, written on paper and carried out by nobody: for rules that are plain functions over a
 * state and the time. What becomes of a decision is for the tests with a server.
 */
export class Paper {
  private decided: Decision = {};
  /** Errands to other workflows that would follow. */
  errands = 0;

  constructor(workflow: { course: Course; show(): void }) {
    workflow.course.decide = (decision) => {
      this.decided = merge(this.decided, decision);
    };
    workflow.course.afterwards = () => {
      this.errands += 1;
    };
    // Labels are the server's.
    workflow.show = () => undefined;
  }

  /** A new page: what was decided before is not looked at again. */
  turn(): this {
    this.decided = {};
    this.errands = 0;
    return this;
  }

  get all(): Decision {
    return this.decided;
  }

  /** What happened, with what the ledger says about it. */
  get happened(): unknown[] {
    return (this.decided.events ?? []).map(({ kind, data }) => (data ? [kind, data] : kind));
  }

  get opened(): NonNullable<Decision['open']> {
    return this.decided.open ?? [];
  }

  /** Waits that were closed, by their key after the workflow's, and how. */
  get closed(): string[] {
    return (this.decided.close ?? []).map(
      ({ key, outcome }) => `${key.slice(key.indexOf('/') + 1)} ${outcome}`,
    );
  }

  get said(): string[] {
    return (this.decided.intents ?? []).map(({ personId, template }) => `${personId} ${template}`);
  }
}

/** Somebody on a path, as far as its rules look at it; `state` is put over a path that has just begun. */
export function pathOnPaper(
  state: Partial<JourneyState> = {},
  policy: ProgramPolicy = smallProgram(),
  input: Partial<JourneyInput> = {},
): { path: Path; paper: Paper } {
  const role = state.role ?? 'mentee';
  const sam = { journeyId: 'sam', participantId: 'sam', personId: 'sam' } as unknown as JourneyInput;
  const path = new Path({ ...sam, role, policy, startedBy: LEE, ...input }, {});
  Object.assign(path.state, state);
  return { path, paper: new Paper(path) };
}

/** A pair that meets, as far as its rules look at it. */
export function pairOnPaper(state: Partial<Pair['state']> = {}): { pair: Pair; paper: Paper } {
  const { mentorship, matching, program, zone } = smallProgram();
  const side = (id: string) => ({ participantId: id, personId: id, journeyId: id }) as never;
  const { offerLapsesAfter, remindOfferAfter } = matching;
  const input: MentorshipInput = {
    mentorshipId: 'm1' as MentorshipInput['mentorshipId'],
    programId: program,
    zone,
    mentee: side('sam'),
    mentor: side('mo'),
    policy: { ...mentorship, offerLapsesAfter, remindOfferAfter },
    approvedBy: LEE,
  };
  const pair = new Pair(input, {});
  Object.assign(pair.state, { status: 'active', said: { mentee: 'accept', mentor: 'accept' } }, state);
  return { pair, paper: new Paper(pair) };
}

/** A critical transition that has just been reported. */
export function crossingOnPaper(
  policy: CriticalTransitionPolicy,
  input: Partial<CriticalTransitionInput> = {},
): { crossing: Crossing; paper: Paper } {
  const ids = { transitionId: 't1', programId: 'small', journeyId: 'sam', participantId: 'sam' };
  const whole = { ...ids, personId: 'sam', zone: 'UTC', policy, reportedBy: LEE, ...input };
  const crossing = new Crossing(whole as unknown as CriticalTransitionInput, {});
  return { crossing, paper: new Paper(crossing) };
}
