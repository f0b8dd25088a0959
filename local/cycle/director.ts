import { NotThere, Refused } from '../../client/fullCircle';
import { DAY, HOUR, MINUTE, between, plus } from '../../domain/duration';
import type { Duration, Instant } from '../../domain/ids';
import { instant } from '../../domain/ids';
import { wallClock } from '../../domain/time';
import { EVERYWHERE, type Caller } from '../../office/access';
import { createOffice, type Office } from '../../office/office';
import type { Definition } from '../../programs';
import type { Said } from '../../programs/roster';
import { siteId } from '../../programs/siteId';
import type { Wait } from '../../prisma/generated/client';
import type { World } from '../skipping/world';
import { themself, type Cast, type Member } from './cast';
import { Diary } from './diary';
import { writeBack } from './writeBack';

/** Longest step, when nothing is planned: people look at their phones a few times a day. */
const STEP = 6 * HOUR;
/** While somebody is on shift or an escalation is open. */
const CLOSE_STEP = 5 * MINUTE;
const LONGEST_PATH = 730 * DAY;
/** Nobody has got any further for so long: whoever is missing will not come, and the outcome says who. */
const STANDS_STILL = 180 * DAY;

/** The coordinator of the played program. */
const COORDINATOR: Caller = { actor: 'account:coordinator', scope: EVERYWHERE, via: 'console' };

/**
 * Plays a roster against the running product: everybody does what their script says, through the same doors as real
 * people and staff. It reads what is waited for from PostgreSQL, as the console does, and steps time from one thing to
 * the next.
 */
export class Director {
  private readonly office: Office;
  private readonly diary = new Diary();
  private began: Instant | undefined;
  private nextWord: Instant = instant(0);

  constructor(
    private readonly world: World,
    private readonly cast: Cast,
    private readonly program: Definition,
    private readonly say: (line: string) => void,
  ) {
    this.office = createOffice(world.office);
  }

  /** Lets everybody begin, and steps time until all have got where they are expected, or nothing moves any more. */
  async play(): Promise<void> {
    this.began = await this.world.now();
    for (const { participantId } of this.cast.members) {
      if (participantId) await this.office.journeys.start(COORDINATOR, participantId);
    }
    await this.world.settled();
    for (;;) {
      const now = await this.world.now();
      await this.tellProgress(now);
      await this.lookAround(now);
      const due = this.diary.takeDue(now);
      if (due.length > 0) {
        // People do not queue up for each other: what is due at the same time happens at the same time.
        await Promise.all(due.map(({ key, act }) => this.carryOut(key, act)));
        await this.world.settled();
        continue;
      }
      if (between(this.began, now) > LONGEST_PATH || (await this.isOver(now))) return;
      await this.world.pass(await this.stepFrom(now), { atRest: true });
    }
  }

  /** Once a program month: the run takes a minute or two, and somebody is watching. */
  private async tellProgress(now: Instant): Promise<void> {
    if (now < this.nextWord) return;
    this.nextWord = plus(now, 30 * DAY);
    const stages = await this.world.database.journey.groupBy({ by: ['stage'], _count: true });
    const counts = stages.map(({ stage, _count }) => `${_count} in ${stage}`).join(', ');
    this.say(`${now.slice(0, 10)}: ${counts}`);
  }

  /** An act that comes too late for what it is about is what happens to people too; anything else is a fault. */
  private async carryOut(key: string, act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      if (!(error instanceof Refused || error instanceof NotThere)) throw error;
      this.say(`${key}: ${error.message}`);
    }
  }

  private async stepFrom(now: Instant): Promise<number> {
    const [shifts, escalations] = await Promise.all([
      this.world.database.shift.findMany({ where: { status: { in: ['scheduled', 'running', 'ended'] } } }),
      this.world.database.escalation.count({ where: { status: { not: 'resolved' } } }),
    ]);
    const watched = shifts.map(({ startsAt }) => plus(instant(startsAt), -15 * MINUTE));
    const close = escalations > 0 || watched.some((from) => from <= now);
    const marks = [...watched.filter((from) => from > now), ...(this.diary.next ? [this.diary.next] : [])];
    const steps = marks.map((mark) => between(now, mark)).concat(close ? CLOSE_STEP : STEP);
    return Math.max(MINUTE, Math.min(...steps));
  }

  /** All expected stages are in the ledger, and nothing that somebody must answer is open. */
  private async isOver(now: Instant): Promise<boolean> {
    const [entered, shifts, escalations] = await Promise.all([
      this.world.database.event.findMany({ where: { kind: 'stage-entered' } }),
      this.world.database.shift.count({ where: { status: { notIn: ['closed', 'cancelled'] } } }),
      this.world.database.escalation.count({ where: { status: { not: 'resolved' } } }),
    ]);
    if (shifts > 0 || escalations > 0) return false;
    if (
      this.cast.members.some(
        ({ row, shiftPlanned, participantId }) => participantId && row.script.shift && !shiftPlanned,
      )
    )
      return false;
    const last = Math.max(...entered.map(({ at }) => at.getTime()));
    if (Date.parse(now) - last > STANDS_STILL) return true;
    const became = await this.world.database.event.findMany({ where: { kind: 'became-mentor' } });
    return this.cast.members.every(({ row, personId }) => {
      const reached = entered.filter((event) => event.personId === personId).map(({ data }) => stageOf(data));
      const all = row.script.expectedStages.every((stage) => reached.includes(stage));
      const mustBecome =
        row.role === 'mentee' && row.script.expectedStages.includes('transition') && row.script.becomesMentor;
      return all && (!mustBecome || became.some((event) => event.personId === personId));
    });
  }

  private async lookAround(now: Instant): Promise<void> {
    const waits = await this.world.database.wait.findMany({ where: { closedAt: null } });
    for (const wait of waits) this.considerWait(wait, now);
    await this.considerPeople(now);
    await this.considerEscalations(now);
  }

  // ── What is waited for ────────────────────────────────────────────────────────────────────────────────────────────

  private considerWait(wait: Wait, now: Instant): void {
    const since = instant(wait.since);
    const soon = (delay: number): Instant => (plus(since, delay) > now ? plus(since, delay) : now);
    const about = this.cast.byPerson.get(wait.subjectPersonId ?? wait.personId ?? '');
    const owes = this.cast.byPerson.get(wait.personId ?? '');
    const details = (wait.details ?? {}) as Record<string, string | number>;

    switch (wait.kind) {
      case 'screening-step':
        if (about)
          this.diary.plan(`${wait.key}@${since}`, soon(DAY), () =>
            this.screen(about, String(details['step'])),
          );
        return;
      case 'survey':
        if (owes) this.diary.plan(wait.key, soon(3 * HOUR), () => this.fillIn(owes, wait.key));
        return;
      case 'match':
        // One round for everybody who waits by then; the day's number makes the next one possible.
        this.diary.plan(`matching/${now.slice(0, 10)}`, plus(now, DAY), () => this.match());
        return;
      case 'match-offer':
        if (owes) this.answerOffer(owes, wait, soon(4 * HOUR));
        return;
      case 'meeting-outcome':
        if (owes?.row.role === 'mentee') this.answerMeeting(owes, wait, soon(20 * MINUTE));
        return;
      case 'retention-check-in':
        if (owes) this.answerCheckIn(owes, wait, soon(2 * HOUR));
        return;
      case 'achievement-review':
        if (about) this.diary.plan(wait.key, soon(2 * DAY), () => this.review(about));
        return;
      case 'transition-consent':
        if (owes) this.diary.plan(wait.key, soon(5 * HOUR), () => this.consent(owes, wait.key));
        return;
      case 'training':
        if (about)
          this.diary.plan(wait.key, soon(3 * DAY), () => this.train(about, String(details['module'])));
        return;
      case 'start-of-shift':
      case 'in-shift':
        if (owes)
          this.diary.plan(wait.key, soon(3 * MINUTE), () => writeBack(this.world, owes, 'ok', wait.key));
        return;
      case 'end-of-shift':
        if (owes) this.answerEndOfShift(owes, wait, now);
        return;
    }
  }

  private async screen(member: Member, step: string): Promise<void> {
    if (!member.participantId) return;
    const planned = member.row.script.steps[step];
    const again = await this.world.database.event.count({
      where: {
        personId: member.personId,
        kind: 'screening-step-decided',
        data: { path: ['step'], equals: step },
      },
    });
    const first = planned && again === 0 ? planned : undefined;
    const lookAgainOn = first?.lookAgainAfter && (await this.dayAfter(first.lookAgainAfter));
    await this.office.journeys.screen(COORDINATOR, member.participantId, {
      step,
      outcome: first?.outcome ?? 'advance',
      reason: 'The first people of a program: no mentor could be asked yet.',
      ...(first?.outcome === 'refer' && { referTo: 'Another program of the town', personAgrees: true }),
      ...(lookAgainOn && { lookAgainOn }),
    });
  }

  private async fillIn(member: Member, key: string): Promise<void> {
    if (!member.participantId) return;
    const answers = member.row.answers;
    await this.office.surveys.submit(
      themself(member),
      member.participantId,
      { survey: this.program.matching.survey, answers },
      { key },
    );
  }

  private async match(): Promise<void> {
    const caller = COORDINATOR;
    await this.office.matching.round(caller, this.program.id);
    // Those of this round, and those that came anew when a pair of an earlier one had come to nothing.
    const proposed = await this.world.database.mentorship.findMany({
      where: { programId: this.program.id, status: 'proposed' },
      select: { id: true },
      orderBy: { id: 'asc' },
    });
    for (const { id } of proposed) await this.office.matching.decide(caller, id, 'approve');
  }

  private answerOffer(member: Member, wait: Wait, at: Instant): void {
    this.diary.plan(wait.key, at, async () => {
      const answer = member.row.script.offers[member.said.offers++] ?? 'accept';
      if (answer === 'silent') return;
      const french = member.row.language === 'fr';
      const words = answer === 'accept' ? 'ok' : french ? 'non' : 'no';
      await writeBack(this.world, member, words, wait.key);
    });
  }

  private answerMeeting(member: Member, wait: Wait, at: Instant): void {
    this.diary.plan(wait.key, at, async () => {
      const happened = member.row.script.meetings[member.said.meetings++] ?? 'attended';
      if (happened === 'silent') return;
      const french = member.row.language === 'fr';
      const words = happened === 'attended' ? (french ? 'vu' : 'met') : french ? 'pas vu' : 'missed';
      await writeBack(this.world, member, words, wait.key);
    });
  }

  private answerCheckIn(member: Member, wait: Wait, at: Instant): void {
    this.diary.plan(wait.key, at, async () => {
      const said = member.row.script.checkIns[member.said.checkIns++] ?? { says: 'ok' };
      if (said !== 'silent') await writeBack(this.world, member, said.says, wait.key);
    });
  }

  private async review(member: Member): Promise<void> {
    if (!member.participantId) return;
    const { achievement } = member.row.script;
    await this.office.journeys.decideAchievement(COORDINATOR, member.participantId, { outcome: achievement });
  }

  private async consent(member: Member, key: string): Promise<void> {
    if (!member.participantId) return;
    const consents = member.row.script.becomesMentor;
    await this.office.journeys.consentToTransition(
      themself(member),
      member.participantId,
      { consents },
      { key },
    );
  }

  private async train(member: Member, module: string): Promise<void> {
    if (!member.participantId) return;
    await this.office.journeys.completeTraining(COORDINATOR, member.participantId, { module });
  }

  private answerEndOfShift(member: Member, wait: Wait, now: Instant): void {
    const { shift } = member.row.script;
    if (!wait.dueAt || !wait.shiftId) return;
    const inTime: Said = shift ? shift.inTime : { says: 'ok' };
    if (inTime !== 'silent') {
      const at = plus(instant(wait.dueAt), 6 * MINUTE);
      this.diary.plan(wait.key, at > now ? at : now, () =>
        writeBack(this.world, member, inTime.says, wait.key),
      );
    }
  }

  // ── What people do of their own accord ────────────────────────────────────────────────────────────────────────────

  private async considerPeople(now: Instant): Promise<void> {
    const journeys = await this.world.database.journey.findMany();
    for (const journey of journeys) {
      const member = this.cast.byParticipant.get(journey.participantId);
      if (!member?.participantId) continue;
      const { participantId } = member;
      const { script } = member.row;
      const active = journey.status === 'active';

      if (active && journey.stage === 'mentorship' && journey.role === 'mentee' && !member.goals) {
        member.goals = [];
        this.diary.plan(`goals/${participantId}`, plus(now, 2 * DAY), () => this.setGoals(member));
      }
      if (active && script.pause?.stage === journey.stage && !member.paused) {
        member.paused = true;
        const { lasts } = script.pause;
        this.diary.plan(`pause/${participantId}`, plus(now, DAY), async () => {
          const untilDay = await this.dayAfter(lasts);
          await this.office.journeys.pause(themself(member), participantId, { untilDay });
        });
      }
      if (active && script.withdraw === journey.stage && !member.withdrawn) {
        member.withdrawn = true;
        this.diary.plan(`withdraw/${participantId}`, plus(now, DAY), async () => {
          await this.office.journeys.withdraw(themself(member), participantId, {});
        });
      }
      if (script.shift && journey.privileges.includes('work-shifts') && !member.shiftPlanned) {
        member.shiftPlanned = true;
        this.diary.plan(`shift/${participantId}`, plus(now, HOUR), () => this.planShift(member));
      }
    }
  }

  private async setGoals(member: Member): Promise<void> {
    const { participantId, row } = member;
    if (!participantId) return;
    const caller = themself(member);
    for (const [index, goal] of row.script.goals.entries()) {
      const key = `goal/${participantId}/${index}`;
      const { goalId } = await this.office.goals.set(caller, participantId, { title: goal.title }, { key });
      member.goals?.push(goalId);
      const now = await this.world.now();
      goal.progress.forEach((progress, step) => {
        this.diary.plan(`${key}/${step}`, plus(now, (step + 1) * 14 * DAY), async () => {
          await this.office.goals.progress(caller, participantId, { goalId, progress });
        });
      });
    }
  }

  private async planShift(member: Member): Promise<void> {
    const day = await this.dayAfter('P2D' as Duration);
    for (const module of this.program.shift.requiresTraining) await this.train(member, module);
    const site = member.row.siteId ?? siteId(this.program.id, this.program.sites[0]?.id ?? '');
    await this.office.shifts.schedule(COORDINATOR, {
      siteId: site,
      startsWall: `${day}T13:00`,
      endsWall: `${day}T17:00`,
      peers: [String(member.participantId)],
    });
  }

  // ── Alarms ────────────────────────────────────────────────────────────────────────────────────────────────────────

  private async considerEscalations(now: Instant): Promise<void> {
    const open = await this.world.database.escalation.findMany({ where: { status: { not: 'resolved' } } });
    for (const escalation of open) {
      const subject = this.cast.byPerson.get(escalation.subjectPersonId);
      const late = subject?.row.script.shift?.late;
      if (subject && late && late !== 'silent' && escalation.kind === 'missed-end')
        this.diary.plan(`${escalation.id}/late`, plus(instant(escalation.raisedAt), 8 * MINUTE), () =>
          writeBack(this.world, subject, late.says, escalation.id),
        );
      const chain = escalation.chain as unknown as { people: string[] }[];
      for (const personId of chain[escalation.level]?.people ?? []) {
        const member = this.cast.byPerson.get(personId);
        const key = `${escalation.id}/${escalation.level}/${personId}`;
        if (member)
          this.diary.plan(key, plus(now, 2 * MINUTE), () => this.answerAlarm(member, escalation.id));
      }
    }
  }

  private async answerAlarm(member: Member, escalationId: string): Promise<void> {
    const reaction = member.row.script.alarms[member.said.alarms++] ?? {
      acknowledges: true,
      outcome: 'found-safe',
    };
    if (!reaction.acknowledges) return;
    const escalation = await this.world.database.escalation.findUniqueOrThrow({
      where: { id: escalationId },
    });
    await writeBack(this.world, member, escalation.code, escalationId);
    const { outcome } = reaction;
    if (!outcome) return;
    this.diary.plan(`${escalationId}/outcome`, plus(await this.world.now(), 10 * MINUTE), async () => {
      const caller: Caller = {
        ...COORDINATOR,
        actor: `account:${member.personId}`,
        personId: member.personId,
      };
      await this.office.escalations.resolve(caller, escalationId, { outcome });
    });
  }

  private async dayAfter(length: Duration): Promise<string> {
    return wallClock(plus(await this.world.now(), length), this.program.zone).slice(0, 10);
  }
}

function stageOf(data: unknown): unknown {
  return (data as { stage?: unknown }).stage;
}
