import type { Duration } from '../../domain/ids';
import { plus } from '../../domain/duration';
import { now } from '../support/now';
import { openSteps } from './ladder';
import type { Path } from './path';

const WELCOME_HOLDS_FOR = 'P3D' as Duration;

/** The first moment of a path: it has started, the person is welcomed, and the first stage is entered. */
export function begin(path: Path): void {
  const by = path.input.startedBy;
  path.happened(
    'journey-started',
    by,
    { role: path.role, version: path.policy.version },
    path.key('started'),
  );
  path.remind(path.key('welcome'), 'welcome', {}, plus(now(), WELCOME_HOLDS_FOR));
  path.enter(path.state.stage, by);
  // Before the handlers listen: an update may be in the very first task, and must find the steps it is about.
  if (path.isAt('screening')) openSteps(path, 'system', path.input.applied);
}
