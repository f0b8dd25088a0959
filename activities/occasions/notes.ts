import type { Instant, OccurrenceKey } from '../../domain/ids';
import type { EventKind } from '../../domain/ledger';
import type { TemplateId } from '../../domain/messages/templates';
import type { Transaction } from '../../platform/database';
import type { Actor, WaitKind } from '../../workflows/contract';
import {
  appendEvents,
  closeWaits,
  openWaits,
  storeIntents,
  type EventRow,
  type IntentRow,
  type WaitClosing,
  type WaitRow,
} from '../records/rows';
import { statement, type Step } from '../records/statement';

type Codes = Record<string, string | number | boolean>;

/** What one act or one look brings about, collected and then written as one statement, every row keyed. */
export class Notes {
  private readonly events: EventRow[] = [];
  private readonly opened: WaitRow[] = [];
  private readonly closed: WaitClosing[] = [];
  private readonly intents: IntentRow[] = [];

  constructor(
    private readonly place: { programId: string; siteId?: string | null },
    readonly at: Instant,
  ) {}

  happened(
    key: string,
    kind: EventKind,
    actor: Actor,
    personId: string | null,
    data: NonNullable<EventRow['data']>,
  ): void {
    this.events.push({ ...this.scope, key, kind, actor, personId, data, at: this.at });
  }

  open(
    key: string,
    wait: {
      kind: WaitKind;
      owedBy: 'participant' | 'staff';
      personId?: string | null;
      subjectPersonId: string | null;
      dueAt?: Instant;
      details?: Codes;
    },
  ): void {
    this.opened.push({ ...this.scope, key, since: this.at, ...wait });
  }

  close(key: string, outcome: string, by: Actor): void {
    this.closed.push({ key, outcome, by });
  }

  /** A notice is said at once; with `expiresAt` it is a reminder, which waits for the end of quiet hours. */
  say(
    key: string,
    personId: string,
    template: TemplateId,
    refs: Codes,
    more: { waitKey?: string; expiresAt?: Instant } = {},
  ): void {
    const { waitKey, expiresAt } = more;
    this.intents.push({
      ...this.scope,
      key,
      personId: personId as IntentRow['personId'],
      template,
      refs,
      urgency: expiresAt ? 'reminder' : 'notice',
      at: this.at,
      ...(waitKey ? { waitKey: waitKey as OccurrenceKey } : {}),
      ...(expiresAt ? { expiresAt } : {}),
    });
  }

  async write(tx: Transaction): Promise<void> {
    const steps: Step[] = [];
    if (this.closed.length > 0) steps.push(...closeWaits(this.closed, this.at));
    if (this.opened.length > 0) steps.push(openWaits(this.opened));
    if (this.intents.length > 0) steps.push(storeIntents(this.intents));
    if (this.events.length > 0) steps.push(appendEvents(this.events));
    if (steps.length > 0) await tx.$executeRaw(statement(...steps));
  }

  private get scope(): { programId: string; siteId: string | null } {
    return { programId: this.place.programId, siteId: this.place.siteId ?? null };
  }
}
