/**
 * Everything that a caller of our workflows, and an implementer of their activities, needs to know: names, inputs,
 * updates, signals, queries, and the activity interfaces. Ids and policy only; no personal data crosses this file.
 *
 * Payloads are plain JSON. A field that is added later is optional, so that histories recorded before it still replay.
 */
export * from './ids';
export * from './carried';
export * from './journey';
export * from './journeyActs';
export * from './mentorship';
export * from './criticalTransition';
export * from './matchRound';
export * from './shift';
export * from './escalation';
export * from './inbound';
export * from './request';
export * from './announce';
export * from './occasion';
export * from './audit';
export * from './waits';
export * from './records';
export * from './activities';
export type { ShiftOccasion } from '../../domain/shiftPlan';
