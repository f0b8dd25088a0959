import type { Duration } from '../../../domain/ids';
import type { CriticalTransitionPolicy } from '../../../domain/policy';

const duration = (text: string) => text as Duration;

/** A release from custody with one contact of each kind around it. */
export const RELEASE: CriticalTransitionPolicy = {
  kind: 'custody-release',
  inside: true,
  contactTime: '10:00',
  askForDateEvery: duration('P1W'),
  checkIns: { every: duration('P2D'), before: duration('P3D'), after: duration('P2W') },
  contacts: [
    { id: 'before', what: 'contact', at: duration('-P7D'), owedBy: 'partner', lateAfter: duration('P1D') },
    { id: 'hand-over', what: 'hand-over', at: duration('-P1D'), owedBy: 'staff', lateAfter: duration('P1D') },
    { id: 'out', what: 'release', at: duration('PT0S'), owedBy: 'staff', lateAfter: duration('PT12H') },
    { id: 'third-day', what: 'contact', at: duration('P3D'), owedBy: 'mentor', lateAfter: duration('P1D') },
  ],
};
