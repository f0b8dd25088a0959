import { DAY, millis } from '../../domain/duration';
import type { Stage, StepPolicy } from '../../domain/policy';
import { stagesOf } from '../../domain/versions';
import type { Behaviour, Someone } from './behaviour';
import { CheckIns } from './checkIns';
import { Duties } from './duties';
import type { Pair } from './pair';
import { Asked, type Town } from './town';

const WELCOME_HOLDS = 3 * DAY;
/** Somebody who does not fill in the survey alone does it with staff, once it is late. */
const SURVEY_HELP = 5 * DAY;

/**
 * One path, by the rules of the journey workflow: the same waits, reminders, tasks and stages, without its pauses and its
 * critical transitions. Where the workflow asks a human, the person's behaviour answers.
 */
export class Person {
  role: Someone['role'];
  stage: Stage;
  readonly behaviour: Behaviour;
  private readonly passed = new Set<string>();
  private readonly reached = new Set<Stage>();
  private readonly opened = new Map<string, number>();
  readonly blocked = new Set<Person>();
  private readonly checkIns: CheckIns;
  private readonly duties: Duties;
  pairs: Pair[] = [];
  isGone = false;
  /** Waits for staff to propose somebody. */
  seeking: Asked | undefined;
  private surveyDone = false;
  private survey: Asked | undefined;
  private held = 0;
  private goals: number[] = [];
  private becoming = false;
  private round = 0;

  constructor(
    readonly town: Town,
    { role, behaviour }: Someone,
  ) {
    this.role = role;
    this.behaviour = behaviour;
    this.stage = town.policy.stages[0] ?? 'screening';
    this.checkIns = new CheckIns(this);
    this.duties = new Duties(this);
    this.remind('welcome', this.now + WELCOME_HOLDS);
    const leaves = behaviour.withdraws();
    if (leaves !== undefined) town.agenda.in(leaves, () => this.withdraw());
    this.enter(this.stage);
  }

  get now(): number {
    return this.town.agenda.now;
  }

  get activePairs(): Pair[] {
    return this.pairs.filter(({ status }) => status === 'active');
  }

  may(privilege: string): boolean {
    return this.town.policy.screening.steps.some(
      ({ id, grants }) => this.passed.has(id) && grants.includes(privilege),
    );
  }

  // ── What is said ────────────────────────────────────────────────────────────────────────────────────────────────

  /** Held back by quiet hours, not said after it expires, nor once what it is about is settled. */
  remind(template: string, expires: number, asked?: Asked): void {
    const at = this.town.clock.afterQuiet(this.now);
    const say = (): void => {
      if (at < expires && !this.isGone && asked?.isOpen !== false) this.say(template);
    };
    if (at === this.now) say();
    else this.town.agenda.at(at, say);
  }

  /** Also to somebody whose own path has ended well: closing words of a pair. */
  remindLeft(template: string, expires: number): void {
    const at = this.town.clock.afterQuiet(this.now);
    if (at < expires) this.town.agenda.at(at, () => this.say(template));
  }

  say(template: string): void {
    this.town.tally.said(template, this.behaviour.channel, this.now);
  }

  /** Reminders at these times while it is open, each good until the next. */
  remindAt(template: string, times: readonly number[], end: number, asked: Asked): void {
    times.forEach((at, index) =>
      this.town.agenda.at(at, () => {
        if (asked.isOpen) this.remind(template, times[index + 1] ?? end, asked);
      }),
    );
  }

  /** Overdue by then, it is a task for staff. */
  lateAt(at: number, what: string, asked: Asked): void {
    this.town.agenda.at(at, () => {
      if (!asked.isOpen) return;
      asked.late();
      this.town.tally.task(`${what}-late`, this.now);
    });
  }

  // ── Stages ──────────────────────────────────────────────────────────────────────────────────────────────────────

  private enter(stage: Stage): void {
    this.stage = stage;
    if (!this.reached.has(stage)) this.town.tally.enters(stage);
    this.reached.add(stage);
    const begin: Record<Stage, () => void> = {
      screening: () => this.openSteps(),
      matching: () => this.beginMatching(),
      mentorship: () => this.beginMentorship(),
      retention: () => this.beginRetention(),
      achievement: () => this.beginReview(),
      transition: () => this.beginTransition(),
    };
    begin[stage]();
  }

  /** What the stage was for has come about: on to the next one, if there is one. */
  look(): void {
    if (this.isGone) return;
    const { policy } = this.town;
    const stages = stagesOf(policy, this.role);
    const next = stages[stages.indexOf(this.stage) + 1];
    if (this.stage === 'screening' && this.isScreened(this.role) && next) this.enter(next);
    else if (this.stage === 'matching' && this.activePairs.length > 0 && next) this.enter(next);
    else if (this.stage === 'mentorship') {
      if (this.activePairs.length === 0 && stages.includes('matching')) this.enter('matching');
      else if (this.role === 'mentee' && this.held >= policy.mentorship.meetingsBeforeRetention && next)
        this.enter(next);
    } else if (this.stage === 'retention' && this.goalsAreReached() && next) this.enter(next);
  }

  private isScreened(role: Someone['role']): boolean {
    const { matching, screening, stages } = this.town.policy;
    const steps = screening.steps.filter((step) => step.for.includes(role));
    const needed = role === 'mentee' ? matching.menteeNeeds : matching.mentorNeeds;
    return stages.includes('matching') && steps.some(({ grants }) => grants.includes(needed))
      ? this.may(needed)
      : steps.every(({ id }) => this.passed.has(id));
  }

  private openSteps(): void {
    const ladder = this.town.policy.screening.steps.filter(
      (step) => step.for.includes(this.role) || (this.becoming && step.for.includes('mentor')),
    );
    for (const step of ladder) {
      const waits = step.requires.some(
        (id) => !this.passed.has(id) && ladder.some((other) => other.id === id),
      );
      if (!this.opened.has(step.id) && !waits) this.askStep(step);
    }
  }

  private askStep(step: StepPolicy): void {
    const time = (this.opened.get(step.id) ?? 0) + 1;
    this.opened.set(step.id, time);
    const asked = new Asked(this.town, `screening step ${step.id}`);
    const end = this.now + millis(step.staleAfter);
    const reminders = step.remindAfter.map((after) => this.now + millis(after)).filter((at) => at < end);
    if (step.owedBy === 'participant') {
      this.remind('screening-step-reminder', reminders[0] ?? end, asked);
      this.remindAt('screening-step-reminder', reminders, end, asked);
    }
    this.town.agenda.at(end, () => {
      if (!asked.isOpen) return;
      asked.late();
      this.town.tally.task('screening-step-late', this.now);
    });
    const { after, outcome, lookAgainAfter } = this.behaviour.decidesStep(step.id, time);
    this.town.agenda.in(after, () => {
      if (this.isGone) return;
      asked.settle();
      this.town.tally.task('decide-step', this.now);
      if (outcome === 'advance') return this.pass(step);
      if (outcome === 'decline') this.say('screening-declined-look-again');
      this.town.agenda.in(lookAgainAfter, () => {
        if (this.isGone) return;
        this.town.tally.task('look-again', this.now);
        this.askStep(step);
      });
    });
  }

  private pass(step: StepPolicy): void {
    this.passed.add(step.id);
    this.say('screening-step-passed');
    this.openSteps();
    this.look();
    if (this.stage === 'transition') this.lookAtTransition();
  }

  // ── Matching and mentorship ─────────────────────────────────────────────────────────────────────────────────────

  private beginMatching(): void {
    if (!this.surveyDone && !this.survey) this.askSurvey();
    this.seek();
    if (this.role === 'mentor') this.checkIns.start();
    this.duties.start();
    this.look();
  }

  private askSurvey(): void {
    const { remindOfferAfter, staleAfter, byText } = this.town.policy.matching;
    const template = byText ? 'survey-asked' : 'personal-link';
    const [reminder, end] = [this.now + millis(remindOfferAfter), this.now + millis(staleAfter)];
    const asked = new Asked(this.town, 'matching survey');
    this.survey = asked;
    this.remind(template, reminder, asked);
    if (reminder < end) this.remindAt(template, [reminder], end, asked);
    this.lateAt(end, 'survey', asked);
    const after = this.behaviour.fillsInSurvey() ?? millis(staleAfter) + SURVEY_HELP;
    this.town.agenda.in(after, () => {
      if (this.isGone) return;
      asked.settle();
      this.surveyDone = true;
      this.seek();
    });
  }

  seek(): void {
    const { stages, matching } = this.town.policy;
    const looks = this.stage === 'matching' || (this.role === 'mentee' && this.stage === 'retention');
    if (this.isGone || !looks || !stages.includes('matching')) return;
    if (!this.surveyDone || this.pairs.length > 0 || this.seeking) return;
    const asked = new Asked(this.town, this.role === 'mentee' ? 'a mentor' : 'a first mentee');
    this.seeking = asked;
    if (this.role === 'mentee')
      this.town.agenda.in(millis(matching.staleAfter), () => {
        if (!asked.isOpen) return;
        asked.late();
        this.town.tally.task('match-late', this.now);
      });
    this.town.seeks(this);
  }

  /** Room for another mentee. */
  get hasRoom(): boolean {
    const { matching } = this.town.policy;
    return (
      this.role === 'mentor' &&
      !this.isGone &&
      this.surveyDone &&
      this.may(matching.mentorNeeds) &&
      this.pairs.length < matching.maxCaseload
    );
  }

  proposed(pair: Pair): void {
    this.pairs.push(pair);
    this.foundSomebody();
  }

  foundSomebody(): void {
    this.seeking?.settle();
    this.seeking = undefined;
  }

  leaves(pair: Pair): void {
    this.pairs = this.pairs.filter((one) => one !== pair);
    this.seek();
    this.look();
  }

  met(): void {
    this.held += 1;
    this.look();
  }

  private beginMentorship(): void {
    if (this.role === 'mentee' && this.round === 0) this.setGoals();
    this.look();
  }

  // ── Goals, review, and what comes after ─────────────────────────────────────────────────────────────────────────

  private setGoals(): void {
    const round = (this.round += 1);
    const goals = this.behaviour.goals();
    this.goals = goals.map(() => 0);
    goals.forEach((steps, index) => {
      for (const { progress, after } of steps)
        this.town.agenda.in(after, () => {
          if (this.isGone || round !== this.round) return;
          this.goals[index] = progress;
          this.look();
        });
    });
  }

  private goalsAreReached(): boolean {
    const sum = this.goals.reduce((total, progress) => total + progress, 0);
    return this.goals.length > 0 && sum / this.goals.length >= this.town.policy.achievement.goalShare * 100;
  }

  private beginRetention(): void {
    this.checkIns.start();
    this.seek();
    this.look();
  }

  private beginReview(): void {
    const { achievement, transition } = this.town.policy;
    const asked = new Asked(this.town, 'the review');
    const end = this.now + millis(achievement.reviewWithin);
    this.lateAt(end, 'achievement-review', asked);
    const ownWords = achievement.ownWordsWithin && millis(achievement.ownWordsWithin);
    if (ownWords) this.askForOwnWords(ownWords, asked, end);
    else this.remind('achievement-review', end, asked);
    const { after, outcome } = this.behaviour.review();
    this.town.agenda.in(after, () => {
      if (this.isGone) return;
      asked.settle();
      this.town.tally.task('achievement-review', this.now);
      if (ownWords && outcome !== 'finish') this.say('achievement-celebration');
      const leads = transition.offersMentorRole && this.town.policy.stages.includes('transition');
      if (outcome === 'become-mentor' && leads) return this.enter('transition');
      const { stages } = this.town.policy;
      const before = stages.includes('retention') ? 'retention' : stages[stages.indexOf('achievement') - 1];
      if (outcome === 'new-goals' && before) {
        this.setGoals();
        return this.enter(before);
      }
      this.say('achievement-celebration');
      this.town.tally.came('finished well');
      this.isGone = true;
      for (const pair of [...this.pairs]) pair.end(this);
    });
  }

  /** Their own words come first; the date of the review is said once there was time for them. */
  private askForOwnWords(within: number, review: Asked, end: number): void {
    const [again, over] = [this.now + Math.floor(within / 2), this.now + within];
    this.remind('own-words-asked', again, review);
    this.remindAt('own-words-asked', [again], over, review);
    this.remindAt('achievement-review', [over], end, review);
  }

  private beginTransition(): void {
    const asked = new Asked(this.town, 'consent to become a mentor');
    const end = this.now + millis(this.town.policy.transition.consentWithin);
    const halfWay = this.now + Math.floor((end - this.now) / 2);
    this.remind('transition-consent', halfWay, asked);
    this.remindAt('transition-consent', [halfWay], end, asked);
    this.lateAt(end, 'transition-consent', asked);
    const answer = this.behaviour.consents();
    if (!answer) return;
    this.town.agenda.in(answer.after, () => {
      if (this.isGone) return;
      asked.settle();
      if (!answer.yes) return this.enter('achievement');
      this.becoming = true;
      this.openSteps();
      this.train();
    });
  }

  private readonly learned = new Set<string>();

  private train(): void {
    const { training, remindTrainingEvery } = this.town.policy.transition;
    const every = millis(remindTrainingEvery);
    for (const module of training) {
      const asked = new Asked(this.town, `training ${module}`);
      this.town.agenda.in(this.behaviour.learns(module), () => {
        if (this.isGone) return;
        asked.settle();
        this.learned.add(module);
        this.town.tally.task('record-training', this.now);
        this.lookAtTransition();
      });
    }
    const remind = (): void => {
      if (this.isGone || this.stage !== 'transition' || training.every((module) => this.learned.has(module)))
        return;
      this.remind('training-reminder', this.now + every);
      this.town.agenda.in(every, remind);
    };
    remind();
    this.lookAtTransition();
  }

  private lookAtTransition(): void {
    const { training } = this.town.policy.transition;
    if (!this.becoming || !training.every((module) => this.learned.has(module)) || !this.isScreened('mentor'))
      return;
    this.becoming = false;
    // Their own mentor stays with them, beside those whom they mentor.
    this.pairs = [];
    this.role = 'mentor';
    this.say('became-mentor');
    this.town.tally.came('became mentors');
    this.enter(stagesOf(this.town.policy, 'mentor').find((stage) => stage !== 'screening') ?? 'screening');
  }

  private withdraw(): void {
    if (this.isGone) return;
    this.say('withdrawn');
    this.town.tally.came('left');
    this.isGone = true;
    this.foundSomebody();
    for (const pair of [...this.pairs]) pair.end(this);
  }
}
