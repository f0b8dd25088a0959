import { continueAsNew, getExternalWorkflowHandle } from '@temporalio/workflow';
import type { Instant, MentorshipId, OccurrenceKey, PersonId } from '../../domain/ids';
import type { EventKind } from '../../domain/ledger';
import type { Privilege, ProgramPolicy, Role, Stage } from '../../domain/policy';
import type { TemplateId } from '../../domain/messages/templates';
import { stagesOf } from '../../domain/versions';
import type {
  Actor,
  Due,
  Intent,
  JourneyInput,
  JourneyMoved,
  JourneyState,
  LedgerEntry,
  Standing,
  WaitKind,
} from '../contract';
import { journeyMoved, workflowIds } from '../contract';
import { Course } from '../support/course';
import { firstTime, occurrence } from '../support/keys';
import { now } from '../support/now';
import { show } from '../support/searchAttributes';
import { firstState } from './firstState';

type Codes = Record<string, string | number | boolean>;

/** What is asked of somebody: a wait that is open until it is answered, reminded of, and late at a time. */
export interface Ask {
  /** Parts of the wait's key after the journey's. */
  key: (string | number)[];
  kind: WaitKind;
  owedBy: 'participant' | 'staff';
  /** Who owes it, where that is not the person on the path, or one of the staff in particular. */
  of?: PersonId;
  dueAt?: Instant;
  details?: Codes;
  /** Said at once, where it is the participant who owes it. */
  message?: { template: TemplateId; refs?: Codes; expiresAt: Instant };
  /** Said again at these times. */
  reminders?: { template: TemplateId; refs?: Codes; at: Instant[] };
  /** Staff are told when it is overdue. */
  lateIsATask?: boolean;
}

/**
 * One participant's path: its state, and the few things that everything which happens on it is made of. Handlers and
 * stages change the state through it and never write anything themselves.
 */
export class Path {
  readonly state: JourneyState;
  /** Of the version that the path runs on; another one after a move. */
  policy: ProgramPolicy;
  readonly course: Course;
  readonly id: string;

  constructor(
    readonly input: JourneyInput,
    doers: Record<string, (path: Path, due: Due) => void | Promise<void>>,
  ) {
    this.policy = input.policy;
    this.id = workflowIds.journey(input.journeyId);
    this.state = input.carried ?? firstState(input, now());
    this.course = new Course({
      scope: {
        programId: input.policy.program,
        ...(input.siteId && { siteId: input.siteId }),
        personId: input.personId,
        journeyId: input.journeyId,
        workflowId: this.id,
      },
      baggage: this.state,
      doers: Object.fromEntries(
        Object.entries(doers).map(([name, doer]) => [name, (due: Due) => doer(this, due)]),
      ),
      held: () => this.state.status === 'paused',
      projection: () => ({ journey: this.projection() }),
      continueAsNew: () => this.continueAsNew(),
      ...(input.historyLimit !== undefined && { historyLimit: input.historyLimit }),
    });
  }

  // ── Where the person is ─────────────────────────────────────────────────────────────────────────────────────────

  get role(): Role {
    return this.state.role;
  }

  /** On this stage, and neither withdrawn nor at the end. */
  isAt(stage: Stage): boolean {
    return this.state.stage === stage && (this.isActive || this.isPaused);
  }

  get isPaused(): boolean {
    return this.state.status === 'paused';
  }

  get goesOn(): boolean {
    return this.state.status !== 'ended';
  }

  get isActive(): boolean {
    return this.state.status === 'active';
  }

  get stages(): Stage[] {
    return stagesOf(this.policy, this.role);
  }

  hasStage(stage: Stage): boolean {
    return this.stages.includes(stage);
  }

  /** The stage that comes after the present one; none on the last. */
  get nextStage(): Stage | undefined {
    return this.stages[this.stages.indexOf(this.state.stage) + 1];
  }

  may(privilege: Privilege): boolean {
    return this.state.privileges.includes(privilege);
  }

  // ── What happens ────────────────────────────────────────────────────────────────────────────────────────────────

  /** Goes to another stage. What is asked there opens when its stage function runs, in the same transaction. */
  enter(stage: Stage, by: Actor = 'system'): void {
    this.state.stage = stage;
    this.state.stageSince = now();
    this.state.atNewStage = true;
    this.happened('stage-entered', by, { stage });
    this.show();
  }

  /** Stands on a stage until it is over and there is a next one, then goes there. A pause keeps the person where they are. */
  async stay(stage: Stage, isOver: () => boolean, next = () => this.nextStage): Promise<void> {
    const mayLeave = () => this.isActive && isOver() && next() !== undefined;
    await this.course.until(() => !this.isAt(stage) || mayLeave());
    const to = next();
    if (this.isAt(stage) && to) this.enter(to);
  }

  /** The path is over: nothing more falls due, and the workflow completes once everything is written and said. */
  end(): void {
    this.state.status = 'ended';
    this.course.unplan(() => true);
    this.show();
  }

  /** Writes down that something happened, as the next in the sequence, or under a key of its own. */
  happened(kind: EventKind, by: Actor, data?: LedgerEntry['data'], key?: OccurrenceKey): void {
    this.state.sequence += 1;
    this.course.decide({
      events: [
        {
          key: key ?? this.key(this.state.sequence, kind),
          kind,
          by,
          personId: this.input.personId,
          ...(data && { data }),
        },
      ],
    });
  }

  /** A key for the next thing of its kind: unlike any earlier one of this path, the same on a replay. */
  key(...parts: (string | number)[]): OccurrenceKey {
    return occurrence(this.id, ...parts);
  }

  firstTime(...parts: (string | number)[]): boolean {
    return firstTime(this.state.seen, parts.join('/'));
  }

  // ── What is waited for ──────────────────────────────────────────────────────────────────────────────────────────

  waitingFor(...prefix: (string | number)[]): Standing['waitingFor'][number] | undefined {
    const key = this.key(...prefix);
    return this.state.waits.find((wait) => wait.key === key || wait.key.startsWith(`${key}/`));
  }

  ask(ask: Ask): OccurrenceKey {
    const key = this.key(...ask.key);
    const { kind, owedBy, dueAt } = ask;
    const { personId } = this.input;
    this.state.waits.push({ key, kind, owedBy, since: now(), ...(dueAt && { dueAt }) });
    this.course.decide({
      open: [
        {
          key,
          kind,
          owedBy,
          subjectPersonId: personId,
          ...(owedBy === 'participant' && { personId: ask.of ?? personId }),
          ...(owedBy === 'staff' && ask.of && { personId: ask.of }),
          ...(dueAt && { dueAt }),
          ...(ask.details && { details: ask.details }),
        },
      ],
    });
    if (ask.message) {
      const { template, refs, expiresAt } = ask.message;
      this.remind(this.key(...ask.key, 'asked'), template, { ...refs, wait: key }, expiresAt, key, ask.of);
    }
    const times = ask.reminders?.at ?? [];
    times.forEach((at, index) => {
      this.course.plan({
        do: 'remind',
        at,
        wait: key,
        key: this.key(...ask.key, 'reminder', index + 1),
        template: ask.reminders?.template,
        refs: { ...ask.reminders?.refs, wait: key },
        expiresAt: times[index + 1] ?? dueAt ?? at,
        ...(ask.of && { to: ask.of }),
      });
    });
    if (ask.lateIsATask && dueAt) {
      this.course.plan({
        do: 'late',
        at: dueAt,
        wait: key,
        about: kind,
        ...(ask.details && { refs: ask.details }),
      });
    }
    return key;
  }

  /** Closes every open wait whose key starts so; what was still to be said about it is not said. */
  settle(outcome: string, by: Actor, ...prefix: (string | number)[]): void {
    const start = this.key(...prefix);
    const closed = this.state.waits.filter(({ key }) => key === start || key.startsWith(`${start}/`));
    if (closed.length === 0) return;
    const keys = new Set(closed.map(({ key }) => key));
    this.state.waits = this.state.waits.filter(({ key }) => !keys.has(key));
    this.course.unplan((due) => due.wait !== undefined && keys.has(due.wait));
    this.course.decide({ close: closed.map(({ key }) => ({ key, outcome, by })) });
    for (const { key, kind } of closed) this.staffTaskIsDone(outcome, by, `${kind}-late`, this.tail(key));
  }

  /** A wait that PostgreSQL has closed already. */
  forget(key: OccurrenceKey): void {
    this.state.waits = this.state.waits.filter((wait) => wait.key !== key);
    this.course.unplan((due) => due.wait === key);
  }

  /** What somebody owes is overdue: staff are told, and it stays open. */
  late(due: Due): void {
    if (due.wait && due.about) this.staffTask(`${due.about}-late`, due.refs, this.tail(due.wait));
  }

  private tail(key: OccurrenceKey): string {
    return key.slice(this.id.length + 1);
  }

  // ── What is said ────────────────────────────────────────────────────────────────────────────────────────────────

  /** Held back by quiet hours, never sent after `expiresAt`, nor once the wait is closed. */
  remind(
    key: OccurrenceKey,
    template: TemplateId,
    refs: Codes,
    expiresAt: Instant,
    waitKey?: OccurrenceKey,
    to = this.input.personId,
  ): void {
    this.say({ key, template, refs, urgency: 'reminder', expiresAt, ...(waitKey && { waitKey }) }, to);
  }

  /** Said at once: an answer to what just happened. */
  notice(template: TemplateId, refs: Codes = {}): OccurrenceKey {
    const key = this.key(this.state.sequence, template);
    this.say({ key, template, refs, urgency: 'notice' });
    return key;
  }

  private say(intent: Omit<Intent, 'personId'>, to = this.input.personId): void {
    this.course.decide({ intents: [{ personId: to, ...intent }] });
  }

  /**
   * Puts something on the staff's list. Only a human closes it there, or {@link staffTaskIsDone} when it has taken care of
   * itself. A task of the same key is opened once.
   */
  staffTask(reason: string, details: Codes = {}, ...parts: (string | number)[]): void {
    const key = this.key('task', reason, ...parts);
    if (!this.firstTime(key)) return;
    this.happened(
      'staff-task-opened',
      'system',
      { reason, ...details },
      this.key('task', reason, ...parts, 'opened'),
    );
    this.course.decide({
      open: [
        {
          key,
          kind: 'staff-task',
          owedBy: 'staff',
          subjectPersonId: this.input.personId,
          details: { reason, ...details },
        },
      ],
    });
  }

  staffTaskIsDone(outcome: string, by: Actor, reason: string, ...parts: (string | number)[]): void {
    const key = this.key('task', reason, ...parts);
    if (!this.state.seen.includes(key) || !this.firstTime(key, 'closed')) return;
    this.happened('staff-task-closed', by, { reason, outcome }, this.key('task', reason, ...parts, 'closed'));
    this.course.decide({ close: [{ key, outcome, by }] });
  }

  /** Tells the mentorships of this person, or one of them, that the person paused, came back or left. */
  tellMentorships(what: JourneyMoved['what'], only?: MentorshipId): void {
    const key = this.key(this.state.sequence, what);
    for (const { id } of this.state.mentorships) {
      if (only !== undefined && id !== only) continue;
      this.course.afterwards(() => this.signal(id, { key, what, journeyId: this.input.journeyId }), id);
    }
  }

  /** Ends only the one in which somebody who mentors has a mentor of their own. */
  leaveOwnMentor(): void {
    const key = this.key(this.state.sequence, 'own-mentor-ends');
    for (const { id, own } of this.state.mentorships)
      if (own)
        this.course.afterwards(
          () => this.signal(id, { key, what: 'achieved', journeyId: this.input.journeyId }),
          id,
        );
    this.state.mentorships = this.state.mentorships.filter(({ own }) => !own);
    this.course.decide({});
  }

  /** Ends this person's mentorships. They need not say so to this path: it knows. */
  leaveMentorships(why: 'withdrawn' | 'achieved' | 'died'): void {
    this.tellMentorships(why);
    this.state.mentorships = [];
  }

  private async signal(id: MentorshipId, moved: JourneyMoved): Promise<void> {
    try {
      await getExternalWorkflowHandle(workflowIds.mentorship(id)).signal(journeyMoved, moved);
    } catch {
      // The mentorship has ended meanwhile: then there is nobody left to tell.
    }
  }

  // ── What is shown ───────────────────────────────────────────────────────────────────────────────────────────────

  show(): void {
    show({
      FullCircleProgram: this.policy.program,
      FullCircleSite: this.input.siteId,
      FullCircleStage: this.state.stage,
      FullCircleRole: this.state.role,
      FullCircleStatus: this.state.status,
    });
  }

  standing(): Standing {
    const { status, role, stage, stageSince, privileges, tier, steps, goals, mentorships, waits } =
      this.state;
    const { nextStage } = this;
    return {
      status,
      role,
      stage,
      since: stageSince,
      privileges,
      ...(tier && { tier }),
      steps,
      goals,
      mentorships,
      waitingFor: waits,
      ...(nextStage && { next: nextStage }),
      version: this.policy.version,
    };
  }

  private projection() {
    const { status, stage, role, tier, privileges, steps, sequence } = this.state;
    return {
      journeyId: this.input.journeyId,
      participantId: this.input.participantId,
      status,
      stage,
      role,
      ...(tier && { tier }),
      privileges,
      passedSteps: steps.filter((step) => step.status === 'passed').map((step) => step.id),
      sequence,
      version: this.policy.version,
    };
  }

  private continueAsNew(): Promise<never> {
    return continueAsNew({
      ...this.input,
      role: this.state.role,
      policy: this.policy,
      carried: this.state,
    });
  }
}
