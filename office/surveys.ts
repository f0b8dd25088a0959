import { NotThere, Refused } from '../client/fullCircle';
import type { SurveyAnswers } from '../domain/surveyAnswers';
import { idFromKey, newId } from '../platform/newId';
import type { Question, Survey } from '../programs';
import type { Standing } from '../workflows/contract';
import type { Caller } from './access';
import { programInUse } from './definitions';
import type { JourneyActs } from './journeys';
import type { ActOptions, OfficeTools } from './tools';

/** By question id. */
export type Answers = SurveyAnswers;

export function surveyActs(tools: OfficeTools, journeys: Pick<JourneyActs, 'current'>) {
  const { database, fullCircle } = tools;
  return {
    /**
     * Takes in a filled-in survey: the answers are stored first, the path is told of them by id.
     * @throws Refused `UnknownSurvey`, `AnswersMissing`, `AnswerNotOffered`
     */
    async submit(
      caller: Caller,
      participantId: string,
      input: { survey: string; answers: Answers },
      options?: ActOptions,
    ): Promise<Standing> {
      const { participant, journeyId } = await journeys.current(caller, participantId, 'take-part');
      const { definition } = await programInUse(database, participant.programId);
      const survey = definition.surveys.find(({ id }) => id === input.survey);
      if (!survey) {
        throw new Refused('UnknownSurvey', `${participant.programId} has no survey "${input.survey}".`);
      }
      checkAnswers(survey, input.answers, participant.role);
      const responseId = options?.key ? idFromKey('survey', participant.id, options.key) : newId();
      await database.surveyResponse.createMany({
        skipDuplicates: true,
        data: {
          id: responseId,
          participantId: participant.id,
          survey: survey.id,
          answers: input.answers,
          via: caller.via,
          at: await tools.clock.now(),
        },
      });
      return fullCircle.journeys.submitSurvey(
        journeyId,
        { by: caller.actor, survey: survey.id, responseId },
        { ...options, key: options?.key ?? responseId },
      );
    },

    /**
     * Hands in answers that are stored already: those that came with a roster.
     * @param which the response, or the survey of which the latest is meant
     */
    async submitStored(
      caller: Caller,
      participantId: string,
      which: string | { survey: string },
      options?: ActOptions,
    ): Promise<Standing> {
      const { participant, journeyId } = await journeys.current(caller, participantId, 'take-part');
      const response = await database.surveyResponse.findFirst({
        where: { participantId: participant.id, ...(typeof which === 'string' ? { id: which } : which) },
        orderBy: { at: 'desc' },
      });
      if (!response) {
        throw new NotThere(
          typeof which === 'string' ? `survey response ${which}` : `answer to ${which.survey} of this person`,
        );
      }
      return fullCircle.journeys.submitSurvey(
        journeyId,
        { by: caller.actor, survey: response.survey, responseId: response.id },
        { ...options, key: options?.key ?? response.id },
      );
    },
  };
}

export function checkAnswers(survey: Survey, answers: Answers, role: string): void {
  const asked = survey.questions.filter((question) => (question.for as string[]).includes(role));
  const missing = asked.filter(({ id, required }) => required && isEmpty(answers[id]));
  if (missing.length > 0) {
    throw new Refused(
      'AnswersMissing',
      `These questions still need an answer: ${missing.map(({ id }) => id).join(', ')}.`,
    );
  }
  for (const question of asked) {
    const answer = answers[question.id];
    if (answer !== undefined) checkOffered(question, answer);
  }
}

function checkOffered({ id, kind, options }: Question, answer: Answers[string]): void {
  if (kind !== 'choice' && kind !== 'many') return;
  const offered = options.map((option) => option.id);
  for (const one of Array.isArray(answer) ? answer : [answer]) {
    if (!offered.includes(String(one))) {
      throw new Refused(
        'AnswerNotOffered',
        `"${one}" is not an answer to ${id}; these are: ${offered.join(', ')}.`,
      );
    }
  }
}

function isEmpty(answer: Answers[string] | undefined): boolean {
  return answer === undefined || answer === '' || (Array.isArray(answer) && answer.length === 0);
}
