import { continueAsNew, getExternalWorkflowHandle } from '@temporalio/workflow';
import type { Instant, OccurrenceKey } from '../../domain/ids';
import type { EventKind } from '../../domain/ledger';
import type { TemplateId } from '../../domain/messages/templates';
import type {
  Actor,
  Due,
  Intent,
  LedgerEntry,
  MentorshipInput,
  MentorshipMoved,
  MentorshipState,
  Side,
  SideName,
  WaitKind,
} from '../contract';
import { mentorshipMoved, workflowIds } from '../contract';
import { Course } from '../support/course';
import { firstTime, occurrence } from '../support/keys';
import { show } from '../support/searchAttributes';

export const SIDES: readonly SideName[] = ['mentee', 'mentor'];

type Codes = Record<string, string | number | boolean>;
type Carried = NonNullable<MentorshipInput['carried']>;

function firstState(): Carried {
  return {
    status: 'offered',
    said: {},
    closingWords: { mentee: false, mentor: false },
    meeting: { number: 0 },
    outcomes: {},
    missedInARow: 0,
    paused: [],
    sequence: 0,
    agenda: [],
    outbox: [],
    seen: [],
  };
}

/** One mentor and one mentee: their state, and what everything that happens between them is made of. */
export class Pair {
  readonly state: Carried;
  readonly course: Course;
  readonly id: string;

  constructor(
    readonly input: MentorshipInput,
    doers: Record<string, (pair: Pair, due: Due) => void | Promise<void>>,
  ) {
    this.id = workflowIds.mentorship(input.mentorshipId);
    this.state = input.carried ?? firstState();
    this.course = new Course({
      scope: {
        programId: input.programId,
        ...(input.siteId && { siteId: input.siteId }),
        personId: input.mentee.personId,
        mentorshipId: input.mentorshipId,
        workflowId: this.id,
      },
      baggage: this.state,
      doers: Object.fromEntries(
        Object.entries(doers).map(([name, doer]) => [name, (due: Due) => doer(this, due)]),
      ),
      held: () => this.state.paused.length > 0,
      continueAsNew: () => continueAsNew({ ...this.input, carried: this.state }),
      ...(input.historyLimit !== undefined && { historyLimit: input.historyLimit }),
    });
  }

  get policy(): MentorshipInput['policy'] {
    return this.input.policy;
  }

  side(name: SideName): Side {
    return this.input[name];
  }

  other(name: SideName): Side {
    return this.input[name === 'mentee' ? 'mentor' : 'mentee'];
  }

  key(...parts: (string | number)[]): OccurrenceKey {
    return occurrence(this.id, ...parts);
  }

  firstTime(...parts: (string | number)[]): boolean {
    return firstTime(this.state.seen, parts.join('/'));
  }

  happened(kind: EventKind, by: Actor, data?: LedgerEntry['data'], side?: SideName): void {
    this.state.sequence += 1;
    this.course.decide({
      events: [
        {
          key: this.key(this.state.sequence, kind),
          kind,
          by,
          personId: this.side(side ?? 'mentee').personId,
          ...(data && { data }),
        },
      ],
    });
  }

  /** Asks one side for something; the message goes to them with a link to answer. */
  ask(ask: {
    side: SideName;
    key: (string | number)[];
    kind: WaitKind;
    dueAt: Instant;
    template: TemplateId;
    details?: Codes;
  }): void {
    const wait = this.key(...ask.key, ask.side);
    this.course.decide({
      open: [
        {
          key: wait,
          kind: ask.kind,
          owedBy: 'participant',
          personId: this.side(ask.side).personId,
          subjectPersonId: this.input.mentee.personId,
          dueAt: ask.dueAt,
          ...(ask.details && { details: ask.details }),
        },
      ],
    });
    const key = this.key(...ask.key, ask.side, 'asked');
    this.remind(ask.side, key, ask.template, { ...ask.details, wait }, ask.dueAt, wait);
  }

  settle(outcome: string, by: Actor, ...parts: (string | number)[]): void {
    this.course.decide({ close: [{ key: this.key(...parts), outcome, by }] });
  }

  remind(
    side: SideName,
    key: OccurrenceKey,
    template: TemplateId,
    refs: Codes,
    expiresAt: Instant,
    waitKey?: OccurrenceKey,
  ): void {
    this.say(side, { key, template, refs, urgency: 'reminder', expiresAt, ...(waitKey && { waitKey }) });
  }

  notice(side: SideName, template: TemplateId, refs: Codes = {}): void {
    this.say(side, { key: this.key(this.state.sequence, template, side), template, refs, urgency: 'notice' });
  }

  private say(side: SideName, intent: Omit<Intent, 'personId'>): void {
    const refs = { ...intent.refs, other: this.other(side).personId, mentorship: this.input.mentorshipId };
    this.course.decide({ intents: [{ ...intent, personId: this.side(side).personId, refs }] });
  }

  staffTask(reason: string, details: Codes, ...parts: (string | number)[]): void {
    const key = this.key('task', reason, ...parts);
    if (!this.firstTime(key)) return;
    this.happened('staff-task-opened', 'system', { reason, ...details });
    const subjectPersonId = this.input.mentee.personId;
    this.course.decide({
      open: [{ key, kind: 'staff-task', owedBy: 'staff', subjectPersonId, details: { reason, ...details } }],
    });
  }

  staffTaskIsDone(outcome: string, by: Actor, reason: string, ...parts: (string | number)[]): void {
    const key = this.key('task', reason, ...parts);
    if (!this.state.seen.includes(key) || !this.firstTime(key, 'closed')) return;
    this.happened('staff-task-closed', by, { reason, outcome });
    this.course.decide({ close: [{ key, outcome, by }] });
  }

  /** Tells the journeys, each once, after what has been decided is written; not the one that it was heard from. */
  tellJourneys(
    what: MentorshipMoved['what'],
    about: { meeting?: number; again?: number; except?: SideName } = {},
  ): void {
    const { meeting, again } = about;
    const key = this.key(what, ...[meeting, again].filter((part) => part !== undefined));
    for (const side of SIDES.filter((name) => name !== about.except)) {
      const moved = { key, mentorshipId: this.input.mentorshipId, what, with: this.other(side).personId };
      this.course.afterwards(() => this.signal(side, moved), this.side(side).journeyId);
    }
  }

  private async signal(side: SideName, moved: MentorshipMoved): Promise<void> {
    try {
      await getExternalWorkflowHandle(workflowIds.journey(this.side(side).journeyId)).signal(
        mentorshipMoved,
        moved,
      );
    } catch {
      // That journey has ended: it needs to know nothing any more.
    }
  }

  /** The pair is over; the workflow completes once everything is written and said. */
  end(): void {
    this.state.status = 'ended';
    this.course.unplan(() => true);
  }

  show(): void {
    show({ FullCircleProgram: this.input.programId, FullCircleSite: this.input.siteId });
  }

  snapshot(): MentorshipState {
    const { status, said, closingWords, meeting, outcomes, missedInARow, paused } = this.state;
    const { endReason, proposal, interim } = this.state;
    return {
      status,
      said,
      closingWords,
      meeting,
      outcomes,
      missedInARow,
      paused,
      ...(endReason && { endReason }),
      ...(proposal && { proposal }),
      ...(interim && { interim }),
    };
  }
}
