import { setTimeout as pause } from 'node:timers/promises';
import type { Instant, OccurrenceKey, PersonId } from '../../domain/ids';
import {
  occurrences,
  type AtHandActivities,
  type ChainLevel,
  type ClockActivities,
  type EscalationInput,
  type EscalationOutcome,
  type InboundAct,
  type InboundPlan,
  type Intent,
  type LedgerEntry,
  type LookingActivities,
  type MessagingActivities,
  type OpenWait,
  type RecordBatch,
  type RecordsActivities,
  type RoutingActivities,
  type Told,
} from '../../workflows/contract';

export interface Said {
  key: OccurrenceKey;
  person: PersonId;
  template: string;
  at: Instant;
  intent: Intent;
}

const SHORT_PATIENCE_MS = 200;

interface KeptWait extends OpenWait {
  workflowId: string;
  outcome?: string;
}

/** Activities of whichever world is the present one: the tests of a file share a server, and not a world. */
export function activitiesOf(present: () => MemorySafety): object {
  const names = Object.keys(new MemorySafety().activities());
  const call = (name: string, input: unknown): unknown =>
    (present().activities() as unknown as Record<string, (given: unknown) => unknown>)[name]?.(input);
  return Object.fromEntries(names.map((name) => [name, async (input: unknown) => call(name, input)]));
}

type Routed = Awaited<ReturnType<RoutingActivities['carryOut']>>;

/**
 * Records, carrier and clock kept in memory, with the promises of the real ones: rows have keys and are written once, a
 * closed wait supersedes what was going to be said about it, and what is said is said once.
 */
export class MemorySafety {
  readonly batches: RecordBatch[] = [];
  readonly events = new Map<string, LedgerEntry & { at: Instant }>();
  readonly waits = new Map<string, KeptWait>();
  readonly intents = new Map<string, Intent>();
  readonly said: Said[] = [];
  readonly routed: { act: InboundAct; key: string }[] = [];
  readonly settled: { outcome: string; reason?: string }[] = [];
  readonly looks: { at: Instant; step: string }[] = [];
  peers: PersonId[] = [];
  chain: ChainLevel[] = [];
  plan: InboundPlan = { acts: [], replies: [] };
  opened = 0;
  /** A human ended the escalation before it was raised again. */
  resolved: EscalationOutcome | undefined;
  /** Whoever saw the miss has paged the first level before the workflow began. */
  begun = false;
  /** Deadlines that somebody has seen to for all shifts at once, and who had not answered then. */
  readonly seenTo = new Map<string, PersonId[]>();
  /** Deadlines that somebody has taken up for all shifts at once; and the plans that took those before out of force. */
  taken: string[] = [];
  readonly holds: number[] = [];
  /** What the phone's owner does with a message, before the carrier's call returns. */
  onSaid: (said: Said) => void | Promise<void> = () => {};
  /** What becomes of a hand-over to the carrier; throws or hangs where the carrier does. */
  carrier: (intent: Intent) => void | Promise<void> = () => {};
  route: (act: InboundAct) => Routed | Promise<Routed> = () => ({ outcome: 'done' });
  /** What becomes of the answer of a record beside a task. */
  atHand: () => void = () => {};
  quiet: (at: Instant) => Instant | null = () => null;

  /** A peer's answer arrives: a row, and nothing else. */
  answered(key: OccurrenceKey, outcome = 'ok'): void {
    const wait = this.waits.get(key);
    if (wait) wait.outcome ??= outcome;
  }

  saidTo(person: string): string[] {
    return this.said.filter((said) => said.person === person).map((said) => said.template);
  }

  openWaits(): string[] {
    return [...this.waits.values()].filter((wait) => wait.outcome === undefined).map((wait) => wait.key);
  }

  eventKinds(): string[] {
    return [...this.events.values()].map((event) => event.kind);
  }

  activities(): Omit<RecordsActivities, 'interimFor'> &
    AtHandActivities &
    Pick<LookingActivities, 'anyUnanswered'> &
    MessagingActivities &
    Pick<RoutingActivities, 'carryOut'> &
    Pick<ClockActivities, 'quietUntil'> {
    return {
      record: async (batch) => {
        this.record(batch);
        return await this.tell(batch.tell ?? [], batch.at);
      },
      recordAtHand: async (batch) => {
        this.record(batch);
        const told = await this.tell(batch.tell ?? [], batch.at);
        this.atHand();
        return told;
      },
      anyUnanswered: async ({ shiftId, occasion, announced }) => {
        const unanswered = this.seenTo.get(announced?.name ?? '');
        if (unanswered) return { unanswered };
        return this.peers.some(
          (peer) => this.waits.get(occurrences.shiftWait(shiftId, peer, occasion))?.outcome === undefined,
        );
      },
      holdShift: async ({ plan }) => {
        this.holds.push(plan);
        return { taken: this.taken };
      },
      checkCoverage: async ({ at, number = 0 }) => {
        this.looks.push({ at, step: `coverage-${number}` });
        return { gaps: [], left: [], deferred: [] };
      },
      chainNow: async (input) => ({ chain: this.chain, ...this.isAnswered(input) }),
      mentorOf: async () => ({ mentor: null }),
      whoCanTake: async ({ personId, exclude }) => ({
        people: this.chain
          .flatMap(({ people }) => people)
          .filter((one) => one !== personId && !exclude.includes(one)),
      }),
      whoLooksFor: async ({ personId }) => ({
        people: (this.chain[0]?.people ?? []).filter((one) => one !== personId),
      }),
      shiftDeadline: async (deadline) => {
        this.looks.push({ at: deadline.at, step: deadline.step });
        const keyOf = (peer: PersonId) => occurrences.shiftWait(deadline.shiftId, peer, deadline.occasion);
        for (const peer of this.peers) {
          const key = keyOf(peer);
          if (!this.waits.has(key)) {
            this.waits.set(key, {
              key,
              kind: 'end-of-shift',
              owedBy: 'participant',
              personId: peer,
              dueAt: deadline.dueAt,
              workflowId: deadline.workflowId,
            });
          }
        }
        const unanswered = this.peers.filter((peer) => this.waits.get(keyOf(peer))?.outcome === undefined);
        const asks = deadline.step !== 'missed';
        const told = (asks ? unanswered : []).map((peer): Intent => ({
          key: `${keyOf(peer)}/${deadline.step}-${deadline.nudge}` as OccurrenceKey,
          personId: peer,
          template: deadline.step,
          refs: { occasion: deadline.occasion.kind },
          urgency: 'notice',
          waitKey: keyOf(peer),
          expiresAt: deadline.expiresAt,
        }));
        this.keepIntents(told);
        const handed = await this.tell(
          told.map((intent) => intent.key),
          deadline.at,
        );
        return { ...handed, unanswered };
      },
      openEscalation: async (input) => {
        this.opened += 1;
        return {
          chain: this.chain,
          ...this.isAnswered(input),
          ...(this.begun ? { begun: true } : {}),
          ...(this.resolved ? { resolved: this.resolved } : {}),
        };
      },
      planInbound: async () => this.plan,
      settleInbound: async ({ outcome, reason }) => {
        this.settled.push({ outcome, ...(reason ? { reason } : {}) });
      },
      deliver: async ({ keys, at }) => {
        for (const key of keys) await this.deliver(key, at);
        return { deferred: [] };
      },
      carryOut: async ({ act, key }) => {
        this.routed.push({ act, key });
        return await this.route(act);
      },
      quietUntil: async ({ at }) => ({ until: this.quiet(at) }),
    };
  }

  private isAnswered({ waitKey }: EscalationInput): { peerAnswered?: true } {
    return waitKey && this.waits.get(waitKey)?.outcome === 'ok' ? { peerAnswered: true } : {};
  }

  private record(batch: RecordBatch): void {
    this.batches.push(batch);
    for (const { key, outcome } of batch.close ?? []) this.answered(key, outcome);
    if (batch.closeAll) {
      const { prefix, outcome } = batch.closeAll;
      for (const wait of this.waits.values()) {
        if (wait.workflowId === batch.scope.workflowId && wait.key.startsWith(prefix))
          wait.outcome ??= outcome;
      }
    }
    for (const wait of batch.open ?? []) {
      if (!this.waits.has(wait.key))
        this.waits.set(wait.key, { ...wait, workflowId: batch.scope.workflowId });
    }
    for (const { key, dueAt } of batch.due ?? []) {
      const wait = this.waits.get(key);
      if (wait && wait.outcome === undefined) wait.dueAt = dueAt;
    }
    const { add = [], remove = [] } = batch.shift?.peers ?? {};
    this.peers = [...this.peers.filter((peer) => !remove.includes(peer)), ...add];
    for (const event of batch.events ?? []) {
      if (!this.events.has(event.key)) this.events.set(event.key, { ...event, at: batch.at });
    }
    this.keepIntents(batch.intents ?? []);
  }

  private keepIntents(intents: readonly Intent[]): void {
    for (const intent of intents) if (!this.intents.has(intent.key)) this.intents.set(intent.key, intent);
  }

  /** A carrier that hangs or is away is not waited for. */
  private async tell(keys: readonly OccurrenceKey[], at: Instant): Promise<Told> {
    const done = new Set<OccurrenceKey>();
    const going = keys.map(async (key) => {
      await this.deliver(key, at);
      done.add(key);
    });
    await Promise.race([Promise.allSettled(going), pause(SHORT_PATIENCE_MS)]);
    return { left: keys.filter((key) => !done.has(key)), deferred: [] };
  }

  private async deliver(key: OccurrenceKey, at: Instant): Promise<void> {
    const intent = this.intents.get(key);
    if (!intent) throw new Error(`delivered without being stored: ${key}`);
    if (this.said.some((said) => said.key === key)) return;
    if (intent.waitKey && this.waits.get(intent.waitKey)?.outcome !== undefined) return;
    if (intent.expiresAt && intent.expiresAt <= at) return;
    await this.carrier(intent);
    const said: Said = { key, person: intent.personId, template: intent.template, at, intent };
    this.said.push(said);
    await this.onSaid(said);
  }
}
