import { instant, type Instant, type OccurrenceKey, type PersonId } from '../../domain/ids';
import type { EventKind } from '../../domain/ledger';
import type { TemplateId } from '../../domain/messages/templates';
import type { Channel } from '../../domain/policy';
import type { Actor, InboundAct } from '../../workflows/contract';
import type { EventRow, IntentRow, Scope, WaitRow } from '../records/rows';

/** What a reply belongs to. */
export interface Place extends Scope {
  programId: string;
}

/** What follows from one reply, collected before any of it is written. All keys start with the reply's own id. */
export class Draft {
  readonly acts: InboundAct[] = [];
  readonly intents: IntentRow[] = [];
  readonly waits: WaitRow[] = [];
  readonly events: EventRow[] = [];
  /** The reply itself asked for silence on its channel: nothing answers it there. */
  silenced = false;

  constructor(
    readonly inbound: { id: string; channel: string; body: string; receivedAt: Date },
    /** When it is read: what follows from it is dated by this. */
    readonly at: Instant,
  ) {}

  /** When it came: an answer counts from then on, however long the worker that reads it was away. */
  get cameAt(): Instant {
    return instant(this.inbound.receivedAt);
  }

  get channel(): Channel {
    const { channel } = this.inbound;
    return channel === 'email' || channel === 'voice' ? channel : 'sms';
  }

  key(...parts: string[]): OccurrenceKey {
    return [`inbound-${this.inbound.id}`, ...parts].join('/') as OccurrenceKey;
  }

  act(act: InboundAct): void {
    this.acts.push(act);
  }

  /** Says something to whoever wrote, the way they wrote. */
  reply(
    place: Place,
    personId: string,
    template: TemplateId,
    refs: IntentRow['refs'] = {},
    more: Pick<IntentRow, 'waitKey'> = {},
  ): void {
    if (!this.silenced) this.say(place, personId, template, refs, { ...more, channels: [this.channel] });
  }

  say(
    place: Place,
    personId: string,
    template: TemplateId,
    refs: IntentRow['refs'] = {},
    more: Partial<Pick<IntentRow, 'channels' | 'urgency' | 'waitKey'>> = {},
  ): void {
    this.intents.push({
      ...scopeOf(place),
      key: this.key(template, personId),
      personId: personId as PersonId,
      template,
      refs,
      urgency: 'notice',
      at: this.at,
      ...more,
    });
  }

  /** Something for staff to read and answer. */
  forHumans(
    place: Place,
    subjectPersonId: string | null,
    reason: string,
    details: WaitRow['details'] = {},
  ): void {
    this.waits.push({
      ...scopeOf(place),
      key: this.key('human'),
      kind: 'human-reply',
      owedBy: 'staff',
      personId: null,
      subjectPersonId,
      since: this.at,
      details: { inbound: this.inbound.id, reason, ...details },
    });
  }

  happened(
    place: Place,
    personId: string,
    kind: EventKind,
    data: NonNullable<EventRow['data']>,
    by?: Actor,
  ): void {
    this.events.push({
      ...scopeOf(place),
      personId,
      key: this.key(kind, personId),
      kind,
      actor: by ?? `person:${personId}`,
      data,
      at: this.at,
    });
  }
}

function scopeOf({ programId, siteId, journeyId, shiftId }: Place): Place {
  return { programId, siteId: siteId ?? null, journeyId: journeyId ?? null, shiftId: shiftId ?? null };
}
