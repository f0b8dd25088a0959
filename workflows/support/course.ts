import { allHandlersFinished, condition, patched, workflowInfo } from '@temporalio/workflow';
import { HOUR, plus } from '../../domain/duration';
import type { Instant, OccurrenceKey } from '../../domain/ids';
import type { Baggage, Due, MessagingActivities, Outgoing, RecordBatch, Told } from '../contract';
import { Alarm } from './alarm';
import type { Decision } from './decision';
import { collides, merge } from './decision';
import { earlier, now } from './now';
import { messaging, records, recordsAtHand } from './proxies';

/** History events after which a run continues as new: half of where the server begins to suggest it. */
const HISTORY_LIMIT = 2_000;
const AT_ONCE = 100;
const TRY_AGAIN_AFTER = 10 * 60_000;
const TRY_AGAIN_WITHIN = 4 * HOUR;
/** Two days: what is still unsent then has expired, and the auditor has flagged it. */
const GIVE_UP_AFTER = 16;

interface Errand {
  run: () => Promise<unknown>;
  withWhom: string | undefined;
}

export interface CourseSetup {
  scope: RecordBatch['scope'];
  /** Changed in place; what continue-as-new carries. */
  baggage: Baggage;
  /** What is done when something of the agenda is due, by its name. */
  doers: Record<string, (due: Due) => void | Promise<void>>;
  /** True while nothing is said and nothing falls due: the person has paused. */
  held?: () => boolean;
  /** Written with every decision: the standing that the console shows. */
  projection?: () => Pick<RecordBatch, 'journey' | 'transition'>;
  /** Starts the next run with the state as it is; never returns. Absent for what is over before its history is long. */
  continueAsNew?: () => Promise<never>;
  historyLimit?: number;
  /** True where the next run never waited for what is under way, in runs of before either. */
  leavesUnderWay?: boolean;
  deliver?: MessagingActivities['deliver'];
}

/**
 * The course of a long-lived workflow: one writer, one timer, one outbox.
 *
 * Decisions are taken synchronously, by handlers and by what falls due, and put together with {@link decide}. Only
 * {@link until}, which the workflow's main line stands in, writes them: in the order in which they were taken, those of
 * the same moment in one transaction. So nothing is recorded twice or in the wrong order, and the workflow can continue
 * as new wherever its main line stands.
 */
export class Course {
  private pending: { decision: Decision; decidedAt: Instant; number: number; atHand: boolean }[] = [];
  private decided = 0;
  private recorded = 0;
  private errands: Errand[] = [];
  private readonly alarm = new Alarm();
  private readonly underWay = new Set<OccurrenceKey>();
  private readonly unheld = new Set<OccurrenceKey>();
  private stirred = false;
  private freshRunAsked = false;
  private beside = false;

  constructor(private readonly setup: CourseSetup) {}

  private get baggage(): Baggage {
    return this.setup.baggage;
  }

  /** Takes a decision; it is written when the main line stands in {@link until} next. */
  decide(decision: Decision): void {
    const number = (this.decided += 1);
    const atHand = this.beside;
    const last = this.pending.at(-1);
    if (!last || collides(last.decision, decision)) {
      this.pending.push({ decision, decidedAt: now(), number, atHand });
      return;
    }
    last.decision = merge(last.decision, decision);
    last.number = number;
    last.atHand &&= atHand;
  }

  /**
   * What is decided within is written beside the task that decides it, for one history event instead of six. Only for
   * what does no harm where that task is lost and the next one, with other news, decides otherwise: what the input alone
   * decides, or a question that opens nothing which the next task would not open under the same key. What is written
   * together with anything else is written by an activity of its own.
   */
  besideTheTask(decide: () => void): void {
    this.beside = true;
    try {
      decide();
    } finally {
      this.beside = false;
    }
  }

  /** For handlers: everything decided so far is in PostgreSQL when this returns. */
  async written(): Promise<void> {
    const upTo = this.decided;
    await condition(() => this.recorded >= upTo);
  }

  /**
   * Something to do with another workflow, after what has been decided is written and before anything else.
   * @param withWhom whatever is done with the same one is done in turn. Signals that leave together may arrive in either
   * order, and a path that hears "both said yes" before "it was offered" would wait for an answer for ever.
   */
  afterwards(run: Errand['run'], withWhom?: string): void {
    this.errands.push({ run, withWhom });
  }

  /** An intent of what is decided now that is said although the person has paused: the confirmation of it. */
  sayEvenPaused(key: OccurrenceKey): void {
    this.unheld.add(key);
  }

  /** What an activity has stored and could not hand over at once is to be delivered. */
  sayTheRest({ left, deferred }: Told): void {
    for (const key of left) this.post(key);
    for (const { key, until } of deferred) this.post(key, until);
    this.stirred = true;
  }

  plan(...due: Due[]): void {
    this.baggage.agenda.push(...due);
    this.stirred = true;
  }

  /** Takes off the agenda what no longer matters. */
  unplan(matches: (due: Due) => boolean): void {
    this.baggage.agenda = this.baggage.agenda.filter((due) => !matches(due));
    this.stirred = true;
  }

  /** Forgets what was still to be said, and has the records keep it from being said by anybody else. */
  silence(): void {
    const unsay = this.baggage.outbox.map(({ key }) => key);
    if (unsay.length > 0) this.decide({ unsay });
    this.baggage.outbox = [];
  }

  /** The next run begins as soon as the main line stands in {@link until}. */
  freshRun(): void {
    this.freshRunAsked = true;
  }

  /**
   * Stands here until `done`: recording, delivering and doing what falls due. `done` is looked at before writing, so that
   * what follows from a decision is written together with it; what falls due comes after, because it may read the records.
   */
  async until(done: () => boolean): Promise<void> {
    while (!done()) {
      if (await this.write()) continue;
      if (await this.runErrands()) continue;
      const due = this.takeDue();
      if (due) {
        await this.setup.doers[due.do]?.(due);
        continue;
      }
      this.deliverWhatIsDue();
      if (this.mustContinueAsNew()) {
        const waits = this.waitsForWhatIsUnderWay();
        const mayLeave = (): boolean => !(waits && this.underWay.size > 0) && allHandlersFinished();
        await condition(() => done() || !this.isQuiet() || mayLeave());
        if (!done() && this.isQuiet() && mayLeave()) await this.setup.continueAsNew?.();
        continue;
      }
      this.stirred = false;
      this.alarm.set(this.nextAt());
      await condition(() => done() || !this.isQuiet() || this.stirred || this.alarm.rang);
      if (this.alarm.rang) this.alarm.set(undefined);
    }
  }

  /** Before the workflow completes: everything is written, said as far as it can be said, and every caller answered. */
  async finish(): Promise<void> {
    this.baggage.agenda = [];
    await this.until(() => this.isQuiet() && this.baggage.outbox.length === 0);
    await condition(allHandlersFinished);
  }

  /**
   * While a carrier is away a message may be under way for as long, and nothing falls due in a run that is to end. What is
   * under way stays in the outbox and is delivered by the next run as well, which is safe. Runs of before waited.
   */
  private waitsForWhatIsUnderWay(): boolean {
    if (this.setup.leavesUnderWay || this.underWay.size === 0) return false;
    return !patched('the-next-run-begins-while-a-carrier-is-away');
  }

  private isQuiet(): boolean {
    return this.recorded === this.decided && this.errands.length === 0;
  }

  private async write(): Promise<boolean> {
    const next = this.pending.shift();
    if (!next) return false;
    const decision = merge(next.decision, this.setup.projection?.() ?? {});
    const keys = (decision.intents ?? []).map(({ key }) => key);
    const tell = keys.filter((key) => !this.setup.held?.() || this.unheld.has(key)).slice(0, AT_ONCE);
    const batch: RecordBatch = {
      at: next.decidedAt,
      scope: this.setup.scope,
      ...decision,
      ...(tell.length > 0 ? { tell } : {}),
    };
    const told = (next.atHand && (await writtenAtHand(batch))) || (await records.record(batch));
    this.sayTheRest({ ...told, left: [...told.left, ...keys.filter((key) => !tell.includes(key))] });
    this.recorded = next.number;
    return true;
  }

  private post(key: OccurrenceKey, at = now()): void {
    this.baggage.outbox.push({ key, at, ...(this.unheld.delete(key) && { evenPaused: true }) });
  }

  private async runErrands(): Promise<boolean> {
    const errands = this.errands.splice(0);
    await Promise.all(inTurns(errands).map(oneAfterTheOther));
    return errands.length > 0;
  }

  private mayNow(item: { evenPaused?: true }): boolean {
    return item.evenPaused === true || !this.setup.held?.();
  }

  private takeDue(): Due | undefined {
    const at = now();
    const due = this.baggage.agenda
      .filter((item) => item.at <= at && this.mayNow(item))
      .reduce<Due | undefined>((first, item) => (first && first.at <= item.at ? first : item), undefined);
    if (due) this.unplan((item) => item === due);
    return due;
  }

  private nextAt(): Instant | undefined {
    const waiting = this.baggage.outbox.filter((item) => !this.underWay.has(item.key));
    return [...this.baggage.agenda, ...waiting]
      .filter((item) => this.mayNow(item))
      .reduce<Instant | undefined>((first, item) => earlier(first, item.at), undefined);
  }

  private deliverWhatIsDue(): void {
    const at = now();
    const mail = this.baggage.outbox.filter(
      (item) => item.at <= at && this.mayNow(item) && !this.underWay.has(item.key),
    );
    for (let from = 0; from < mail.length; from += AT_ONCE)
      void this.carryOut(mail.slice(from, from + AT_ONCE));
  }

  /** Beside the main line, so that a carrier's outage holds up no decision. What failed is tried again later. */
  private async carryOut(mail: Outgoing[]): Promise<void> {
    const deliver = this.setup.deliver ?? messaging.deliver;
    const keys = mail.map((item) => item.key);
    for (const key of keys) this.underWay.add(key);
    let left: Outgoing[];
    try {
      const { deferred } = await deliver({ keys, at: now() });
      left = mail.flatMap((item) => {
        const until = deferred.find(({ key }) => key === item.key)?.until;
        return until ? [{ ...item, at: until }] : [];
      });
    } catch {
      left = mail.map(later).filter((item) => item.tries < GIVE_UP_AFTER);
    }
    for (const key of keys) this.underWay.delete(key);
    const silenced = new Set(keys.filter((key) => !this.baggage.outbox.some((item) => item.key === key)));
    this.baggage.outbox = this.baggage.outbox
      .filter((item) => !keys.includes(item.key))
      .concat(left.filter((item) => !silenced.has(item.key)));
    this.stirred = true;
  }

  private mustContinueAsNew(): boolean {
    if (!this.setup.continueAsNew) return false;
    const { historyLength, continueAsNewSuggested } = workflowInfo();
    const limit = this.setup.historyLimit ?? HISTORY_LIMIT;
    return this.freshRunAsked || continueAsNewSuggested || historyLength > limit;
  }
}

/** @returns nothing where it took too long or failed: perhaps it is written, and writing it again changes nothing */
async function writtenAtHand(batch: RecordBatch): Promise<Told | undefined> {
  try {
    return await recordsAtHand.recordAtHand(batch);
  } catch {
    return undefined;
  }
}

function later(item: Outgoing): Outgoing & { tries: number } {
  const tries = (item.tries ?? 0) + 1;
  const wait = Math.min(TRY_AGAIN_AFTER * 2 ** (tries - 1), TRY_AGAIN_WITHIN);
  return { ...item, at: plus(now(), wait), tries };
}

/** Errands with the same one together, in the order in which they were decided. */
function inTurns(errands: readonly Errand[]): Errand[][] {
  const turns: Errand[][] = [];
  for (const errand of errands) {
    const before = errand.withWhom && turns.find(([first]) => first?.withWhom === errand.withWhom);
    // Runs of earlier releases did everything at once. Looked at only where it makes a difference: a mark is an event.
    if (before && patched('told-in-turn')) before.push(errand);
    else turns.push([errand]);
  }
  return turns;
}

async function oneAfterTheOther(errands: readonly Errand[]): Promise<void> {
  for (const { run } of errands) await run();
}
