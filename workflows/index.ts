/** Everything that a worker runs. */
export { announce } from './announce';
export { journey } from './journey';
export { matchRound } from './matchRound';
export { mentorship } from './mentorship';
