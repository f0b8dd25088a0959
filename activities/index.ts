import { asyncLocalStorage, Context } from '@temporalio/activity';
import type { Config } from '../platform/config';
import type { Database } from '../platform/database';
import type { Log } from '../platform/log';
import type {
  AtHandActivities,
  AuditActivities,
  ClockActivities,
  LookingActivities,
  MatchingActivities,
  MessagingActivities,
  OccasionActivities,
  RecordsActivities,
  RoutingActivities,
} from '../workflows/contract';
import { createClock } from './clock';
import { createMatching } from './matching';
import { createHeartbeat } from './heartbeat';
import { createMessaging } from './messaging';
import { createMailSender } from './messaging/mail';
import { createSmsSender } from './messaging/sms';
import { createVoiceSender } from './messaging/voice';
import { withPlainFailures } from './plainFailures';
import { withSignsOfLife } from './signsOfLife';
import { createOccasions } from './occasions';
import { createLooking } from './looking';
import { createRecords } from './records';
import { createRouting, type WorkflowPort } from './routing';
import { createShiftDeadlines, type Punctual } from './shiftDeadlines';

export type Activities = RecordsActivities &
  AtHandActivities &
  LookingActivities &
  MessagingActivities &
  ClockActivities &
  MatchingActivities &
  OccasionActivities &
  RoutingActivities &
  AuditActivities;

export interface Collaborators {
  database: Database;
  /**
   * Connections of their own for messages and for what is due on shifts: in the minute after a crash hundreds of replies
   * and paths want one at once, and an alarm does not stand in that queue.
   */
  urgent: Database;
  config: Pick<Config, 'twilio' | 'mail' | 'publicUrl' | 'heartbeatUrl'>;
  /** The client facade. */
  workflows: WorkflowPort;
  /** The office's look at everything that should be going on. */
  audit: AuditActivities['audit'];
  /** The office's reading of definitions. */
  policyInUse: LookingActivities['policyInUse'];
  log: Pick<Log, 'warn'>;
}

/**
 * All activities of a worker, and what it does at the instants that shifts have announced. How often each is tried, and
 * for how long, stands in `workflows/support/proxies.ts`.
 */
export function createActivities(collaborators: Collaborators): {
  activities: Activities;
  punctual: Punctual;
} {
  const { database, urgent, config, workflows, audit, policyInUse, log } = collaborators;
  const { twilio, mail, publicUrl, heartbeatUrl } = config;
  const { tell, ...messaging } = createMessaging({
    prisma: urgent,
    sms: createSmsSender({ ...twilio, publicUrl }),
    voice: createVoiceSender({ ...twilio, publicUrl }),
    mail: createMailSender(mail),
    links: linksOn(publicUrl),
    limits: { askForMs: twilio.askSeconds * 1000, perSecond: twilio.maxPerSecond },
    elapsed: sinceFirstScheduled,
  });
  const deadlines = createShiftDeadlines(database, tell, urgent);
  const activities: Activities = {
    ...createRecords(database, tell, deadlines),
    ...createLooking(database, policyInUse),
    ...createOccasions(database, tell),
    ...messaging,
    ...createClock(),
    ...createMatching(database),
    ...createRouting(workflows),
    audit,
    heartbeat: createHeartbeat(database, heartbeatUrl),
  };
  return {
    activities: withSignsOfLife(
      withPlainFailures(activities, (failure) => log.warn(failure, 'activity failed')),
    ),
    punctual: deadlines.announced,
  };
}

/** Addresses that stand in messages. */
export function linksOn(publicUrl: string) {
  return {
    personal: (token: string) => `${publicUrl}/p/${token}`,
    escalation: (id: string) => `${publicUrl}/escalations/${encodeURIComponent(id)}`,
  };
}

/** By the server's clock, which on a server that skips time is the one that counts. Nothing outside of an activity. */
function sinceFirstScheduled(): number {
  if (asyncLocalStorage.getStore() === undefined) return 0;
  const { scheduledTimestampMs, currentAttemptScheduledTimestampMs } = Context.current().info;
  return Math.max(0, currentAttemptScheduledTimestampMs - scheduledTimestampMs);
}
