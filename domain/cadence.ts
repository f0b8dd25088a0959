/**
 * How often somebody is asked how they are: seldomer while answers come, oftener when they do not (DESIGN, retention).
 * Silence is never counted as a refusal, and only a person follows it up.
 */
import { millis } from './duration';
import type { Duration } from './ids';
import type { RetentionPolicy } from './policy';

type Thinning = Pick<RetentionPolicy, 'cadences' | 'steadyAfter'>;

export interface Rhythm {
  /** Which of the policy's cadences is in use; 0 is the densest. */
  cadence: number;
  /** Check-ins in a row that were answered with "ok" at this cadence. */
  steady: number;
  /** Check-ins in a row that were not answered. */
  missed: number;
}

const A_DAY = 'P1D' as Duration;

/** Whatever they say, they were heard from; how they are decides when they are asked again. */
export function afterAnswer({ cadence, steady, missed }: Rhythm, answer: unknown, policy: Thinning): Rhythm {
  if (answer === 'ok') return afterOk({ cadence, steady, missed }, policy);
  if (answer === 'not-ok') return { cadence: denser(cadence), steady: 0, missed: 0 };
  return { cadence, steady, missed: 0 };
}

/** All is well: after enough of them in a row the next cadence is thinner. */
export function afterOk({ cadence, steady }: Rhythm, { cadences, steadyAfter }: Thinning): Rhythm {
  const inARow = steady + 1;
  const thinner = inARow >= steadyAfter && cadence < cadences.length - 1;
  return thinner ? { cadence: cadence + 1, steady: 0, missed: 0 } : { cadence, steady: inARow, missed: 0 };
}

export function afterMiss({ cadence, missed }: Rhythm): Rhythm {
  return { cadence: denser(cadence), steady: 0, missed: missed + 1 };
}

/** Whether this miss is one that a human has to follow up: every so many in a row. */
export function isForStaff(
  { missed }: Pick<Rhythm, 'missed'>,
  { missesBeforeStaffTask }: Pick<RetentionPolicy, 'missesBeforeStaffTask'>,
): boolean {
  return missed > 0 && missed % missesBeforeStaffTask === 0;
}

/** Time between two check-ins; a transition that is near can only make it shorter. */
export function interval(
  { cadence }: Pick<Rhythm, 'cadence'>,
  { cadences }: Pick<RetentionPolicy, 'cadences'>,
  around?: Duration,
): Duration {
  const usual = cadences[Math.min(cadence, cadences.length - 1)] ?? A_DAY;
  return around !== undefined && millis(around) < millis(usual) ? around : usual;
}

function denser(cadence: number): number {
  return Math.max(0, cadence - 1);
}
