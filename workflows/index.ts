/** Everything that a worker runs. */
export { journey } from './journey';
export { matchRound } from './matchRound';
export { mentorship } from './mentorship';
