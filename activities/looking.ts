import type { Database } from '../platform/database';
import type { LookingActivities } from '../workflows/contract';
import { createClock } from './clock';
import { createCheckInAnswered } from './checkInAnswered';
import { createNextMeeting } from './nextMeeting';
import { createDeadlineLook } from './deadlineLook';

/** Looks at PostgreSQL without leaving anything there. */
export function createLooking(
  prisma: Database,
  policyInUse: LookingActivities['policyInUse'],
): LookingActivities {
  return {
    policyInUse,
    nextMeeting: createNextMeeting(prisma, createClock()),
    checkInAnswered: createCheckInAnswered(prisma, createClock()),
    anyUnanswered: createDeadlineLook(prisma),
  };
}
