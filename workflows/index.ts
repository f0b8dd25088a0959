/** Everything that a worker runs. */
export { announce } from './announce';
export { audit } from './audit';
export { criticalTransition } from './criticalTransition';
export { escalation } from './escalation';
export { inbound } from './inbound';
export { journey } from './journey';
export { matchRound } from './matchRound';
export { mentorship } from './mentorship';
export { occasion } from './occasion';
export { request } from './request';
export { shift } from './shift';
