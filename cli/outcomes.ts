import type { EscalationOutcome } from '../workflows/contract';

/** Written out so that the help of a command does not load Temporal; the types keep it from saying anything else. */
const SAID: Record<EscalationOutcome, true> = {
  'found-safe': true,
  'help-sent': true,
  'could-not-reach': true,
  'false-alarm': true,
  'handed-to-emergency-services': true,
};

export const ESCALATION_OUTCOMES = Object.keys(SAID) as EscalationOutcome[];
