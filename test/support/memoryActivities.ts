import { isDeepStrictEqual } from 'node:util';
import { ApplicationFailure } from '@temporalio/common';
import { DAY, millis, plus } from '../../domain/duration';
import { createClock } from '../../activities/clock';
import type { Duration, Instant, OccurrenceKey, PersonId, WallClock } from '../../domain/ids';
import type { EventKind } from '../../domain/ledger';
import type { ProgramPolicy } from '../../domain/policy';
import type {
  AtHandActivities,
  ClockActivities,
  CriticalTransitionInput,
  Intent,
  MatchingActivities,
  JourneyProjection,
  LedgerEntry,
  LookingActivities,
  MessagingActivities,
  MentorshipInput,
  OpenWait,
  RecordBatch,
  RecordsActivities,
  RoutingActivities,
  Told,
} from '../../workflows/contract';

type Kept<T> = T & { at: Instant; workflowId: string };

/**
 * The world as workflows see it, kept in memory: what was recorded, what is waited for, and what was said. It holds the
 * records to their word: a key is written once, and a journey's projections come in order.
 */
export class Memory {
  readonly batches: RecordBatch[] = [];
  readonly events: Kept<LedgerEntry>[] = [];
  readonly waits = new Map<OccurrenceKey, Kept<OpenWait> & { outcome?: string }>();
  readonly intents = new Map<OccurrenceKey, Kept<Intent>>();
  readonly journeys = new Map<string, JourneyProjection>();
  readonly meetings = new Map<string, string>();
  readonly mentorships = new Map<string, NonNullable<RecordBatch['mentorship']>>();
  /** Pairs that came to nothing, for whose mentee another one was looked for. */
  readonly proposedAgain: string[] = [];
  readonly said: { key: OccurrenceKey; at: Instant }[] = [];
  /** What should never happen; a test expects none. */
  readonly violations: string[] = [];
  /** The carrier is away: a delivery gives up at once, or the server tries it again for as long as it may. */
  carrierIsAway: boolean | 'and-asked-again' = false;
  /** Holds an intent back until this instant; undefined lets it go. */
  quietUntil: (intent: Kept<Intent>, at: Instant) => Instant | undefined = () => undefined;

  /** So many looks at answers, or at what is known of a pair, fail. */
  looksFail = 0;
  /** So many records beside a task are written, and their answer is lost. */
  atHandLost = 0;
  /** What a record waits for before it is written. */
  recording: (batch: RecordBatch) => Promise<void> | void = () => undefined;
  /** What a wall clock waits for before it is an instant. */
  resolving: (wall: WallClock) => Promise<void> | void = () => undefined;

  /** Who is everybody's mentor. */
  mentor: PersonId | undefined;
  /** Begins the plan around a transition; whoever makes the rig says how. */
  beginTransition: (input: CriticalTransitionInput) => Promise<void> = async () => undefined;
  readonly transitions = new Map<string, NonNullable<RecordBatch['transition']>>();
  /** Somebody whom another program knows to be inside. */
  inside: string | undefined;
  /** Who steps in for a mentor. */
  interim: Awaited<ReturnType<RecordsActivities['interimFor']>> = { owedBy: 'staff' };

  /** Begins a pair's workflow; whoever makes the rig says how. */
  beginPair: (input: MentorshipInput) => Promise<void> = async () => undefined;

  /** The version of the program in use, where it is another one than paths began with. */
  inUse: ProgramPolicy | undefined;

  readonly activities: Pick<RecordsActivities, 'record' | 'mentorOf' | 'interimFor'> &
    Pick<LookingActivities, 'nextMeeting' | 'policyInUse' | 'checkInAnswered'> &
    Pick<RoutingActivities, 'startMentorship' | 'startTransition'> &
    Pick<MatchingActivities, 'proposeAgain'> &
    AtHandActivities &
    MessagingActivities &
    ClockActivities = {
    record: async (batch) => {
      await this.recording(batch);
      return this.recordAndTell(batch);
    },
    recordAtHand: async (batch) => {
      const told = this.recordAndTell(batch);
      if (this.atHandLost === 0) return told;
      this.atHandLost -= 1;
      throw new Error('the answer did not come back');
    },
    policyInUse: async ({ version }) => (this.inUse?.version === version ? null : (this.inUse ?? null)),
    deliver: async ({ keys, at }) => this.deliver(keys, at),
    // Nobody to be found, unless a test says who.
    interimFor: async () => this.interim,
    nextMeeting: async ({ after, every, time, now }) => {
      this.look();
      const next = nextWall(after, every, time);
      return next.at > now ? next : nextWall(now, 'P1D' as Duration, time);
    },
    checkInAnswered: async ({ wait, now, after, every, time }) => {
      this.look();
      const row = this.waits.get(wait);
      const isInside = this.inside !== undefined && row?.personId === this.inside;
      if (row?.outcome !== 'ok' && !isInside) return null;
      const next = nextWall(after, every, time);
      const { at } = next.at > now ? next : nextWall(now, 'P1D' as Duration, time);
      return row?.outcome === 'ok' ? { nextAt: at } : { nextAt: at, inside: true };
    },
    nextWall: async ({ after, every, time }) => nextWall(after, every, time),
    planContacts: (input) => createClock().planContacts(input),
    mentorOf: async () => ({ mentor: this.mentor ?? null }),
    startTransition: async (input) => this.beginTransition(input),
    resolveWall: async ({ wall }) => {
      await this.resolving(wall);
      return { at: `${wall}:00.000Z` as Instant };
    },
    quietUntil: async () => ({ until: null }),
    startMentorship: async (input) => this.beginPair(input),
    proposeAgain: async ({ mentorshipId }) => {
      this.proposedAgain.push(mentorshipId);
      return { proposed: [], unmatched: [] };
    },
  };

  kinds(prefix = ''): EventKind[] {
    return this.events.filter(({ key }) => key.startsWith(prefix)).map(({ kind }) => kind);
  }

  /** The stages that a journey entered, in order. */
  stages(workflowId: string): unknown[] {
    return this.events
      .filter((event) => event.workflowId === workflowId && event.kind === 'stage-entered')
      .map((event) => event.data?.['stage']);
  }

  /** Templates of what was said to a person, in order. */
  saidTo(personId: string): string[] {
    return this.said
      .map(({ key }) => this.intents.get(key))
      .filter((intent) => intent?.personId === personId)
      .map((intent) => intent?.template ?? '');
  }

  openWaits(kind?: OpenWait['kind']): Kept<OpenWait>[] {
    return [...this.waits.values()].filter((wait) => !wait.outcome && (!kind || wait.kind === kind));
  }

  /** Reasons of the staff's open tasks about a person. */
  tasks(personId: string): unknown[] {
    return this.openWaits('staff-task')
      .filter((wait) => wait.subjectPersonId === personId)
      .map((wait) => wait.details?.['reason']);
  }

  private look(): void {
    if (this.looksFail === 0) return;
    this.looksFail -= 1;
    throw new Error('the database is away');
  }

  private recordAndTell(batch: RecordBatch): Told {
    const isRepeated = this.batches.some((written) => isDeepStrictEqual(written, batch));
    this.batches.push(batch);
    if (!isRepeated) this.record(batch);
    const tell = (batch.tell ?? []).filter((key) => !this.said.some((said) => said.key === key));
    try {
      return { left: [], ...this.deliver(tell, batch.at) };
    } catch {
      return { left: tell, deferred: [] };
    }
  }

  private record(batch: RecordBatch): void {
    const { at, scope } = batch;
    const { workflowId } = scope;
    for (const event of batch.events ?? []) {
      this.claim(
        `event ${event.key}`,
        this.events.some(({ key }) => key === event.key),
      );
      this.events.push({ ...event, at, workflowId });
    }
    for (const wait of batch.open ?? []) {
      this.claim(`wait ${wait.key}`, this.waits.has(wait.key));
      this.waits.set(wait.key, { ...wait, at, workflowId });
    }
    for (const { key, outcome } of batch.close ?? []) {
      const wait = this.waits.get(key);
      if (wait) wait.outcome ??= outcome;
    }
    if (batch.closeAll) {
      const { prefix, outcome } = batch.closeAll;
      for (const [key, wait] of this.waits) if (key.startsWith(prefix)) wait.outcome ??= outcome;
    }
    for (const { key, dueAt } of batch.due ?? []) {
      const wait = this.waits.get(key);
      if (wait) wait.dueAt = dueAt;
    }
    for (const intent of batch.intents ?? []) {
      this.claim(`intent ${intent.key}`, this.intents.has(intent.key));
      this.intents.set(intent.key, { ...intent, at, workflowId });
    }
    this.project(batch);
  }

  private project({ journey, mentorship, transition, meetings, scope }: RecordBatch): void {
    if (journey) {
      const before = this.journeys.get(journey.journeyId);
      if (before && before.sequence > journey.sequence)
        this.violations.push(`${journey.journeyId} went back`);
      this.journeys.set(journey.journeyId, journey);
    }
    if (transition) {
      const before = this.transitions.get(transition.id);
      if (before && before.sequence > transition.sequence) this.violations.push(`${transition.id} went back`);
      this.transitions.set(transition.id, transition);
    }
    if (mentorship) {
      this.mentorships.set(mentorship.id, { ...this.mentorships.get(mentorship.id), ...mentorship });
    }
    for (const { number, status } of meetings ?? []) {
      this.meetings.set(`${scope.mentorshipId}/${number}`, status);
    }
  }

  private claim(what: string, isTaken: boolean): void {
    if (isTaken) this.violations.push(`${what} was written twice`);
  }

  private deliver(
    keys: OccurrenceKey[],
    at: Instant,
  ): { deferred: { key: OccurrenceKey; until: Instant }[] } {
    if (this.carrierIsAway) {
      const nonRetryable = this.carrierIsAway === true;
      throw ApplicationFailure.create({ message: 'carrier away', nonRetryable });
    }
    const deferred: { key: OccurrenceKey; until: Instant }[] = [];
    for (const key of keys) {
      const intent = this.intents.get(key);
      if (!intent) {
        this.violations.push(`${key} was delivered before it was stored`);
        continue;
      }
      const until = this.quietUntil(intent, at);
      const isWanted = !intent.waitKey || !this.waits.get(intent.waitKey)?.outcome;
      const isInTime = !intent.expiresAt || at < intent.expiresAt;
      if (until) deferred.push({ key, until });
      else if (isWanted && isInTime) this.said.push({ key, at });
    }
    return { deferred };
  }
}

/** In UTC, where a day is always 24 hours: zone rules have their own tests. */
function nextWall(after: Instant, every: Duration, time: string): { at: Instant; wall: WallClock } {
  const days = Math.floor(millis(every) / DAY);
  const at =
    days > 0 ? (`${plus(after, days * DAY).slice(0, 10)}T${time}:00.000Z` as Instant) : plus(after, every);
  return { at, wall: at.slice(0, 16) as WallClock };
}
