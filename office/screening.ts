import { Refused } from '../client/fullCircle';
import type { StepOutcome } from '../domain/policy';
import { idFromKey, newId } from '../platform/newId';
import type { Standing } from '../workflows/contract';
import type { Caller } from './access';
import type { AgreementActs } from './agreements';
import { programInUse } from './definitions';
import type { JourneyActs } from './journeys';
import { checkAnswers, type Answers } from './surveys';
import { businessNow, type ActOptions, type OfficeTools } from './tools';

const MOST_WORDS = 2_000;

export interface StepDecisionInput {
  step: string;
  outcome: StepOutcome;
  /** A day, `YYYY-MM-DD`: goes with a hold, a decline, and where it is known with a referral elsewhere. */
  lookAgainOn?: string;
  /** Needed where mentors decide and none has given their word; welcome otherwise. */
  reason?: string;
  /** With `refer`: to whom. */
  referTo?: string;
  /** With `refer`: the person agrees to it. */
  personAgrees?: boolean;
}

/** Graduated screening, as staff and participants act on it. */
export function screeningActs(
  tools: OfficeTools,
  office: { journeys: Pick<JourneyActs, 'current' | 'morningOf'>; agreements: Pick<AgreementActs, 'accept'> },
) {
  const { database, fullCircle } = tools;
  const { current, morningOf } = office.journeys;

  /** Keeps a decision's words beside it; a decision that is refused leaves none. */
  async function withWords<T>(
    words: {
      journeyId: string;
      step: string;
      outcome: string;
      reason?: string | undefined;
      referredTo?: string;
      by: string;
    },
    options: ActOptions | undefined,
    tell: (key: string) => Promise<T>,
  ): Promise<T> {
    const id = options?.key
      ? idFromKey('step', words.journeyId, words.step, words.outcome, options.key)
      : newId();
    await database.stepDecision.createMany({
      skipDuplicates: true,
      data: { id, ...words, at: await businessNow(tools) },
    });
    try {
      return await tell(options?.key ?? id);
    } catch (error) {
      if (error instanceof Refused) await database.stepDecision.deleteMany({ where: { id } });
      throw error;
    }
  }

  /**
   * Decides one step.
   * @throws Refused `ReferralIncomplete` for a referral elsewhere without to whom, or without the person's word; and what
   * the path refuses: `DateNeeded`, `ReasonNeeded`, `AlreadyDecided`, …
   */
  async function decide(
    caller: Caller,
    participantId: string,
    input: StepDecisionInput,
    options?: ActOptions,
  ): Promise<Standing> {
    const { participant, journeyId } = await current(caller, participantId, 'decide-journeys');
    const { step, outcome, lookAgainOn } = input;
    const reason = input.reason?.trim();
    const referredTo = input.referTo?.trim();
    if (outcome === 'refer' && !(referredTo && input.personAgrees))
      throw new Refused(
        'ReferralIncomplete',
        'To refer somebody, say to whom, and that the person agrees to it.',
      );
    const words = { journeyId, step, outcome, reason, by: caller.actor };
    const update = {
      step,
      outcome,
      by: caller.actor,
      ...(lookAgainOn ? { lookAgainAt: await morningOf(lookAgainOn, participant.programId) } : {}),
      ...(reason ? { reasonStated: true as const } : {}),
    };
    return withWords(outcome === 'refer' && referredTo ? { ...words, referredTo } : words, options, (key) =>
      fullCircle.journeys.recordScreeningStep(journeyId, update, { ...options, key }),
    );
  }

  /** Takes back a decision that was a slip; the person is told. @throws Refused `ReasonNeeded`, and what the path refuses */
  async function undo(
    caller: Caller,
    participantId: string,
    input: { step: string; reason: string },
    options?: ActOptions,
  ): Promise<Standing> {
    const { journeyId } = await current(caller, participantId, 'decide-journeys');
    const reason = input.reason.trim();
    if (!reason)
      throw new Refused('ReasonNeeded', 'Say what went wrong: the reason is kept with the decision.');
    const { step } = input;
    return withWords({ journeyId, step, outcome: 'undone', reason, by: caller.actor }, options, (key) =>
      fullCircle.journeys.undoStep(journeyId, { step, by: caller.actor }, { ...options, key }),
    );
  }

  /**
   * What the person owes for a step comes in: by themself, or through staff on paper. Stored first; then those who decide
   * the step owe the next move.
   * @param input.answers where the step names a survey
   * @param input.words own words, where the step asks for nothing else
   * @param input.accepts version of the guidelines, where the step asks to agree to them
   * @throws Refused `UnknownStep`, `AnswersMissing`, `AgreementNeeded`, `WordsChanged`
   */
  async function sendIn(
    caller: Caller,
    participantId: string,
    input: { step: string; answers?: Answers; accepts?: string; words?: string },
    options?: ActOptions,
  ): Promise<Standing> {
    const { participant, journeyId } = await current(caller, participantId, 'take-part');
    const { definition } = await programInUse(database, participant.programId);
    const step = definition.screening.steps.find(({ id }) => id === input.step);
    if (!step) throw new Refused('UnknownStep', `${participant.programId} has no step "${input.step}".`);
    const survey = definition.surveys.find(({ id }) => id === step.survey);
    const key = options?.key ?? newId();
    if (survey) checkAnswers(survey, input.answers ?? {}, participant.role);
    const words = input.words?.trim().slice(0, MOST_WORDS);
    const sent = survey ? (input.answers ?? {}) : words ? { words } : undefined;
    if (sent) {
      await database.surveyResponse.createMany({
        skipDuplicates: true,
        data: {
          id: idFromKey('step', participant.id, step.id, key),
          participantId: participant.id,
          survey: survey?.id ?? `step-${step.id}`,
          answers: sent,
          via: caller.via,
          at: await tools.clock.now(),
        },
      });
    }
    if (step.kind === 'agreement' && definition.guidelines.length > 0) {
      if (!input.accepts)
        throw new Refused(
          'AgreementNeeded',
          'This step asks to agree to the guidelines; say which version was read.',
        );
      const how = caller.via === 'link' ? 'link' : 'paper';
      await office.agreements.accept(caller, participant.id, { version: input.accepts, how });
    }
    return fullCircle.journeys.sendInStep(
      journeyId,
      { step: step.id, by: caller.actor },
      { ...options, key },
    );
  }

  /** Reasons and referrals that belong to decisions on somebody's present path, the latest first. */
  async function words(caller: Caller, participantId: string) {
    const { journeyId } = await current(caller, participantId, 'see');
    return database.stepDecision.findMany({ where: { journeyId }, orderBy: { at: 'desc' } });
  }

  return { decide, undo, sendIn, words };
}
