import type { EscalationOutcome } from '../workflows/contract';

/** Written out so that the help of a command does not load Temporal; the type keeps it from saying anything else. */
export const ESCALATION_OUTCOMES = [
  'found-safe',
  'help-sent',
  'could-not-reach',
  'false-alarm',
  'handed-to-emergency-services',
] as const satisfies readonly EscalationOutcome[];

type Forgotten = Exclude<EscalationOutcome, (typeof ESCALATION_OUTCOMES)[number]>;
null as Forgotten | null satisfies null;
