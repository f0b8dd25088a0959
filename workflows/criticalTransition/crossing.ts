import { continueAsNew, getExternalWorkflowHandle } from '@temporalio/workflow';
import type { Instant, OccurrenceKey, PersonId } from '../../domain/ids';
import type { EventKind } from '../../domain/ledger';
import type { TemplateId } from '../../domain/messages/templates';
import { millis, plus } from '../../domain/duration';
import {
  transitionMoved,
  workflowIds,
  type Actor,
  type CriticalTransitionCarried,
  type CriticalTransitionInput,
  type CriticalTransitionState,
  type Due,
  type LedgerEntry,
  type TransitionContactState,
  type TransitionMoved,
  type WaitKind,
} from '../contract';
import { Course } from '../support/course';
import { firstTime, occurrence } from '../support/keys';
import { now } from '../support/now';
import { show } from '../support/searchAttributes';

type Codes = Record<string, string | number | boolean>;

/** One person's way through a critical transition: its state, and what everything that happens on it is made of. */
export class Crossing {
  readonly carried: CriticalTransitionCarried;
  readonly course: Course;
  readonly id: string;
  /** False from when a date is known until its contacts are planned. */
  isPlanned = true;

  constructor(
    readonly input: CriticalTransitionInput,
    doers: Record<string, (crossing: Crossing, due: Due) => void | Promise<void>>,
  ) {
    this.id = workflowIds.criticalTransition(input.transitionId);
    this.carried = input.carried ?? firstState(input);
    this.isPlanned = !this.carried.agenda.some((due) => due.do === 'plan-contacts');
    this.course = new Course({
      scope: {
        programId: input.programId,
        ...(input.siteId && { siteId: input.siteId }),
        personId: input.personId,
        journeyId: input.journeyId,
        workflowId: this.id,
      },
      baggage: this.carried,
      doers: Object.fromEntries(
        Object.entries(doers).map(([name, doer]) => [name, (due: Due) => doer(this, due)]),
      ),
      projection: () => ({ transition: this.projection() }),
      continueAsNew: () => continueAsNew({ ...this.input, carried: this.carried }),
      ...(input.historyLimit !== undefined && { historyLimit: input.historyLimit }),
    });
  }

  get state(): CriticalTransitionState {
    return this.carried.state;
  }

  get isOpen(): boolean {
    return this.state.status === 'open';
  }

  contact(id: string | undefined): TransitionContactState | undefined {
    return this.state.contacts.find((one) => one.id === id);
  }

  /** Puts a contact in the place of the one of the same id. */
  change(contact: TransitionContactState): void {
    this.state.contacts = this.state.contacts.map((one) => (one.id === contact.id ? contact : one));
  }

  key(...parts: (string | number)[]): OccurrenceKey {
    return occurrence(this.id, ...parts);
  }

  firstTime(...parts: (string | number)[]): boolean {
    return firstTime(this.carried.seen, parts.join('/'));
  }

  /** A key that belongs to the present date. */
  roundKey(...parts: (string | number)[]): OccurrenceKey {
    return this.key('round', this.carried.round, ...parts);
  }

  happened(kind: EventKind, by: Actor, data: LedgerEntry['data'] = {}): void {
    this.carried.sequence += 1;
    const { transitionId: transition, policy } = this.input;
    this.course.decide({
      events: [
        {
          key: this.key(this.carried.sequence, kind),
          kind,
          by,
          data: { transition, kind: policy.kind, ...data },
        },
      ],
    });
  }

  /** Opens a wait; owed by somebody in person, or by staff. */
  ask(wait: {
    key: OccurrenceKey;
    kind: WaitKind;
    dueAt?: Instant;
    owes?: PersonId | undefined;
    details?: Codes;
  }): void {
    const { key, kind, dueAt, owes, details } = wait;
    this.course.decide({
      open: [
        {
          key,
          kind,
          owedBy: owes ? 'participant' : 'staff',
          ...(owes && { personId: owes }),
          subjectPersonId: this.input.personId,
          ...(dueAt && { dueAt }),
          details: { transition: this.input.transitionId, ...details },
        },
      ],
    });
  }

  /** Closes every wait of this transition whose key starts so; what was still to be said about it is not said. */
  settle(outcome: string, by: Actor, ...parts: (string | number)[]): void {
    const prefix = `${this.key(...parts)}/`;
    this.course.unplan((due) => due.wait?.startsWith(prefix) === true);
    this.course.decide({ closeAll: { prefix, outcome, by } });
  }

  remind(
    personId: PersonId,
    key: OccurrenceKey,
    template: TemplateId,
    refs: Codes,
    expiresAt: Instant,
    waitKey?: OccurrenceKey,
  ): void {
    this.course.decide({
      intents: [
        { key, personId, template, refs, urgency: 'reminder', expiresAt, ...(waitKey && { waitKey }) },
      ],
    });
  }

  /** Puts something on the staff's list, once a date and key; closed by a human, or with what it belongs to. */
  staffTask(reason: string, details: Codes, ...parts: (string | number)[]): void {
    const key = this.roundKey(...parts);
    if (!this.firstTime(key)) return;
    this.happened('staff-task-opened', 'system', { reason, ...details });
    this.ask({ key, kind: 'staff-task', details: { reason, ...details } });
  }

  /** Tells the journey how its rhythm of check-ins changes, after what has been decided is written. */
  tellJourney(over?: true): void {
    const { state, carried, input } = this;
    const { before, after } = input.policy.checkIns;
    const around = carried.outAt ?? state.dateAt;
    const { every } = input.policy.checkIns;
    const moved: TransitionMoved = {
      key: this.key('told', carried.sequence),
      transitionId: input.transitionId,
      inside: state.inside,
      every,
      ...(around && {
        from: carried.outAt ?? plus(around, -millis(before)),
        until: plus(around, after),
      }),
      ...(over && { over }),
    };
    this.course.afterwards(async () => {
      try {
        await getExternalWorkflowHandle(workflowIds.journey(input.journeyId)).signal(transitionMoved, moved);
      } catch {
        // That journey has ended: there is no rhythm left to change.
      }
    }, input.journeyId);
  }

  show(): void {
    const { programId, siteId } = this.input;
    show({ FullCircleProgram: programId, FullCircleSite: siteId, FullCircleStatus: this.state.status });
  }

  snapshot(): CriticalTransitionState {
    return { ...this.state };
  }

  private projection() {
    const { input, carried } = this;
    return {
      id: input.transitionId,
      participantId: input.participantId,
      reportedBy: input.reportedBy,
      ...(input.partner && { partner: input.partner }),
      zone: input.zone,
      round: carried.round,
      sequence: carried.sequence,
      ...(carried.insideSince && { insideSince: carried.insideSince }),
      ...(carried.outAt && { outAt: carried.outAt }),
      state: carried.state,
    };
  }
}

function firstState({ policy, insideSince }: CriticalTransitionInput): CriticalTransitionCarried {
  return {
    state: {
      status: 'open',
      kind: policy.kind,
      inside: insideSince !== undefined && insideSince <= now(),
      contacts: policy.contacts.map(({ id, what, owedBy, lateAfter }) => ({
        id,
        what,
        owedBy,
        lateAfter,
        status: 'no-date',
        tries: 0,
      })),
      handOverArranged: false,
    },
    round: 0,
    sequence: 0,
    ...(insideSince && { insideSince }),
    agenda: [],
    outbox: [],
    seen: [],
  };
}
