/** What critical transitions mean for the rhythm of the path. */
import { millis } from '../../domain/duration';
import type { Duration } from '../../domain/ids';
import { now } from '../support/now';
import type { Path } from './path';

/** Nothing is asked of somebody who is inside. */
export function isInside(path: Path): boolean {
  return (path.state.transitions ?? []).some(({ inside }) => inside);
}

/** How often check-ins come because of a transition that is near, where one is; what is over is forgotten. */
export function rhythmAround(path: Path): Duration | undefined {
  const at = now();
  path.state.transitions &&= path.state.transitions.filter(({ until }) => until === undefined || until > at);
  return (path.state.transitions ?? [])
    .filter(({ from }) => from !== undefined && from <= at)
    .map(({ every }) => every)
    .sort((a, b) => millis(a) - millis(b))[0];
}
