import { setMaxListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { NotThere, Refused } from '../../client/fullCircle';
import { MINUTE } from '../../domain/duration';
import type { CarrierMessage } from '../../local/carrier/model';
import type { Wait } from '../../prisma/generated/client';
import { again } from './again';
import { Chance } from './chance';
import { isPeer, peer, PEERS, type Habit } from './cohort';
import { ApiRefused, type StaffApi } from './staffApi';
import { COORDINATOR, type World } from './world';

const LOOK_EVERY_MS = 1_000;
const READ_EVERY_MS = 500;
const SHIFTS_A_SLOT = 5;
const PEERS_A_SHIFT = 2;
/** Groups of peers take turns: a shift, and a minute or two until the next. */
const GROUPS = PEERS / (SHIFTS_A_SLOT * PEERS_A_SHIFT);

export interface Person {
  reference: string;
  personId: string;
  participantId?: string;
  responseId?: string;
  phone: string;
  habit: Habit;
}

/** Plays everybody: those who get texts, and staff. Whatever is down is tried again. */
export class Player {
  /** Shifts that were asked for, by their key, and whether the product has taken them. */
  readonly shifts = new Map<string, { peers: string[]; taken: boolean }>();
  /** Texts that the product did not take at the first try. */
  textsRepeated = 0;
  private readonly chance: Chance;
  private readonly byPhone: Map<string, Person>;
  private readonly byId: Map<string, Person>;
  /** How many of the carrier's messages were looked at. */
  private read = 0;
  private readonly begun = new Set<string>();
  private readonly lastAnswer = new Map<string, number>();
  private readonly underWay = new Set<Promise<unknown>>();
  private readonly over = new AbortController();
  private plays = true;
  private running: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly world: World,
    private readonly people: readonly Person[],
    private readonly api: StaffApi,
    seed: number,
    private readonly say: (line: string) => void,
    /** Off where the shifts are there already. */
    private schedules = true,
  ) {
    setMaxListeners(0, this.over.signal);
    this.chance = new Chance(seed ^ 0x5eed);
    this.byPhone = new Map(people.map((person) => [person.phone, person]));
    this.byId = new Map(people.map((person) => [person.personId, person]));
  }

  /** Lets every path begin; from now on people and staff do what they do. */
  async begin(): Promise<void> {
    await Promise.all(
      this.people.map(async ({ participantId }) => {
        if (participantId)
          await again(() => this.world.office.journeys.start(COORDINATOR, participantId), this.over.signal);
      }),
    );
    this.running = Promise.all([
      this.every(LOOK_EVERY_MS, () => this.lookAround()),
      this.every(READ_EVERY_MS, () => this.readPhones()),
      this.every(LOOK_EVERY_MS, () => this.scheduleShifts()),
    ]);
  }

  /** No more shifts; those that there are come to their end. */
  stopScheduling(): void {
    this.schedules = false;
  }

  /** Nobody answers any more; what was begun is finished, or given up after a while. */
  async stop(): Promise<void> {
    this.plays = false;
    await this.running;
    const giveUp = setTimeout(() => this.over.abort(), 20_000);
    await Promise.allSettled(this.underWay);
    clearTimeout(giveUp);
  }

  private async every(ms: number, look: () => Promise<void>): Promise<void> {
    while (this.plays) {
      // Nothing to be seen while PostgreSQL is down: looked at again in a moment.
      await look().catch(() => undefined);
      await pause(ms);
    }
  }

  /** Begins something once, however often it is seen, and goes on until it is done. */
  private once(key: string, afterMs: number, act: () => Promise<unknown>): void {
    if (this.begun.has(key)) return;
    this.begun.add(key);
    const work = (async () => {
      await pause(afterMs, undefined, { signal: this.over.signal });
      await again(act, this.over.signal, isAnswer);
    })().catch((error: unknown) => {
      if (!this.over.signal.aborted) this.say(`${key}: ${String(error)}`);
    });
    this.underWay.add(work);
    void work.finally(() => this.underWay.delete(work));
  }

  // ── Shifts ────────────────────────────────────────────────────────────────────────────────────────────────────────

  private async scheduleShifts(): Promise<void> {
    const next = Math.floor(Date.now() / MINUTE) + 1;
    if (!this.schedules || !(await this.peersMayWork())) return;
    for (let n = 0; n < SHIFTS_A_SLOT; n++) {
      const key = `faults-shift-${next}-${n}`;
      const first = ((next % GROUPS) * SHIFTS_A_SLOT + n) * PEERS_A_SHIFT;
      const peers = Array.from({ length: PEERS_A_SHIFT }, (_, i) => peer(first + i));
      const body = { site: 'faults.pier', startsWall: wall(next), endsWall: wall(next + 1), peers };
      if (this.shifts.has(key)) continue;
      const shift = { peers, taken: false };
      this.shifts.set(key, shift);
      this.once(key, this.chance.between(0, 8_000), async () => {
        await this.api.post('/shifts', key, body);
        shift.taken = true;
      });
    }
  }

  private async peersMayWork(): Promise<boolean> {
    const may = await this.world.database.journey.count({ where: { privileges: { has: 'work-shifts' } } });
    return may >= PEERS;
  }

  // ── Staff, and paths ──────────────────────────────────────────────────────────────────────────────────────────────

  private async lookAround(): Promise<void> {
    const { database } = this.world;
    const waits = await database.wait.findMany({
      where: { closedAt: null, kind: { in: ['screening-step', 'survey', 'match', 'match-offer'] } },
    });
    for (const wait of waits) this.considerWait(wait);
    // Whichever round has proposed them: who began it may have heard nothing of how it ended.
    const proposed = await database.mentorship.findMany({ where: { status: 'proposed' } });
    for (const { id } of proposed)
      this.once(`${id}/decide`, 0, () =>
        this.world.office.matching.decide(COORDINATOR, id, 'approve', { key: `${id}/decide` }),
      );
    const unmet = await database.mentorship.findMany({
      where: { status: 'active', meetings: { some: { status: 'planned', number: 1 } } },
    });
    for (const { id } of unmet)
      this.once(`${id}/meeting-1`, this.chance.between(500, 4_000), () =>
        this.world.office.matching.logMeeting(
          COORDINATOR,
          id,
          { number: 1, outcome: 'attended' },
          { key: `${id}/meeting-1` },
        ),
      );
    const alarms = await database.escalation.findMany({ where: { status: { not: 'resolved' } } });
    for (const { id } of alarms)
      this.once(`${id}/resolve`, this.chance.between(8_000, 28_000), () =>
        this.api.post(`/escalations/${id}/resolve`, `resolve-${id}`, { outcome: 'found-safe' }),
      );
  }

  private considerWait(wait: Wait): void {
    const { office } = this.world;
    const about = this.byId.get(wait.subjectPersonId ?? wait.personId ?? '');
    const { participantId } = about ?? {};
    if (!about || !participantId) return;
    const soon = this.chance.between(300, 5_000);
    const options = { key: `faults/${wait.key}` };
    switch (wait.kind) {
      case 'screening-step': {
        const { step } = wait.details as { step: string };
        if (step === 'training' && isPeer(about.reference)) return;
        return this.once(wait.key, soon, () =>
          office.journeys.screen(
            COORDINATOR,
            participantId,
            { step, outcome: 'advance', reason: 'No mentor could be asked.' },
            options,
          ),
        );
      }
      case 'survey':
        return this.once(wait.key, soon, () =>
          office.surveys.submitStored(COORDINATOR, participantId, { survey: 'matching' }, options),
        );
      case 'match':
        // One round every few seconds, for whoever waits by then.
        return this.once(`match-round-${Math.floor(Date.now() / 10_000)}`, soon, () =>
          office.matching.round(COORDINATOR, 'faults'),
        );
      case 'match-offer': {
        const side = wait.key.endsWith('/mentee') ? 'mentee' : 'mentor';
        const { mentorshipId } = wait;
        if (!mentorshipId) return;
        return this.once(wait.key, soon, () =>
          office.matching.answer(COORDINATOR, mentorshipId, { answer: 'accept', side }, options),
        );
      }
    }
  }

  // ── Phones ────────────────────────────────────────────────────────────────────────────────────────────────────────

  private async readPhones(): Promise<void> {
    const messages = await this.world.phones.messages(this.read);
    this.read += messages.length;
    for (const message of messages) {
      const person = message.direction === 'outbound-api' ? this.byPhone.get(message.to) : undefined;
      if (person) this.react(person, message);
    }
  }

  private react(person: Person, { sid, body }: CarrierMessage): void {
    const code = /Reply (\S+) to say you have it/.exec(body)?.[1];
    if (person.habit === 'on-call' && code) {
      // Some pages are slept through, so that the next level hears of it.
      if (this.chance.next() < 0.7) this.text(person, code, sid, this.chance.between(500, 6_000));
      return;
    }
    if (person.habit !== 'answers' || !/reply ok/i.test(body)) return;
    // Some questions of a path stay without an answer; those of a shift never do.
    if (!isPeer(person.reference) && this.chance.next() < 0.15) return;
    const now = Date.now();
    if (now - (this.lastAnswer.get(person.phone) ?? 0) < 15_000 && isPeer(person.reference)) return;
    this.lastAnswer.set(person.phone, now);
    this.text(person, 'ok', sid, this.chance.between(300, 4_000));
  }

  /** The carrier tries a webhook a few times; after that somebody sends the same message on, until it is taken. */
  private text(person: Person, body: string, about: string, afterMs: number): void {
    let sid: string | undefined;
    this.once(`answer to ${about}`, afterMs, async () => {
      const answer = await this.world.phones.text(person.phone, body, sid);
      sid = answer.sid;
      if (answer.statuses.includes(200)) return;
      this.textsRepeated += 1;
      throw new Error(`the product did not take a text: ${answer.statuses.join(', ')}`);
    });
  }
}

/** A refusal is an answer: somebody else was quicker, or it is not wanted any more. */
function isAnswer(error: unknown): boolean {
  return error instanceof Refused || error instanceof NotThere || error instanceof ApiRefused;
}

/** Wall clock of the program, which is UTC, at a minute since 1970. */
function wall(minute: number): string {
  return new Date(minute * MINUTE).toISOString().slice(0, 16);
}
